"""Any number of fictional briefings, alike in every run: what is measured and counted is built from them.

Names are used as news uses them: few often, many once (the share of a name falls with its rank).  Run as a script it
writes briefings for a look or a measurement:

    python tests/newsroom.py 1000 path/to/briefings
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from dateline.briefing import document
from dateline.briefing.document import identity
from dateline.model.annotations import Status
from dateline.model.briefing import Briefing, Entry, Evidence, KeyPoint, KeyQuote

_START = date(2031, 1, 6)

_FIRST, _SECOND = (
    ("Ald", "Bran", "Cor", "Dun", "Esk", "Farr", "Gold", "Hart", "Ing", "Jarl", "Kell", "Lind", "Marr", "Nor",
     "Orr", "Penn", "Quar", "Rath", "Sal", "Thorn"),
    ("berg", "croft", "dale", "fell", "garth", "holm", "ing", "low", "mere", "ness", "ridge", "shaw", "stead",
     "strand", "ton", "wick", "wood", "worth"),
)  # fmt: skip
_BODIES = ("Council", "Harbour Board", "Court", "Institute", "Union", "Trust", "Water Company", "Hospital")
_PAPERS = ("Coast Wire", "The Marn Bell", "Radio Estery", "Harbour Post", "Inland Courier", "Sound & Shore")
_TOPICS = (
    "Harbour wall",
    "Estery ferry",
    "School meals",
    "Night trains",
    "Flood plan",
    "Museum roof",
    "Peat fires",
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_GIVEN = _words(
    """
    Ada Bo Carys Dov Edda Femi Greer Hale Isolde Joris Kesi Linus Maren Nils Odile Pax Quill Runa Soren Tamsin
    Una Vesna Wim Xanthe Yrsa Zeno
    """
)
_THINGS = _words(
    """
    acorn alley anchor apron arch attic bakery balcony barge barn basin beacon bell bench bicycle boiler bonfire
    bridge bucket bus cabin cable canal candle canoe canteen carpet carriage cellar chapel chimney choir cinema
    cistern clinic clock cottage crane crate cupola curtain dairy ditch dome door drain drum dune engine fence
    ferry field fiddle flag flute forge fountain furnace gallery garden gate ginnel granary greenhouse grove
    hammock hangar hedge hive hostel hydrant inn jetty kennel kettle kiln kiosk ladder lantern laundry library
    lighthouse lock loom mast meadow mill minster moat mooring mosaic museum nursery oar orchard organ oven
    pantry parapet park pavement pier pigsty pond porch prison pump quarry quay raft railway reservoir ridge
    sail sawmill school shed signal silo skating sluice stable stage stove swing tannery tavern temple terrace
    theatre tower trough tunnel turbine vat vault viaduct warehouse weir well wharf windmill workshop yard
    """
)
_DEEDS = _words(
    """
    adorned aired auctioned barred bleached blessed braced bricked buried carved chained cleared cobbled counted
    curtained damaged demolished divided draped drained dredged emptied enlarged fenced filmed flooded gilded
    greased guarded hired hoisted inspected insured launched leased levelled limed loaded mapped measured mended
    mortgaged moved named oiled painted patched patrolled photographed planted plastered polished propped raised
    razed rented repaired reopened restored rinsed roofed sandbagged scrubbed sealed searched shored shut
    sketched sold spared stormed stripped surveyed swept tarred tested thatched tiled towed trimmed tuned
    unlocked varnished warmed widened
    """
)
_POSTS = ("mayor", "harbour master", "judge", "chief engineer", "head teacher", "minister", "spokesperson")


def newsroom(count: int) -> Iterator[tuple[str, str]]:
    """`count` briefings, each a file name and its text."""
    for number in range(count):
        desk = _Desk(number)
        yield f"{desk.day}-{number:05}.md", document.write(desk.briefing())


class _Desk:
    """Writes the briefing of one number."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._dice = Random(number)
        self.day = _START + timedelta(days=number // 3)

    def briefing(self) -> Briefing:
        people = [self._person() for _ in range(6)]
        bodies = [f"{self._place()} {self._dice.choice(_BODIES)}" for _ in range(3)]
        papers = self._dice.sample(_PAPERS, 2)
        quotes = [self._quote(person, self._dice.choice(bodies)) for person in people[:4]]
        entries = [
            self._entry(person, back) for person, back in zip(people * 2, range(11, -1, -1), strict=True)
        ]
        points = [f"{self._sentence(person)}" for person in people[:3]]
        evidence = [
            *(
                self._note(labels[0], text, papers)
                for text, labels in ((q.paragraphs[0][0], q.labels) for q in quotes)
            ),
            *(self._note(entry.labels[0], entry.text, papers) for entry in entries),
        ]
        return Briefing(
            front={
                "title": f"{self._sentence(people[0])} ({self._number})",
                "description": self._sentence(people[1]),
                "date": str(self.day),
                "updated": f"{self.day}T18:05:00+01:00",
                "status": "reviewed" if self._number % 3 else "draft",
                "topics": self._dice.sample(_TOPICS, 1 + self._number % 2),
                "people": list(dict.fromkeys(people)),
                "organisations": list(dict.fromkeys(bodies)),
                "places": list(dict.fromkeys(self._place() for _ in range(3))),
                "sources": [
                    {"id": f"s{n}", "publisher": paper, "authors": [self._person()], "published": str(self.day)}
                    for n, paper in enumerate(papers, 1)
                ],
            },
            lead=self._sentence(people[0]),
            key_points=tuple(KeyPoint(point) for point in points),
            key_quotes=tuple(quotes),
            timeline=tuple(entries),
            evidence=tuple(evidence),
        )  # fmt: skip

    def _rare(self, kinds: int) -> int:
        """A number below `kinds`, the low ones far more often."""
        return int(kinds ** self._dice.random()) - 1

    def _person(self) -> str:
        return f"{_picked(_GIVEN, self._rare(9360))} {_surname(self._rare(360))}"

    def _place(self) -> str:
        return f"{_surname(self._rare(360))} Bay"

    def _sentence(self, person: str) -> str:
        first, second = self._dice.sample(_THINGS, 2)
        done, before = self._dice.sample(_DEEDS, 2)
        return f"{person} {done} the {first} in {self._place()} after a {second} was {before}"

    def _quote(self, person: str, body: str) -> KeyQuote:
        words = f"Nobody asked us about the {self._dice.choice(_THINGS)}, and nobody {self._dice.choice(_DEEDS)} it."
        post = f"{self._dice.choice(_POSTS)} of {body}"
        return KeyQuote(((words,),), person, post, labels=(identity("q", str(self._number), person, words),))

    def _entry(self, person: str, back: int) -> Entry:
        day = self.day - timedelta(days=(back - 1) ** 2)
        text = f"{self._sentence(person)}."
        status = Status.PLANNED if back == 0 else Status.HAPPENED
        when = self.day + timedelta(days=9) if back == 0 else day
        return Entry(str(when), text, status, (identity("t", str(self._number), str(when), text),))

    def _note(self, label: str, text: str, papers: Sequence[str]) -> Evidence:
        side = self._dice.randrange(2)
        return Evidence(
            label, text, papers[side], f"s{side + 1}", f"paragraph {self._dice.randint(1, 20)}", "date stated"
        )


def _picked(words: Sequence[str], number: int) -> str:
    return words[number % len(words)]


def _surname(number: int) -> str:
    return _picked(_FIRST, number) + _picked(_SECOND, number // len(_FIRST))


def main(count: int, folder: Path) -> None:
    """Write the briefings."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in newsroom(count):
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
