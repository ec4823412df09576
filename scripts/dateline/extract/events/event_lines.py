"""An event as one readable line, built from words of its sentence by cutting what the grammar can spare.

    “However, the council, which meets weekly, closed the bridge on Monday, a spokesman said.”
    The council closed the bridge on Monday.

A line never has a word that the sentence does not have, save the name that a pronoun stands for and the "was" of a
participle, and never loses a negation, a modal verb or a condition.  Where the clause cannot stand alone the whole
sentence is tried, if the event is what it tells (`standing_alone` has the reasons).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dateline.extract.dependency_trees import root_of, subtree, upward
from dateline.extract.events.clauses import Clause, clause_of, heads_clause, is_neutral_report, top_of
from dateline.extract.events.standing_alone import Wording, reasons_against
from dateline.extract.events.triggers import is_reporting
from dateline.extract.events.verb_forms import (
    SUBJECTS,
    VERBAL,
    has_subject,
    is_lemma,
    is_negated,
    is_word,
    limit,
)
from dateline.lang import lexicon

LONGEST_SENTENCE = 150
"""Words of a sentence that is taken apart; a longer one is hardly a sentence, and is no line."""

_DATELINE = 10
"""Words that the place, day and agency before a report take at most."""
_DASHES = ("—", "–", "―", "--", ".-")

Resolve = Callable[[Token], str | None]
"""The name that a pronoun stands for, where that is clear."""


@dataclass(frozen=True, slots=True)
class EventLine:
    """The text of a line and the words of the sentence that it is built from."""

    text: str
    tokens: tuple[Token, ...]
    stands_alone: bool = False


def build_line(
    trigger: Token,
    sent: DocSpan,
    resolve: Resolve,
    time: Iterable[Token] = (),
    apart: Collection[int] = (),
    known: Collection[str] = (),
) -> EventLine:
    """The line for the event at `trigger` in `sent`.

    The words in `time` are never cut, unless the date that stands before the line says the same ("yesterday");
    `apart` holds the places of events that have another date, `known` the lemmas of the headline.
    """
    lines: list[EventLine] = []
    if len(sent) <= LONGEST_SENTENCE:
        for line in _attempts(trigger, sent, resolve, tuple(time), apart, known):
            if line.stands_alone:
                return line
            lines.append(line)
    as_it_stands = _as_sentence(sent.text)
    lines.append(EventLine(as_it_stands if _is_balanced(as_it_stands) else "", tuple(sent)))
    return next(filter(_has_text, lines), lines[-1])


def _has_text(line: EventLine) -> bool:
    return bool(line.text)


def _attempts(
    trigger: Token,
    sent: DocSpan,
    resolve: Resolve,
    time: Sequence[Token],
    apart: Collection[int],
    known: Collection[str],
) -> Iterator[EventLine]:
    """The clause that tells the event, then the whole sentence where that is what it tells."""
    clause = _readable_clause(trigger, sent, resolve, apart)
    label = _dateline_of(sent)
    if any(token.i in label for token in time):
        return  # the day of writing, not that of the event
    if clause is not None:
        draft = Draft.of(sent, trigger, clause.top, time)
        kept = _shortened(draft, clause.tokens - label - _unclosed_in(sent, trigger))
        yield _line_of(clause, kept, trigger, resolve, known)
    if _is_what_is_told(trigger, sent):
        whole = Clause(root_of(sent), frozenset(range(sent.start, sent.end)) - label)
        yield _line_of(whole, whole.tokens, trigger, resolve, known)


def _line_of(
    clause: Clause, places: Iterable[int], trigger: Token, resolve: Resolve, known: Collection[str]
) -> EventLine:
    """The line of a clause; one with half a quotation has no text."""
    doc = trigger.doc
    subject = clause.subject
    completes = clause.top.pos_ not in VERBAL and trigger.dep_ == "acl"
    tokens = tuple(doc[i] for i in sorted(places))
    if completes:
        tokens = tuple(token for token in tokens if not (token.i == trigger.i - 1 and token.text == ","))
    name = resolve(subject) if subject is not None and subject.tag_ == "PRP" else None
    wording = Wording(tokens, clause.top, completes, subject if name else None, known)
    text = _as_sentence(_text_of(wording, name, trigger))
    if not _is_balanced(text):
        return EventLine("", tokens)
    is_short = len(text) <= limit("longest_line", doc.lang_)
    return EventLine(text, tokens, is_short and next(reasons_against(wording), None) is None)


def _dateline_of(sent: DocSpan) -> frozenset[int]:
    """The place, day and agency before a dash or colon with which a report begins: "TOLM, Orrin (HNA) —", "Tolm:"."""
    for token in sent[:_DATELINE]:
        if token.text in _DASHES or (token.text.rstrip("-–—").isdigit() and token.text[-1:] in "-–—"):
            return frozenset(range(sent.start, token.i + 1)) if token.i > sent.start else frozenset()
        if token.text == ":" and token.i > sent.start and token.nbor(-1).ent_type_ == "GPE":
            return frozenset(range(sent.start, token.i + 1))
        if token.pos_ not in ("PROPN", "PUNCT", "NUM", "X", "ADP"):
            break
    return frozenset()


def _is_what_is_told(trigger: Token, sent: DocSpan) -> bool:
    """Whether the main clause, or what it reports, tells the event: its day is then the day of the sentence."""
    root, top = root_of(sent), top_of(trigger)
    is_reported = top.dep_ == "ccomp" and top.head == root and is_neutral_report(root)
    return root.pos_ in VERBAL and heads_clause(trigger, top) and (top == root or is_reported)


def _readable_clause(
    trigger: Token, sent: DocSpan, resolve: Resolve, apart: Collection[int]
) -> Clause | None:
    """The clause, or the one above it where that is needed; None where only the whole sentence would do.

    That is so without a subject, and where "which" or "that" points back to what the sentence has just said.  Above
    it stands the report that tells who "he" is, and what a thing with a date is the subject of: "a report published
    in July found …".
    """
    clause = clause_of(trigger, sent, apart)
    if clause.top.pos_ not in VERBAL and trigger.dep_ == "acl":
        is_told_of = clause.top.dep_ in SUBJECTS and not (subtree(clause.top.head) & {*apart})
        return clause_of(clause.top.head, sent) if is_told_of else _completed(clause)
    subject = clause.subject
    if subject is None:
        return None
    is_demonstrative = subject.tag_ == "DT" and is_word(subject, "demonstratives")  # not "that bridge"
    if subject.tag_ in ("WDT", "WP") or (is_demonstrative and subject.i > sent.start):
        return None
    is_pronoun = subject.tag_ == "PRP"
    points_back = is_pronoun or any(child.tag_ == "PRP$" for child in subject.lefts)
    if clause.top.dep_ != "ccomp" or not points_back or (is_pronoun and resolve(subject)):
        return clause
    return clause_of(clause.top.head, sent)


def _completed(clause: Clause) -> Clause | None:
    """A noun with its participle, "a bridge opened in 1902", which "was" makes a sentence; not one of several nouns."""
    is_joined = clause.top.dep_ == "conj" or any(child.dep_ == "conj" for child in clause.top.children)
    # "people watched from the quay": with no verb above it, what the parser calls a participle may be a past tense
    is_top = clause.top.head == clause.top
    beside = (child for child in clause.top.rights if child.dep_ not in ("acl", "prep"))
    loose = {place for child in beside for place in subtree(child)}
    return None if is_joined or is_top else replace(clause, tokens=clause.tokens - loose)


# --- what can be spared -------------------------------------------------------------------------------------

_OPENING = (",", "(", "[", "–", "—")
_CLOSING = (",", ")", "]", "–", "—")
_QUOTATION_MARKS = ('"', "“", "”", "``", "''")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a line may lose: anything but the words guarded, and no part of what quotation marks or brackets hold."""

    sent: DocSpan
    top: Token
    """The verb of the clause, or the noun that a participle describes."""
    guarded: frozenset[int]
    brackets: tuple[frozenset[int], ...]
    held: tuple[frozenset[int], ...]
    told: frozenset[int] = frozenset()
    """The words of a time that the date before the line tells: "yesterday"."""

    @classmethod
    def of(cls, sent: DocSpan, trigger: Token, top: Token, time: Sequence[Token]) -> "Draft":
        """The limits for a sentence: the trigger, its time, and the way from both up to the top of the clause stay."""
        guarded = {top.i}
        is_object = any(is_lemma(token.head, "spending") for token in time)
        is_told = not is_object and all(is_word(token, "from_today") for token in time)
        for token in (trigger, *(() if is_told else time)):
            for above in upward(token):
                if above.i in guarded:
                    break
                guarded.add(above.i)
        brackets = tuple(_held_in(sent, ("(",), (")",)))
        quotations = _held_in(sent, _QUOTATION_MARKS, _QUOTATION_MARKS)
        open_end = [t.i for t in sent if t.text in _QUOTATION_MARKS]
        last = [frozenset(range(open_end[-1], sent.end))] if len(open_end) % 2 else []
        told = frozenset(token.i for token in time) if is_told else frozenset()
        return cls(sent, top, frozenset(guarded), brackets, (*quotations, *last, *brackets), told)

    def without(self, kept: set[int], token: Token) -> set[int]:
        """The words left when the subtree of `token` goes, with the commas around it and the "and" before it."""
        cut = subtree(token)
        for part in self.held:
            if cut & part and all(self.sent.doc[i].is_punct for i in part - cut):
                cut = cut | part  # with the marks around a quotation that it is the whole of
        cut &= kept
        if not cut or cut & self.guarded or any(cut & part and not part <= cut for part in self.held):
            return kept
        return kept - cut - self._seams(kept, min(cut), max(cut), token)

    def length(self, kept: Iterable[int]) -> int:
        """Characters of a line of these words, about."""
        return sum(len(self.sent.doc[i].text_with_ws) for i in kept)

    def is_insertion(self, token: Token) -> bool:
        """Whether the subtree of a word stands between a comma, dash or bracket and what closes it."""
        last = token.right_edge.i + 1
        after = self.sent.doc[last : min(last + 2, self.sent.end)]
        is_closed = not len(after) or after[0].text in (*_CLOSING, ".", ";", ":")
        return _follows_comma(token) and is_closed and not any(map(_may_go_on, after[1:]))

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


