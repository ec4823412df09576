"""The days proposed for an event: which is chosen, how sure that is, and what each trait means."""

import pytest

from dateline.extract.events.day_candidates import OWN, Proposal, Telling, gather_days, likeliest
from dateline.extract.events.event_dates import StatedDay, days_beside
from dateline.extract.events.time_anchors import Dating
from dateline.lang import lexicon
from dateline.model.annotations import DateBasis

PAST = Telling("past", is_ahead=False, is_subordinate=False, is_opening=False)
LEAD = Proposal("lead", Dating("2024-05-13", DateBasis.INHERITED))
OTHER_DAY = Dating("2019-05-13", DateBasis.INHERITED)
TODAY = Proposal("publication", Dating("2024-05-16", DateBasis.PUBLICATION))


def _chosen(*proposals: Proposal, telling: Telling = PAST) -> Dating:
    dating = likeliest(gather_days(proposals, telling, "2024-05-16"), "en")
    assert dating is not None
    return dating


def test_a_stated_day_stands_before_all_others() -> None:
    stated = Proposal(OWN, Dating("1987", DateBasis.STATED))
    chosen = _chosen(LEAD, stated, TODAY)
    assert chosen.date == "1987"
    assert chosen.confidence == 1.0


def test_a_span_of_time_is_no_stated_day() -> None:
    assert _chosen(Proposal(OWN, Dating("1987", DateBasis.STATED), "since"), LEAD).date == "2024-05-13"


def test_a_day_that_several_sources_propose_is_surer() -> None:
    running = Proposal("running", Dating("2024-05-13", DateBasis.INHERITED))
    assert _chosen(LEAD, TODAY).confidence < _chosen(LEAD, running, TODAY).confidence


def test_the_first_source_gives_the_basis() -> None:
    lead = Proposal("lead", Dating("2024-05-16", DateBasis.INHERITED))
    assert _chosen(lead, TODAY).basis is DateBasis.INHERITED


def test_a_month_makes_a_day_less_sure() -> None:
    month = Proposal("carried", Dating("2023-11", DateBasis.INHERITED))
    assert _chosen(LEAD, month).confidence < _chosen(LEAD).confidence


def test_a_day_stated_often_is_surer() -> None:
    day = Dating("2024-05-13", DateBasis.INHERITED)
    seldom, often = (
        _chosen(*days_beside(4, [StatedDay(day, sentences), StatedDay(OTHER_DAY, (9,))]), TODAY).confidence
        for sentences in ((2,), (2, 3, 5))
    )
    assert seldom < often


def test_a_day_that_only_the_sentence_states_is_not_beside_it() -> None:
    assert not list(days_beside(4, [StatedDay(OTHER_DAY, (4, 4))]))


def test_days_beside_a_sentence_are_told_by_how_near_they_are() -> None:
    found = {each.source: each.size for each in days_beside(4, [StatedDay(OTHER_DAY, (2, 8))])}
    assert found == {"often": 1.0, "above": 0.5, "below": 0.25}


def test_nothing_proposed_is_no_day() -> None:
    assert likeliest((), "en") is None


@pytest.mark.parametrize(
    ("trait", "proposal", "telling"),
    [
        ("lead past", LEAD, PAST),
        ("lead ahead", LEAD, PAST._replace(is_ahead=True)),
        ("lead subordinate", LEAD, PAST._replace(is_subordinate=True)),
        ("lead opening", LEAD, PAST._replace(is_opening=True)),
        ("lead aside", LEAD._replace(sign="aside"), PAST),
        ("coarse", Proposal("carried", Dating("2023", DateBasis.INHERITED)), PAST),
        ("old", Proposal("carried", Dating("2019-05-13", DateBasis.INHERITED)), PAST),
        ("old past", Proposal("carried", Dating("2019-05-13", DateBasis.INHERITED)), PAST),
    ],
)
def test_traits(trait: str, proposal: Proposal, telling: Telling) -> None:
    assert trait in gather_days([proposal], telling, "2024-05-16")[0].traits
    assert trait not in gather_days([TODAY], PAST, "2024-05-16")[0].traits


def test_every_weight_is_of_a_source_that_exists() -> None:
    sources = {
        "own",
        "clause",
        "before",
        "behind",
        "report",
        "mention",
        "mention2",
        "circumstance",
        "subject",
    }
    sources |= {"running", "carried", "lead", "often", "above", "below", "older", "publication"}
    sources |= {"coarse", "old"}
    assert {
        name.partition(" ")[0] for name in lexicon.weights("events/day_weights", "en", "traits")
    } <= sources
