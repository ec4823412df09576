"""An event as one readable line, built from words of its sentence by cutting what the grammar can spare.

    “However, the council, which meets weekly, closed the bridge on Monday, a spokesman said.”
    The council closed the bridge on Monday.

A line never has a word that the sentence does not have, save the name that a pronoun stands for, and never loses a
negation, a modal verb or a condition.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dateline import lexicon
from dateline.nlp.status import PACKAGE, is_finite, is_negated, is_past

LONGEST = 200
"""Characters that a line has at most, where the grammar permits."""

_LONGEST_SENTENCE = 150
"""Words of a sentence that is taken apart; a longer one is hardly a sentence, and is left as it stands."""

_LONGEST_APPOSITION = 6

Resolve = Callable[[Token], str | None]
"""The name that a pronoun stands for, where that is clear."""


@dataclass(frozen=True, slots=True)
class Line:
    """The text of a line and the words of the sentence that it is built from."""

    text: str
    tokens: tuple[Token, ...]


def line_of(trigger: Token, sent: DocSpan, resolve: Resolve, keep: Iterable[Token] = ()) -> Line:
    """The line for the event at `trigger` in `sent`; the words in `keep` (its time) are never cut."""
    if len(sent) > _LONGEST_SENTENCE:
        return Line(_finish(sent.text), tuple(sent))
    top = clause_of(trigger)
    cut = Cut.of(sent, _guarded(trigger, top, keep))
    kept = _shortened(cut, _clause_tokens(top, trigger, sent))
    tokens = tuple(sent.doc[i] for i in sorted(kept))
    text = _finish(_text_of(tokens, top, resolve))
    return Line(text, tokens) if _is_balanced(text) else Line(_finish(sent.text), tuple(sent))


# --- the clause ---------------------------------------------------------------------------------------------


def clause_of(trigger: Token) -> Token:
    """The word whose subtree tells the event: the verb of its own clause, or the noun that a participle describes.

    What may be left out above it is attribution, and clauses that the event does not depend on.
    """
    token = trigger
    while token.head != token:
        if _stands_alone(token):
            return token
        if token.dep_ == "acl" and token.tag_ == "VBN":
            return token.head
        token = token.head
    return token


def _stands_alone(token: Token) -> bool:
    """Whether a clause can be told without the one above it."""
    if token.pos_ not in ("VERB", "AUX") or not _has_own_subject(token):
        return False
    if token.dep_ == "ccomp":
        return _is_neutral_report(token.head) and _is_statement(token)
    if token.dep_ == "conj":
        return token.head.pos_ in ("VERB", "AUX") and not _is_under_condition(token.head)
    if token.dep_ == "advcl":
        marks = {child.lower_ for child in token.lefts if child.dep_ in ("mark", "advmod")}
        return bool(marks) and (marks <= _CONTRASTS or (marks <= _SPARED_MARKS and is_past(token)))
    return False


_CONTRASTS = frozenset({"although", "though", "while", "whereas"})
_SPARED_MARKS = frozenset(
    {"after", "before", "when", "while", "since", "although", "though", "as", "because"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


def _has_own_subject(token: Token) -> bool:
    return any(child.dep_ in _SUBJECTS and child.tag_ not in ("WDT", "WP") for child in token.children)


def _is_statement(token: Token) -> bool:
    """Whether a complement is a statement: "said that it closed", not "asked whether it closed"."""
    marks = {
        child.lower_
        for child in token.lefts
        if child.dep_ in ("mark", "advmod") or child.tag_.startswith("W")
    }
    return not marks & {"if", "whether", "how", "why", "what", "who", "when", "where"}


def _is_neutral_report(token: Token) -> bool:
    """Whether it is a verb that reports without taking sides, and itself told as fact."""
    if token.lemma_.lower() not in lexicon.words(PACKAGE, "event_neutral_reporting_verbs"):
        return False
    return not is_negated(token) and not any(
        child.dep_ == "aux" and child.tag_ == "MD" for child in token.lefts
    )


def _is_under_condition(token: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in token.lefts)


def _clause_tokens(top: Token, trigger: Token, sent: DocSpan) -> set[int]:
    """The words of the clause; a mark that tied it to the one above is left out."""
    kept = _subtree(top) & _segment_of(trigger, top, sent)
    if top.head != top:
        kept -= _links_of(top)
    for conjunct in top.rights:
        if conjunct.dep_ == "conj" and _stands_alone(conjunct) and trigger.i not in _subtree(conjunct):
            kept -= _subtree(conjunct)
            kept -= {child.i for child in top.rights if child.dep_ == "cc" and child.i < conjunct.i}
    return kept


def _links_of(top: Token) -> set[int]:
    """The words that tie a clause to the one above it: "that", "after", "just two months after"."""
    links: set[int] = set()
    for child in top.lefts:
        if child.dep_ in ("mark", "cc") or (top.dep_ == "advcl" and child.lower_ in _SPARED_MARKS):
            links.add(child.i)
            links |= _subtree(child)
        elif child.dep_ == "npadvmod" and top.dep_ == "advcl":
            links |= _subtree(child)
    return links


def _segment_of(trigger: Token, top: Token, sent: DocSpan) -> set[int]:
    """The part of the sentence between semicolons that holds the trigger, where it is a clause of its own."""
    breaks = [token.i for token in sent if token.text == ";"]
    start = max((i + 1 for i in breaks if i < trigger.i), default=sent.start)
    end = min((i for i in breaks if i > trigger.i), default=sent.end)
    is_clause = any(is_finite(token) and _has_own_subject(token) for token in sent.doc[start:end])
    return set(range(start, end) if is_clause else range(sent.start, sent.end))


def _subtree(token: Token) -> set[int]:
    return {part.i for part in token.subtree}


# --- what can be spared -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cut:
    """What a line may lose: anything but the words guarded, and no part of what stands between quotation marks."""

    sent: DocSpan
    guarded: frozenset[int]
    quoted: tuple[frozenset[int], ...]

    @classmethod
    def of(cls, sent: DocSpan, guarded: Iterable[int]) -> "Cut":
        """The limits for a sentence."""
        return cls(sent, frozenset(guarded), tuple(_quotations_in(sent)))

    def without(self, kept: set[int], token: Token) -> set[int]:
        """The words left when the subtree of `token` goes, with the commas around it and the "and" before it."""
        cut = _subtree(token) & kept
        if not cut or cut & self.guarded or any(cut & part and not part <= cut for part in self.quoted):
            return kept
        return kept - cut - self._seams(kept, min(cut), max(cut), token)

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


def _quotations_in(sent: DocSpan) -> Iterable[frozenset[int]]:
    """The stretches between quotation marks, marks included, by the places of their words."""
    start: int | None = None
    for token in sent:
        if token.text not in ('"', "“", "”", "‘", "``", "''"):
            continue
        if start is None:
            start = token.i
        else:
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


def _shortened(cut: Cut, kept: set[int]) -> set[int]:
    doc = cut.sent.doc
    for i in sorted(kept):
        if i in kept and _is_aside(doc[i]):
            kept = cut.without(kept, doc[i])
    for test in (_is_loose, _is_adjunct):
        for i in sorted(kept, reverse=True):
            if sum(len(doc[k].text_with_ws) for k in kept) <= LONGEST:
                return kept
            if i in kept and test(doc[i]):
                kept = cut.without(kept, doc[i])
    return kept


def _is_aside(token: Token) -> bool:
    """Whether a subtree is said by the way: attribution, brackets, a loose relative clause, a long apposition."""
    if token.dep_ in ("prep", "pcomp") and token.lower_ == "according":
        return True
    if token.dep_ == "relcl":
        return _follows_comma(token) and not is_negated(token)
    if token.dep_ == "appos":
        return _is_bracketed(token) or (_follows_comma(token) and len(_subtree(token)) > _LONGEST_APPOSITION)
    if token.dep_ == "advcl":
        return _is_reporting_aside(token)
    if token.dep_ in ("parataxis", "ccomp"):
        return _is_reporting_aside(token) and token.lemma_ in ("say", "report", "tell")
    return _is_opener(token)


def _is_reporting_aside(token: Token) -> bool:
    """A report without a complement of its own: "as the police said", "…, it said"."""
    return (
        _is_neutral_report(token)
        and _has_own_subject(token)
        and not any(c.dep_ == "ccomp" for c in token.children)
    )


def _follows_comma(token: Token) -> bool:
    first = token.left_edge
    return first.i > 0 and first.nbor(-1).text in (",", "–", "—", "-", "(")


def _is_bracketed(token: Token) -> bool:
    first = token.left_edge
    return first.text == "(" or (first.i > 0 and first.nbor(-1).text == "(")


def _is_opener(token: Token) -> bool:
    """A link to the sentence before: "However, …", "In addition, …"."""
    if token.dep_ not in ("advmod", "prep", "cc", "npadvmod") or token.left_edge.i != token.sent.start:
        return False
    phrase = " ".join(part.lower_ for part in token.subtree)
    return phrase in lexicon.words(PACKAGE, "event_openers")


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


def _is_loose(token: Token) -> bool:
    """Whether a subtree may go where a line is too long: a participle clause, a coordinated verb, a loose phrase."""
    if is_negated(token) or token.dep_ not in ("advcl", "conj", "prep", "relcl", "appos", "npadvmod"):
        return False
    if token.dep_ == "advcl" and any(child.lower_ in ("if", "unless", "until") for child in token.lefts):
        return False
    if token.dep_ == "conj":
        return token.pos_ in ("VERB", "AUX") and token.head.pos_ in ("VERB", "AUX")
    return _follows_comma(token) and token.lower_ not in ("without", "except", "unless")


def _is_adjunct(token: Token) -> bool:
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


def _text_of(tokens: Sequence[Token], top: Token, resolve: Resolve) -> str:
    parts: list[str] = []
    for token, follower in pairwise((*tokens, None)):
        is_followed = follower is not None and token is not None and follower.i == token.i + 1
        if token is not None:
            parts.append(
                (_named(token, top, resolve) or token.text) + (token.whitespace_ if is_followed else " ")
            )
    return "".join(parts)


def _named(token: Token, top: Token, resolve: Resolve) -> str | None:
    """The name for a pronoun that is the subject of the line."""
    if token.tag_ != "PRP" or token.dep_ not in ("nsubj", "nsubjpass") or token.head != top:
        return None
    return resolve(token)


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
    if not text.endswith(_ENDS):
        text = text.rstrip(".,;: ") + "."
    return text[:1].upper() + text[1:]


_ENDS = (".", "!", "?", ".”", ".’", '."', "?”", "!”", '?"', '!"')


def _is_balanced(text: str) -> bool:
    """Whether quotation marks and brackets still come in pairs."""
    return (
        text.count('"') % 2 == 0 and text.count("“") == text.count("”") and text.count("(") == text.count(")")
    )