def _held_in(sent: DocSpan, opening: Sequence[str], closing: Sequence[str]) -> Iterator[frozenset[int]]:
    """The stretches between two marks, marks included, by the places of their words."""
    start: int | None = None
    for token in sent:
        if start is None and token.text in opening:
            start = token.i
        elif start is not None and token.text in closing:
            yield frozenset(range(start, token.i + 1))
            start = None


def _unclosed_in(sent: DocSpan, trigger: Token) -> frozenset[int]:
    """The beginning of a quotation that ends in a later sentence: "… told the crowd: “We won."."""
    marks = [token.i for token in sent if token.text in _QUOTATION_MARKS]
    if len(marks) % 2 == 0 or marks[-1] == sent.start or trigger.i > marks[-1]:
        return frozenset()
    is_led_in = sent.doc[marks[-1] - 1].text in (":", ",")
    return frozenset(range(marks[-1], sent.end)) if is_led_in else frozenset()


def _shortened(draft: Draft, words: Collection[int]) -> set[int]:
    doc, kept = draft.sent.doc, set(words)
    for brackets in draft.brackets:
        if not brackets & draft.guarded and not any(brackets < part for part in draft.held):
            kept -= brackets
    for token in _parts_for(ASIDES, doc, sorted(kept)):
        if token.i in kept and _is_cut_by(ASIDES, token, draft):
            kept = draft.without(kept, token)
    longest = limit("line_length", draft.sent.doc.lang_)
    length = draft.length(kept)
    # from the end, until the line is short enough
    for token in _parts_for(LOOSE_PARTS, doc, sorted(kept, reverse=True)):
        if length <= longest:
            break
        if token.i in kept and _is_cut_by(LOOSE_PARTS, token, draft):
            kept = draft.without(kept, token)
            length = draft.length(kept)
    return kept


