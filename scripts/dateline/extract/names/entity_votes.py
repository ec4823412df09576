"""Kind of each name of an article: every mention votes, and so does what stands beside it.

A small model errs on names that it has not seen; the mentions of one name together err less.  A title or a role
before a name, a role in apposition after it, a given name, a word like “Ministry” inside it weigh more than the
model's own label: `lang/*/names/weights.toml` has the weight of each vote, with an example.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dateline.extract.cues import Strength, is_listed, strength_of
from dateline.extract.dependency_trees import root_of
from dateline.extract.names import name_forms as names
from dateline.extract.parsed_passages import Passage
from dateline.lang.lexicon import pattern, weights, word_set, words
from dateline.model.annotations import EntityKind
from dateline.model.article import BlockKind

Name = tuple[str, ...]
Vote = tuple[Name, EntityKind, str]
"""A name, the kind that is voted for, and the name of the vote's weight."""
Votes = Mapping[EntityKind, float]

PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE
LABELS = {"PERSON": PERSON, "ORG": ORGANISATION, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE}
_CAPITALISED = r"(?:[^\W\d_a-z][\w’'\-]*|[A-Z]\.)"
_PARTICLE = rf"(?:{names.name_pattern('name_particles')})\b"
BESIDE_ROLE = re.compile(
    rf"(?<![\w’'\-])([^\W\d_]+\.?)[ \u00a0]+({_CAPITALISED}(?:[ \u00a0](?:{_CAPITALISED}|{_PARTICLE})){{0,4}})"
)
_SAID = rf"(?:{names.name_pattern('said')})"
_TWO_OR_THREE = r"[A-Z][\w’'\-]+(?:[ \u00a0][A-Z][\w’'\-]+){1,2}"
BESIDE_SAID = re.compile(
    rf"\b{_SAID}[ \u00a0]({_TWO_OR_THREE})(?=[,.])|[”\"’][ \u00a0]({_TWO_OR_THREE})[ \u00a0]{_SAID}\b"
)
"""A verb of saying and the name of two or three words beside it, after or before a quote."""
_PLACE_NAME = rf"{_CAPITALISED}(?:[ \u00a0\-]{_CAPITALISED}){{0,2}}"
PART_OF_PLACE = re.compile(
    pattern("names/words", "place_part").pattern
    + rf"({_PLACE_NAME})(?: (?:{names.name_pattern('conjunctions')}) ({_PLACE_NAME}))?"
)


def votes_cast(passages: Iterable[Passage]) -> Iterator[Vote]:
    """The votes of an article for each name being a person, an organisation or a place."""
    for passage in passages:
        in_headline = passage.kind is BlockKind.HEADLINE  # capitals are no sign of a name there
        found = () if in_headline else _votes_in(passage.doc, passage.text)
        for name, kind, vote in (*found, *_given_and_family(passage.text, 2 if in_headline else 3)):
            if name and not names.is_noise(" ".join(name)):
                yield name, kind, vote


def count_votes(cast: Iterable[Vote], authors: Iterable[str]) -> dict[Name, Votes]:
    """The weight of the votes for each name, by kind; `authors` are people."""
    weight, votes = weights("names/weights"), defaultdict[Name, dict[EntityKind, float]](dict)
    for name, kind, vote in cast:
        votes[name][kind] = votes[name].get(kind, 0) + weight[vote]
    for name in (tuple(names.name_words(author)) for author in authors):
        if name in votes:
            votes[name][PERSON] = votes[name].get(PERSON, 0) + weight["author"]
    return dict(votes)


def _votes_in(doc: Doc, text: str) -> Iterator[Vote]:
    """The votes of the model's entities and of what stands beside capitalised words."""
    for ent in map(_as_named, doc.ents):
        is_name = ent.text[:1].isupper() or is_listed(ent[0], "definite", "names/words")
        if ent.label_ in LABELS and is_name:
            yield from () if _is_ticker(ent) else _votes_of_entity(ent)
    for match in BESIDE_ROLE.finditer(text):
        before, parts = match[1], names.name_words(match[2])
        name = names.without_titles(parts)
        if 1 < len(name) < len(parts) and not names.has_possessor(match[2]):
            before = parts[-len(name) - 1]  # of “Trust Director Ada Moor” the title
        if not name or names.looks_like_organisation(name):
            continue
        if names.is_title(before) and before[:1].isupper():
            yield name, PERSON, "title"
        elif names.is_role(before) and len(name) > 1:
            yield name, PERSON, "role"
    yield from _speakers_in(doc, text)
    for match in PART_OF_PLACE.finditer(text):
        for place in filter(None, match.groups()):
            yield tuple(names.name_words(place)), PLACE, "place_part"


