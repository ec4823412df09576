"""Who is named in a key point is named in full there, with a role, or introduced by headline or lead."""

import pytest

from dateline.compose.introductions import Introductions, is_full_role
from dateline.compose.replacements import replaced
from dateline.model.annotations import Analysis, Annotations, Entity, EntityKind
from dateline.model.article import Article, Span

ROLE = "a judge of Tolm"


def told(
    sentence: str,
    before: str = "",
    role: str | None = None,
    known: str = "",
    name: str = "Ada Moor",
    firm: str = "",
    after: str = "Tolm slept.",
) -> str | None:
    """The sentence as it is printed; the article names her in `before` already."""
    text = f"{before} {sentence} {after}"
    first, start, surname = text.find(name), len(before) + 1, name.split()[-1]
    mentions = [Span("a", first, first + len(name))] if first >= 0 else []
    surname = surname if surname in sentence else name.split()[0]
    at = text.find(surname, start)
    if at >= 0 and not (first >= 0 and first <= at < first + len(name)):
        mentions.append(Span("a", at, at + len(surname)))
    person = Entity(name, EntityKind.PERSON, tuple(sorted(mentions)), role=role)
    article = Article("a", "", text, (), "News")
    span = Span("a", start, start + len(sentence))
    firms = (Entity(firm, EntityKind.ORGANISATION, ()),) if firm else ()
    known_ = Introductions.of([Analysis(article, Annotations(entities=(person, *firms)))], known)
    found = known_.names_for(article, span)
    return None if found is None else replaced(sentence, found, start)


@pytest.mark.parametrize(
    ("sentence", "known", "printed"),
    [
        pytest.param("Ada Moor left.", {}, "Ada Moor left.", id="in full"),
        pytest.param(
            "Moor left.",
            {"before": "Ada Moor came.", "role": ROLE},
            "Ada Moor, a judge of Tolm, left.",
            id="role behind the name",
        ),
        pytest.param(
            "Tolm heard of it from Moor.",
            {"before": "Ada Moor came.", "role": ROLE},
            "Tolm heard of it from Ada Moor, a judge of Tolm.",
            id="no comma before a full stop",
        ),
        pytest.param(
            "Mr. Moor left.",
            {"before": "Ada Moor came.", "role": "Tolm Mayor"},
            "Tolm Mayor Ada Moor left.",
            id="a title before the name, for that of courtesy",
        ),
        pytest.param(
            "Moor left.",
            {"before": "Ada Moor came.", "role": "Director of Piers at Tolm Harbour"},
            "Ada Moor, Director of Piers at Tolm Harbour, left.",
            id="a title with its house behind the name",
        ),
        pytest.param(
            "Moor’s ferry left.",
            {"before": "Ada Moor came.", "role": "Tolm Mayor"},
            "Tolm Mayor Ada Moor’s ferry left.",
            id="a title before an owner",
        ),
        pytest.param(
            "Moor aides left.",
            {"before": "Ada Moor came.", "role": ROLE},
            "Ada Moor aides left.",
            id="no role before those who belong to somebody",
        ),
        pytest.param(
            "Moor’s ferry left.",
            {"before": "Ada Moor came.", "role": ROLE},
            None,
            id="no role between an owner and what is owned",
        ),
        pytest.param(
            "Moor left.",
            {"before": "Ada Moor came."},
            "Ada Moor left.",
            id="the article tells no role either",
        ),
        pytest.param(
            "Moor left.", {"before": "Ada Moor, a diver, came."}, None, id="a description that nobody read"
        ),
        pytest.param(
            "Judge Moor left.",
            {"before": "Ada Moor came.", "role": ROLE},
            "Judge Ada Moor left.",
            id="the sentence tells who it is",
        ),
        pytest.param(
            "Moor left.",
            {"before": "Ada Moor came.", "role": ROLE, "known": "Ada Moor’s return"},
            "Moor left.",
            id="headline or lead have the name in full",
        ),
        pytest.param(
            "Moor left.",
            {"before": "Ada Moor came.", "role": ROLE, "known": "Moor returns"},
            "Ada Moor left.",
            id="the headline has the family name",
        ),
        pytest.param(
            "“Moor must go,” it said.",
            {"before": "Ada Moor came.", "role": ROLE},
            "“Moor must go,” it said.",
            id="quoted words stay",
        ),
        pytest.param(
            "Moor made a loss.",
            {"before": "Ada Moor came.", "role": ROLE, "firm": "Moor Glass"},
            None,
            id="a firm has the name, too",
        ),
        pytest.param(
            "Moor made a loss.",
            {"before": "Ada Moor came.", "role": ROLE, "firm": "Moor Glass", "known": "Moor Glass closes"},
            "Moor made a loss.",
            id="the headline names the firm",
        ),
        pytest.param(
            "Moor left.", {"after": "Later Ada Moor came."}, None, id="named in full only behind it"
        ),
        pytest.param(
            "Moor left.",
            {"name": "Moor Ada", "before": "Moor Ada came.", "role": ROLE},
            "Moor Ada, a judge of Tolm, left.",
            id="the family name comes first",
        ),
        pytest.param(
            "The Moor Ferries left.",
            {"before": "Ada Moor came.", "role": ROLE},
            "The Moor Ferries left.",
            id="a part of another name",
        ),
        pytest.param(
            "It saw Port Moor.",
            {"before": "Ada Moor came.", "role": ROLE},
            "It saw Port Moor.",
            id="and its end",
        ),
        pytest.param(
            "Moor left.",
            {"before": "Ada Moor came.", "role": "Liberal side"},
            "Ada Moor left.",
            id="no role of a person",
        ),
        pytest.param(
            "Then co left.", {"name": "Ada Moor co", "before": "Ada Moor co came."}, None, id="no name"
        ),
        pytest.param("Fischer left.", {"name": "Fischer"}, "Fischer left.", id="the article has one name"),
        pytest.param(
            "Fischer left.", {"name": "Fischer", "before": "A Fischer came."}, None, id="told further above"
        ),
    ],
)
def test_names(sentence: str, known: dict[str, str], printed: str | None) -> None:
    assert told(sentence, **known) == printed


@pytest.mark.parametrize(
    ("role", "is_full"),
    [
        ("a judge of Tolm", True),
        ("Tolm Mayor", True),
        ("coach", False),
        ("Rep.", False),
        ("whose wife", False),
        ("his longtime friend", False),
        ("31 delegates to the council", False),
    ],
)
def test_roles(role: str, is_full: bool) -> None:
    assert is_full_role(role) is is_full


def test_what_a_point_has_introduced_the_next_need_not() -> None:
    known = Introductions({}, {}, ()).after("Ada Moor, a judge, left.")
    assert known.told[:2] == ("ada", "moor")