class CutRule(NamedTuple):
    """A kind of subtree that a line may lose: the dependencies of its head, and what else must hold."""

    deps: tuple[str, ...]
    test: Callable[[Token, Draft], bool]


def _parts_for(rules: Mapping[str, CutRule], doc: Doc, places: Iterable[int]) -> Iterator[Token]:
    """The words at some places that a rule may be about, by their dependencies."""
    deps = {dep for rule in rules.values() for dep in rule.deps}
    return (token for token in map(doc.__getitem__, places) if token.dep_ in deps)


def _is_cut_by(rules: Mapping[str, CutRule], token: Token, draft: Draft) -> bool:
    dep = token.dep_
    return any(rule.test(token, draft) for rule in rules.values() if dep in rule.deps)


def _may_go_on(token: Token) -> bool:
    """Whether an insertion may go on behind its comma: ", which had failed, and was sold", ", by the port, Tolm, on".

    What a coordinator joins may hang on it, and a name or a quotation that is no subject may still be told of in it.
    """
    name = next(above for above in upward(token) if above.dep_ not in ("compound", "nmod"))
    is_told_of = token.pos_ == "PROPN" and name.dep_ not in SUBJECTS
    return token.pos_ == "CCONJ" or is_told_of or token.text in _QUOTATION_MARKS