def _speakers_in(doc: Doc, text: str) -> Iterator[Vote]:
    """Names beside “said” that the model took for no other name as a whole: “…,” said Berta Holm."""
    taken = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ != "PERSON"]
    for match in BESIDE_SAID.finditer(text):
        start, end = match.span(match.lastindex or 0)
        name = names.without_titles(names.name_words(text[start:end]))
        i = bisect_right(taken, start, key=lambda place: place[0]) - 1
        is_other = i >= 0 and taken[i][1] >= end
        if not is_other and len(name) > 1 and not names.looks_like_organisation(name):
            yield name, PERSON, "said_beside"


def _as_named(ent: DocSpan) -> DocSpan:
    """An entity with the words of its name, no more and no fewer."""
    return _with_family_name(_with_given_name(_without_possessor(_without_verb(_without_brackets(ent)))))


def _without_brackets(ent: DocSpan) -> DocSpan:
    """A name without its short form in brackets, of which the model takes the first: Bank of Norland (BN."""
    end = next((token.i for token in ent[1:] if token.text == "("), ent.end)
    return DocSpan(ent.doc, ent.start, end, label=ent.label_)


def _without_verb(ent: DocSpan) -> DocSpan:
    """The entity without the verb that opens its paragraph: “Said Berg: …”; not Said Ahmadi, who is a man."""
    following = ent.doc[ent.end].text if ent.end < len(ent.doc) else ""
    if len(ent) > 1 and ent.start == 0 and following == ":" and is_listed(ent[0], "said"):
        return DocSpan(ent.doc, ent.start + 1, ent.end, label=ent.label_)
    return ent


def _without_possessor(ent: DocSpan) -> DocSpan:
    """A person's name without what has the person (Norland’s Berta Holm), or the thing had (Berta’s Teas)."""
    ends = [token.i for token in ent[1:-1] if token.tag_ == "POS"] if ent.label_ == "PERSON" else []
    if not ends:
        return ent
    start, end = (ends[-1] + 1, ent.end) if ent.end - ends[-1] > 2 else (ent.start, ends[-1])
    return DocSpan(ent.doc, start, end, label=ent.label_)


def _is_ticker(ent: DocSpan) -> bool:
    """Whether a name is the symbol of a share behind its exchange: (NYSE: RBK)."""
    before = ent.doc[max(0, ent.start - 2) : ent.start]
    exchanges = word_set("names/words", "exchanges")
    return len(before) == 2 and before[1].text == ":" and before[0].lower_ in exchanges


def _with_given_name(ent: DocSpan) -> DocSpan:
    """A family name with the rare given name before it that the model cut off: Amelise Berg."""
    before = ent.doc[ent.start - 1] if ent.start else None
    if before is None or ent.label_ != "PERSON" or len(ent) > 1 or before.ent_type_:
        return ent
    is_name = before.pos_ == "PROPN" and before.dep_ == "compound" and before.head == root_of(ent)
    known = names.is_title(before.text) or names.is_role(before.text) or names.is_noise(before.text)
    if not is_name or known or not before.text.istitle() or not before.is_alpha:
        return ent
    return DocSpan(ent.doc, ent.start - 1, ent.end, label=ent.label_)


def _with_family_name(ent: DocSpan) -> DocSpan:
    """A person's name that the model cut off behind a particle: Imke van Moor."""
    end = ent.end
    while end < len(ent.doc) and ent.label_ == "PERSON" and names.is_particle(ent.doc[end - 1].text):
        end += 1
    is_name = end == ent.end or ent.doc[end - 1].pos_ == "PROPN"
    return DocSpan(ent.doc, ent.start, end, label=ent.label_) if is_name else ent


def _votes_of_entity(ent: DocSpan) -> Iterator[Vote]:
    """The votes of the model's label and of the syntax around an entity."""
    root, parts = root_of(ent), names.name_words(ent.text)
    kind = PERSON if len(parts) > 1 and names.is_courtesy(parts[0]) else LABELS[ent.label_]
    name = _name_of(parts, kind)
    # an article goes with no person's name: the Glass; not in the Berg campaign
    has_article = any(t.dep_ == "det" and is_listed(t, "articles", "names/words") for t in root.children)
    if kind is PERSON and len(name) == 1 and has_article:
        return
    yield name, kind, "label"
    if kind is PERSON and root.dep_ == "nsubj" and strength_of(root.head) <= Strength.SPEAK:
        yield name, PERSON, "speech"
    if names.looks_like_organisation(name):
        return
    if _is_located(ent, root):
        yield name, PLACE, "located"
    if len(name) < 2:
        return
    before, after = ent.doc[max(0, ent.start - 8) : ent.start], ent.doc[ent.end : ent.end + 8]
    if _is_apposed_role(after) or _is_apposed_role(reversed(before)):
        yield name, PERSON, "role"
    if _has_age(after):
        yield name, PERSON, "age"
    if any(_is_given_in_full(other) for other in root.conjuncts):
        yield name, PERSON, "conjoined"
    clauses = (child for child in root.children if child.dep_ == "relcl")
    if any(is_listed(word, "who", "names/words") for clause in clauses for word in clause.children):
        yield name, PERSON, "who"


