"""An event as one readable line, built from words of its sentence by cutting what the grammar can spare.

    “However, the council, which meets weekly, closed the bridge on Monday, a spokesman said.”
    The council closed the bridge on Monday.

A line never has a word that the sentence does not have, save the name that a pronoun stands for, and never loses a
negation, a modal verb or a condition.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dateline.extract.dependency_trees import subtree
from dateline.extract.events.clauses import Clause, clause_of, has_subject, is_neutral_report
from dateline.extract.events.factuality import is_finite, is_negated
from dateline.extract.events.triggers import is_reporting
from dateline.lang import lexicon

LONGEST = 200
"""Characters that a line has at most, where the grammar permits."""

LONGEST_SENTENCE = 150
"""Words of a sentence that is taken apart; a longer one is hardly a sentence, and is left as it stands."""

_LONGEST_APPOSITION = 6

Resolve = Callable[[Token], str | None]
"""The name that a pronoun stands for, where that is clear."""


@dataclass(frozen=True, slots=True)
class Line:
    """The text of a line and the words of the sentence that it is built from."""

    text: str
    tokens: tuple[Token, ...]


def line_of(
    trigger: Token,
    sent: DocSpan,
    resolve: Resolve,
    keep: Iterable[Token] = (),
    apart: Collection[int] = (),
) -> Line:
    """The line for the event at `trigger` in `sent`.

    The words in `keep` (its time) are never cut; `apart` holds the places of events that have another date.
    """
    if len(sent) > LONGEST_SENTENCE:
        return _whole(sent)
    clause = _readable(clause_of(trigger, sent, apart), sent, resolve)
    if clause is None:
        return _whole(sent)
    cut = Cut.of(sent, _guarded(trigger, clause.top, keep))
    kept = _shortened(cut, clause.tokens - _unclosed_in(sent, trigger))
    tokens = tuple(sent.doc[i] for i in sorted(kept))
    text = _finish(_text_of(tokens, clause.subject, resolve))
    return Line(text, tokens) if _is_balanced(text) else _whole(sent)


def _whole(sent: DocSpan) -> Line:
    """The sentence as it stands; no line where only half a quotation is in it."""
    text = _finish(sent.text)
    return Line(text if _is_balanced(text) else "", tuple(sent))


def _readable(clause: Clause, sent: DocSpan, resolve: Resolve) -> Clause | None:
    """The clause, or the report above it where only that tells who "he" is; None where the whole sentence is needed.

    That is so without a subject, and where "which" or "that" points back to what the sentence has just said.
    """
    subject = clause.subject
    if subject is None:
        return clause if clause.top.pos_ not in ("VERB", "AUX") or not is_finite(clause.top) else None
    if subject.tag_ in ("WDT", "WP") or (_is_demonstrative(subject) and subject.i > sent.start):
        return None
    if clause.top.dep_ != "ccomp" or not _points_back(subject):
        return clause
    if subject.tag_ == "PRP" and resolve(subject):
        return clause
    return clause_of(clause.top.head, sent)


def _points_back(subject: Token) -> bool:
    """Whether a subject is known only from what was said before: "she", "his office"."""
    return subject.tag_ == "PRP" or any(child.tag_ == "PRP$" for child in subject.lefts)


def _is_demonstrative(subject: Token) -> bool:
    """Whether a subject is a bare "this" or "that"; not "that bridge"."""
    return subject.lower_ in ("this", "that", "these", "those") and subject.tag_ == "DT"


# --- what can be spared -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cut:
    """What a line may lose: anything but the words guarded, and no part of what quotation marks or brackets hold."""

    sent: DocSpan
    guarded: frozenset[int]
    held: tuple[frozenset[int], ...]

    @classmethod
    def of(cls, sent: DocSpan, guarded: Iterable[int]) -> "Cut":
        """The limits for a sentence."""
        return cls(sent, frozenset(guarded), (*_quotations_in(sent), *_brackets_in(sent)))

    def without(self, kept: set[int], token: Token) -> set[int]:
        """The words left when the subtree of `token` goes, with the commas around it and the "and" before it."""
        cut = self._whole(subtree(token)) & kept
        if not cut or cut & self.guarded or any(cut & part and not part <= cut for part in self.held):
            return kept
        return kept - cut - self._seams(kept, min(cut), max(cut), token)

    def _whole(self, cut: set[int]) -> set[int]:
        """The words with the marks around a quotation that they are the whole of."""
        for part in self.held:
            if cut & part and all(self.sent.doc[i].is_punct for i in part - cut):
                cut = cut | part
        return cut

    def length(self, kept: Iterable[int]) -> int:
        """Characters of a line of these words, about."""
        return sum(len(self.sent.doc[i].text_with_ws) for i in kept)

    def closes(self, token: Token) -> bool:
        """Whether what follows the subtree of a word closes an insertion."""
        last = token.right_edge.i + 1
        return (
            last >= self.sent.end or self.sent.doc[last].text in _CLOSING or self.sent.doc[last].text in ".;:"
        )

    def _seams(self, kept: set[int], first: int, last: int, token: Token) -> set[int]:
        doc = self.sent.doc
        before = next((i for i in range(first - 1, self.sent.start - 1, -1) if i in kept), None)
        after = next((i for i in range(last + 1, self.sent.end) if i in kept), None)
        seams = set()
        if token.dep_ == "conj" and before is not None and doc[before].dep_ == "cc":
            seams.add(before)
            before -= 1
        opens = before is not None and doc[before].text in _OPENING
        closes = after is not None and doc[after].text in _CLOSING
        if opens and (closes or after is None or doc[after].text in ".;"):
            seams.add(before or 0)
        if closes and (opens or before is None):
            seams.add(after or 0)
        return seams & kept


_OPENING = frozenset({",", "(", "[", "–", "—"})
_CLOSING = frozenset({",", ")", "]", "–", "—"})


def _quotations_in(sent: DocSpan) -> Iterator[frozenset[int]]:
    """The stretches between quotation marks, marks included, by the places of their words."""
    start: int | None = None
    for token in sent:
        if token.text not in _QUOTATION_MARKS:
            continue
        if start is None:
            start = token.i
        else:
            yield frozenset(range(start, token.i + 1))
            start = None
    if start is not None:
        yield frozenset(range(start, sent.end))


def _unclosed_in(sent: DocSpan, trigger: Token) -> frozenset[int]:
    """The beginning of a quotation that ends in a later sentence: "… told the crowd: “We won."."""
    marks = [token.i for token in sent if token.text in _QUOTATION_MARKS]
    if len(marks) % 2 == 0 or marks[-1] == sent.start or trigger.i > marks[-1]:
        return frozenset()
    is_led_in = sent.doc[marks[-1] - 1].text in (":", ",")
    return frozenset(range(marks[-1], sent.end)) if is_led_in else frozenset()


_QUOTATION_MARKS = frozenset({'"', "“", "”", "``", "''"})


def _brackets_in(sent: DocSpan) -> Iterator[frozenset[int]]:
    """The stretches in round brackets, brackets included."""
    start: int | None = None
    for token in sent:
        if token.text == "(" and start is None:
            start = token.i
        elif token.text == ")" and start is not None:
            yield frozenset(range(start, token.i + 1))
            start = None


def _guarded(trigger: Token, top: Token, keep: Iterable[Token]) -> set[int]:
    """The words that must stay: the trigger, its time, and the way from both up to the top of the clause."""
    guarded = {top.i}
    for token in (trigger, *keep):
        while token.i not in guarded:
            guarded.add(token.i)
            if token.head == token:
                break
            token = token.head
    return guarded


def _shortened(cut: Cut, words: Collection[int]) -> set[int]:
    doc, kept = cut.sent.doc, set(words)
    for brackets in _brackets_in(cut.sent):
        if not brackets & cut.guarded and not any(brackets < part for part in cut.held):
            kept = kept - brackets
    for i in sorted(kept):
        if i in kept and _is_aside(doc[i], cut):
            kept = cut.without(kept, doc[i])
    for test in (_is_loose, _is_adjunct):
        kept = _down_to_length(cut, kept, test)
    return kept


def _down_to_length(cut: Cut, kept: set[int], test: Callable[[Token, Cut], bool]) -> set[int]:
    """What is left when subtrees that pass the test have gone, from the end, until the line is short enough."""
    doc = cut.sent.doc
    length = cut.length(kept)
    for i in sorted(kept, reverse=True):
        if length <= LONGEST:
            break
        if i in kept and test(doc[i], cut):
            kept = cut.without(kept, doc[i])
            length = cut.length(kept)
    return kept


def _is_aside(token: Token, cut: Cut) -> bool:
    """Whether a subtree is said by the way: attribution, a loose relative clause, a long apposition."""
    if token.lower_ == "according":
        return True
    if token.dep_ == "relcl":
        return _follows_comma(token) and cut.closes(token) and not is_negated(token)
    if token.dep_ == "appos":
        return _follows_comma(token) and cut.closes(token) and len(subtree(token)) > _LONGEST_APPOSITION
    if token.dep_ == "advcl":
        return _is_reporting_aside(token) or _is_saying(token)
    if token.dep_ in ("parataxis", "ccomp"):
        return _is_reporting_aside(token) and token.lemma_ in ("say", "report", "tell")
    return _is_opener(token, cut)


def _is_saying(token: Token) -> bool:
    """A participle that reports: "…, saying: “We are ready.”"."""
    return token.tag_ == "VBG" and _follows_comma(token) and is_reporting(token) and is_neutral_report(token)


def _is_reporting_aside(token: Token) -> bool:
    """A report without a complement of its own: "as the police said", "…, it said"."""
    return (
        is_neutral_report(token) and has_subject(token) and not any(c.dep_ == "ccomp" for c in token.children)
    )


def _follows_comma(token: Token) -> bool:
    first = token.left_edge
    return first.i > 0 and first.nbor(-1).text in (",", "–", "—", "-", "(")


def _is_opener(token: Token, cut: Cut) -> bool:
    """A link to the sentence before: "However, …", "In addition, …"."""
    if token.dep_ not in ("advmod", "prep", "cc", "npadvmod") or token.left_edge.i != cut.sent.start:
        return False
    phrase = " ".join(token.doc[i].lower_ for i in sorted(subtree(token)))
    return phrase in lexicon.words("events/openers")


_ADJUNCTS = frozenset(
    {
        "after",
        "amid",
        "amidst",
        "among",
        "as",
        "at",
        "before",
        "by",
        "despite",
        "during",
        "following",
        "in",
        "near",
        "on",
        "since",
        "through",
        "with",
    }
)


def _is_loose(token: Token, cut: Cut) -> bool:
    """Whether a subtree may go where a line is too long: a participle clause, a coordinated verb, a loose phrase."""
    if is_negated(token) or token.dep_ not in ("advcl", "conj", "prep", "relcl", "appos", "npadvmod"):
        return False
    if token.dep_ == "advcl" and any(child.lower_ in ("if", "unless", "until") for child in token.lefts):
        return False
    if token.dep_ == "conj":
        is_linked = any(child.dep_ == "cc" for child in token.head.rights if child.i < token.i)
        return is_linked and token.pos_ in ("VERB", "AUX") and token.head.pos_ in ("VERB", "AUX")
    return _follows_comma(token) and cut.closes(token) and token.lower_ not in ("without", "except", "unless")


def _is_adjunct(token: Token, cut: Cut) -> bool:
    """Whether it is a phrase of time, place or manner behind a verb, and not the first thing behind it."""
    if (
        token.dep_ != "prep"
        or token.lower_ not in _ADJUNCTS
        or token.head.pos_ != "VERB"
        or token.i < token.head.i
    ):
        return False
    return any(child.i < token.i and child.dep_ != "punct" for child in token.head.rights)


# --- the text -----------------------------------------------------------------------------------------------


def _text_of(tokens: Sequence[Token], subject: Token | None, resolve: Resolve) -> str:
    parts: list[str] = []
    for token, follower in pairwise((*tokens, None)):
        is_followed = follower is not None and token is not None and follower.i == token.i + 1
        if token is not None:
            parts.append(
                (_named(token, subject, resolve) or token.text) + (token.whitespace_ if is_followed else " ")
            )
    return "".join(parts)


def _named(token: Token, subject: Token | None, resolve: Resolve) -> str | None:
    """The name for a pronoun that is the subject of the line."""
    return resolve(token) if token == subject and token.tag_ == "PRP" else None


_LOOSE = (
    (" ,", ","),
    (" .", "."),
    (" ;", ";"),
    (",,", ","),
    (",.", "."),
    ("( ", "("),
    (" )", ")"),
    ("()", ""),
    ("[]", ""),
)


def _finish(text: str) -> str:
    """One sentence: single blanks, no loose punctuation, a capital and a full stop."""
    text = " ".join(text.split())
    for loose, mended in _LOOSE:
        text = text.replace(loose, mended)
    text = " ".join(text.split()).strip(" ,;:–—-")
    if text.endswith("..") and not text.endswith("..."):
        text = text[:-1]
    text = _without_dangling(text)
    if not text.endswith(_ENDS) or text.endswith((" -.", " –.", " —.")):
        text = text.rstrip(".,;: –—-") + "."
    return text[:1].upper() + text[1:]


def _without_dangling(text: str) -> str:
    """Without an "and" that what it linked has left behind."""
    body = text.rstrip(".,;: ")
    while body.endswith((" and", " but", " or", " nor", ", also")):
        body = body.rpartition(" ")[0].rstrip(".,;: ")
        text = body + "."
    return text


_ENDS = (".", "!", "?", ".”", ".’", '."', "?”", "!”", '?"', '!"')


def _is_balanced(text: str) -> bool:
    """Whether quotation marks and brackets still come in pairs."""
    return (
        text.count('"') % 2 == 0 and text.count("“") == text.count("”") and text.count("(") == text.count(")")
    )