def _follows_comma(token: Token) -> bool:
    first = token.left_edge
    return first.i > 0 and first.nbor(-1).text in (",", "–", "—", "-", "(")


def _is_reporting_aside(token: Token) -> bool:
    """A report without a complement of its own: "as the police said", "…, it said"."""
    has_complement = any(child.dep_ == "ccomp" for child in token.children)
    return has_subject(token) and not has_complement and is_neutral_report(token)


def _is_saying(token: Token) -> bool:
    return token.tag_ == "VBG" and _follows_comma(token) and is_reporting(token) and is_neutral_report(token)


def _is_picture(preposition: Token) -> bool:
    """Whether a phrase speaks of the picture below which it stands: "in this image released on Monday"."""
    nouns = (child for child in preposition.rights if child.dep_ == "pobj" and is_lemma(child, "pictures"))
    return any(is_word(det, "demonstratives") for noun in nouns for det in noun.lefts)


def _is_told_day(token: Token, draft: Draft) -> bool:
    """Whether an adverbial of the main verb is the day that the line shows before it: "yesterday", "on Monday".

    Without that of another verb the date would seem to be the main one's: "The mill closed after it burned on Monday".
    """
    preposition = {token.i} if token.dep_ == "prep" and is_word(token, "of_days") else set()
    return token.head == draft.top and subtree(token) - preposition <= draft.told


def _is_opener(token: Token, draft: Draft) -> bool:
    if token.left_edge.i != draft.sent.start:
        return False
    phrase = " ".join(token.doc[i].lower_ for i in sorted(subtree(token)))
    return phrase in lexicon.words("events/openers", token.lang_)


def _is_linked_verb(token: Token) -> bool:
    is_linked = any(child.dep_ == "cc" and child.i < token.i for child in token.head.rights)
    return is_linked and token.pos_ in VERBAL and token.head.pos_ in VERBAL and not is_negated(token)


def _is_loose_phrase(token: Token, draft: Draft) -> bool:
    is_limit = token.dep_ == "advcl" and any(is_word(child, "limits") for child in token.lefts)
    is_spared = not is_limit and not is_word(token, "exceptions") and not is_negated(token)
    return is_spared and draft.is_insertion(token)