def _is_located(ent: DocSpan, root: Token) -> bool:
    """Whether something is in or near what a name names: in Orrin, near Orrin; not in Berg’s office, in the Senate."""
    preposition = root.head
    if root.dep_ != "pobj" or not is_listed(preposition, "locative", "names/words"):
        return False
    after = ent.doc[ent.end : ent.end + 1]
    return not (
        any(token.tag_ == "POS" or token.pos_ in ("NOUN", "PROPN", "ADJ") for token in after)
        or ent.text.isupper()
        or preposition.head.lemma_.lower() in word_set("names/words", "not_locative_lemmas", root.lang_)
        or any(child.dep_ == "det" for child in root.children)
    )


def _is_apposed_role(beside: Iterable[Token]) -> bool:
    """Whether a role is set off by a comma beside a name: Keiji Mori, acting head of the agency; the mayor, Ada Moor.

    `beside` are the words away from the name, the nearest first.
    """
    for i, token in enumerate(beside):
        if i == 0:
            if token.text != ",":
                return False
        elif token.pos_ in ("VERB", "AUX", "PUNCT", "PRON") or is_listed(token, "whose", "names/words"):
            return False
        elif names.is_role(token.lemma_) and token.pos_ == "NOUN":
            return True
    return False


def _has_age(after: DocSpan) -> bool:
    """Whether an age is set off by commas behind a name (Imke Sorel, 34, of Orrin)."""
    if len(after) < 3 or (after[0].text, after[2].text) != (",", ","):
        return False
    return after[1].text.isdigit() and len(after[1].text) < 3


def _is_given_in_full(token: Token) -> bool:
    """Whether a word ends a person's name that begins with a well-known given name."""
    ent = next((ent for ent in token.doc.ents if ent.start <= token.i < ent.end), None)
    return ent is not None and ent.label_ == "PERSON" and len(ent) > 1 and names.is_given(ent[0].text)


def _given_and_family(text: str, longest: int) -> Iterator[Vote]:
    """A well-known given name with the capitalised words after it, at most `longest` words."""
    found = list(names.NAME_WORD.finditer(text))
    for i, match in enumerate(found):
        if not names.is_given(match[0]) or (i and names.is_given(found[i - 1][0])):
            continue
        parts = [match[0]]
        for before, word in pairwise(found[i : i + longest]):
            is_joined = text[before.end() : word.start()] in names.BLANKS
            if not is_joined or not word[0][0].isupper() or names.is_noise(word[0]):
                break
            parts.append(names.bare_word(word[0]))
            if parts[-1] != word[0]:
                break
        is_name = len(parts) > 1 and len(parts[-1]) > 2 and not names.looks_like_organisation(parts)
        end, said = found[i + len(parts) - 1].end(), word_set("quotes/words", "said")
        is_label = i == 0 and parts[0].lower() in said and text[end : end + 1] == ":"  # Said Berg: “…”
        if is_name and not is_label:
            yield tuple(parts), PERSON, "given_and_family"


def _name_of(parts: Sequence[str], kind: EntityKind) -> Name:
    """A name without an article, of a person without titles and without a word that opens the clause."""
    opener = parts[0].lower() if parts else ""
    is_clause = kind is PERSON and opener in words("quotes/clause_openers")
    if is_clause or opener in word_set("names/words", "articles"):
        parts = parts[1:]
    return names.without_titles(parts) if kind is PERSON else tuple(parts)


def kinds_of(votes: Mapping[Name, Votes]) -> dict[Name, EntityKind]:
    """The kind of each name; on a tie a person before an organisation before a place."""
    alone = {
        name[0]
        for name, counted in votes.items()
        if len(name) == 1 and 2 * counted.get(PLACE, 0) <= sum(counted.values())
    }
    weight, kinds = weights("names/weights"), {}
    for name, counted in votes.items():
        total = {kind: counted.get(kind, 0) for kind in (PERSON, ORGANISATION, PLACE)}
        for kind, vote in _votes_of_form(name, alone):
            total[kind] += weight[vote]
        kinds[name] = max(total, key=lambda kind: total[kind])
    return kinds


def _votes_of_form(name: Name, alone: set[str]) -> Iterator[tuple[EntityKind, str]]:
    """The votes of a name's own words; `alone` are the names of one word that are no places."""
    is_organisation, places = names.looks_like_organisation(name), words("names/places")
    is_place = " ".join(name) in places
    if is_organisation and len(name) > 1:
        yield ORGANISATION, "organisation_word"
    if len(name) == 1 and name[0].isupper() and len(name[0]) > 1:
        yield ORGANISATION, "initials"
    if is_place:
        yield PLACE, "gazetteer"
    if is_organisation:
        return
    if names.looks_like_place(name):
        yield PLACE, "place_word"
    if 1 < len(name) < 4 and not is_place:
        if names.is_given(name[0]):
            yield PERSON, "given"
        # Only people are called by the last word of their name later: Keiji Mori … Mori said.
        if name[-1] in alone and name[-1] not in places and name[0] not in alone and not name[-1].isupper():
            yield PERSON, "family"