ASIDES: dict[str, CutRule] = {
    # Lind waves from the ferry in this picture taken in May.
    "picture": CutRule(("prep",), lambda token, draft: _is_picture(token)),
    # According to the harbour office, the ferry sank.
    "attribution": CutRule(
        ("prep", "pcomp", "advcl", "acl"), lambda token, draft: is_word(token, "attributions")
    ),
    # The council, which meets weekly, closed the bridge.
    "relative_clause": CutRule(
        ("relcl",), lambda token, draft: draft.is_insertion(token) and not is_negated(token)
    ),
    # Ada Moor, a former judge at the supreme court of the island, resigned in May.
    "apposition": CutRule(
        ("appos",),
        lambda token, draft: (
            draft.is_insertion(token) and len(subtree(token)) > limit("apposition", token.lang_)
        ),
    ),
    # The ferry sank within minutes, as the police said.
    "as_reported": CutRule(("advcl",), lambda token, draft: _is_reporting_aside(token)),
    # Lind thanked the crew, saying: “We are home.”
    "saying": CutRule(("advcl",), lambda token, draft: _is_saying(token)),
    # The council closed the bridge on Monday, a spokesman said.
    "report": CutRule(
        ("parataxis", "ccomp"),
        lambda token, draft: is_lemma(token, "cut_reports") and _is_reporting_aside(token),
    ),
    # The council closed the bridge yesterday.
    "told_day": CutRule(
        ("npadvmod", "advmod", "prep"),
        lambda token, draft: bool(draft.told) and _is_told_day(token, draft),
    ),
    # However, the council closed the bridge on Monday.
    "opener": CutRule(("advmod", "prep", "cc", "npadvmod"), _is_opener),
}
"""What is said by the way, and always cut."""

LOOSE_PARTS: dict[str, CutRule] = {
    # The council closed the bridge … and asked the government to pay for a new one.
    "linked_verb": CutRule(("conj",), lambda token, draft: _is_linked_verb(token)),
    # The council closed the bridge …, leaving two thousand commuters without a way to the city.
    "loose_phrase": CutRule(("advcl", "prep", "relcl", "appos", "npadvmod"), _is_loose_phrase),
}
"""What goes where a line is too long."""

# --- the text -----------------------------------------------------------------------------------------------

_LOOSE_PUNCTUATION = {
    ",”.": ".”", ',".': '."', " 's": "'s", " ’s": "’s",
    " ,": ",", " .": ".", " ;": ";", ",,": ",", ",.": ".", "( ": "(", " )": ")", "()": "", "[]": "",
}  # fmt: skip
_ENDS = (".", "!", "?", ".”", ".’", '."', "?”", "!”", '?"', '!"')
_LONGEST_LINK = 20
"""Characters at the end of a line among which an "and" may be left behind."""


def _text_of(wording: Wording, name: str | None, trigger: Token) -> str:
    """The words with their blanks, the name in place of a pronoun, "was" before a participle that it completes."""
    parts: list[str] = []
    for token, follower in zip_longest(wording.tokens, wording.tokens[1:]):
        if wording.is_completed and token == trigger:
            parts.append(f"{_was(wording.top)} ")
        is_followed = follower is not None and follower.i == token.i + 1
        word = name if name and token == wording.named else token.text
        parts += [word, token.whitespace_ if is_followed else " "]
    return "".join(parts)


def _was(noun: Token) -> str:
    key = "were" if noun.tag_ in ("NNS", "NNPS") else "was"
    return min(lexicon.word_set("events/words", key, noun.lang_))


def _as_sentence(text: str) -> str:
    """One sentence: single blanks, no loose punctuation, a capital and a full stop."""
    text = " ".join(text.split())
    for loose, tight in _LOOSE_PUNCTUATION.items():
        text = text.replace(loose, tight)
    text = " ".join(text.split()).strip(" ,;:–—-")
    if text.endswith("..") and not text.endswith("..."):
        text = text[:-1]
    body = text.rstrip(".,;: ")
    while link := lexicon.pattern("events/words", "dangling").search(body, len(body) - _LONGEST_LINK):
        body = body[: link.start()].rstrip(".,;: ")  # an "and" that what it linked has left behind
        text = body + "."
    if not text.endswith(_ENDS) or text.endswith((" -.", " –.", " —.")):
        text = text.rstrip(".,;: –—-") + "."
    return text[:1].upper() + text[1:]


def _is_balanced(text: str) -> bool:
    """Whether quotation marks and brackets still come in pairs."""
    return (
        text.count('"') % 2 == 0 and text.count("“") == text.count("”") and text.count("(") == text.count(")")
    )
