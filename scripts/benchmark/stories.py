"""What happens in the invented world: stories with a cast and a past, and what is new in them from day to day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from benchmark import names
from benchmark.names import Population
from benchmark.vocabulary import phrases, split_phrases, table

FIRST_DAY = date(2031, 1, 6)
_TOPICS_AT_ONCE = 6
_WITHOUT_TOPIC = 0.35
_DAYS_BETWEEN = (0, 0, 0, 1, 1, 2)
"""Days from one briefing to the next: about 550 briefings a year."""
_SHORTEST, _LONGEST, _USUAL = 5, 40, 12
"""Briefings of a topic."""
_ROLES = ("official", "chief", "critic", "expert")


@dataclass(frozen=True, slots=True)
class Person:
    """A person, and what reports say of who that is: "chair of the Friends of Velby"."""

    name: str
    role: str

    @property
    def surname(self) -> str:
        """The last name alone, as in a report that has named the person before."""
        return self.name.split(" ", 1)[1]


class Slots(dict[str, str]):
    """The values of a template's slots; one that is not given is drawn when it is first asked for, and kept."""

    def __init__(self, known: Mapping[str, str], dice: Random, parts: Sequence[str]) -> None:
        super().__init__(known)
        self._dice, self._parts = dice, parts

    def __missing__(self, slot: str) -> str:
        value = self[slot] = self._drawn(slot.rstrip("2"))
        return value

    def _drawn(self, slot: str) -> str:
        dice = self._dice
        match slot:
            case "n":
                return str(dice.randint(3, 29))
            case "big":
                return f"{int(100 * 95 ** dice.random()):,}"
            case "money":
                return f"{dice.randint(1, 40)}.{dice.randint(1, 9)}m crowns"
            case "percent":
                return f"{dice.randint(3, 79)} percent"
            case "length":
                return f"{dice.randint(3, 90)} kilometres"
            case "street":
                return f"{names.town(dice.randrange(2800))} {dice.choice(table('vocabulary')['streets'])}"
            case "place":
                return names.town(int(2800 ** dice.random()))
            case "part":
                return dice.choice(self._parts)
        return dice.choice(phrases(slot))


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """Something that happened or is planned: its wordings, the values of their slots, and its date."""

    wordings: Sequence[str]
    slots: Slots
    day: date
    precision: str = "day"
    """`day`, `month` or `year`."""
    is_planned: bool = False

    @property
    def edtf(self) -> str:
        """The date of its line: "2031-05-12", "2031-05", "2031"."""
        return str(self.day)[: {"day": 10, "month": 7, "year": 4}[self.precision]]


@dataclass(slots=True)
class Story:
    """A story: what it is about, its people and bodies, and what has happened so far."""

    kind: Mapping[str, Any]
    topic: str | None
    length: int
    """How many briefings it gets."""
    known: Mapping[str, str]
    """The values of the slots that stay the same."""
    cast: Mapping[str, Person]
    organisations: Sequence[str]
    places: Sequence[str]
    parts: Sequence[str]
    happened: list[Fact] = field(default_factory=list)
    told: int = 0

    def slots(self, dice: Random) -> Slots:
        """Values for the slots of a template of this story."""
        return Slots(self.known, dice, self.parts)

    def templates(self, what: str) -> Sequence[Any]:
        """The templates of this kind of story and those of all kinds: `events`, `quotes`."""
        return [*self.kind.get(what, ()), *table("stories")["common"].get(what, ())]

    def event(self, dice: Random, day: date) -> Fact:
        """Something new."""
        events = self.kind["events"] if dice.random() < 0.7 else table("stories")["common"]["events"]
        return Fact(dice.choice(events), self.slots(dice), day)

    def plans(self, dice: Random, day: date, count: int) -> Sequence[Fact]:
        """Things that are to happen after a day."""
        return [self._plan(dice, day, wording) for wording in dice.sample(self.templates("plans"), count)]

    def past(self, dice: Random, day: date, count: int) -> Sequence[Fact]:
        """Things of earlier years."""
        return [
            self._past(dice, day, wording) for wording in dice.sample(self.templates("background"), count)
        ]

    def _plan(self, dice: Random, day: date, wording: str) -> Fact:
        """What is to happen; of what is far off only the month is known."""
        planned = day + timedelta(days=dice.randint(1, 75))
        is_far = (planned.year, planned.month) > (day.year, day.month) and dice.random() < 0.4
        return Fact([wording], self.slots(dice), planned, "month" if is_far else "day", is_planned=True)

    def _past(self, dice: Random, day: date, wording: str) -> Fact:
        """What was, known by its month or its year."""
        then = day - timedelta(days=dice.randint(400, 12_000))
        return Fact([wording], self.slots(dice), then, dice.choice(("month", "year", "year")))


@dataclass(frozen=True, slots=True)
class News:
    """What a briefing tells: a story on a day, what is new, and the outlets that report it."""

    day: date
    story: Story
    new: Fact
    earlier: Sequence[Fact]
    """What happened before it, in the order of its days."""
    outlets: Sequence[str]


class World:
    """The invented world; the news of a seed is the same, however much of it is asked for."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.people = Population(names.person, self.dice, 200)
        self._towns = Population(names.town, self.dice, 60)
        # Who follows stories reads the same outlets again and again.
        self._outlets = Population(names.outlet, self.dice, 10, growth=0.5)
        self._topics: set[str] = set()
        self._day = FIRST_DAY

    def news(self) -> Iterator[News]:
        """The news, one briefing after the other, without end."""
        open_stories: list[Story | None] = [None] * _TOPICS_AT_ONCE
        while True:
            self._day += timedelta(days=self.dice.choice(_DAYS_BETWEEN))
            if self.dice.random() < _WITHOUT_TOPIC:
                yield self._news_of(self._story(has_topic=False))
                continue
            desk = self.dice.randrange(_TOPICS_AT_ONCE)
            story = open_stories[desk]
            if story is None or story.told == story.length:
                story = open_stories[desk] = self._story(has_topic=True)
            yield self._news_of(story)

    def _news_of(self, story: Story) -> News:
        dice = self.dice
        earlier = dice.sample(story.happened, min(len(story.happened), dice.randint(2, 5)))
        new = story.event(dice, self._day - timedelta(days=dice.random() < 0.3))
        before = sorted((fact for fact in earlier if fact.day < new.day), key=lambda fact: fact.day)
        story.happened.append(new)
        story.told += 1
        return News(self._day, story, new, before, self._reporters())

    def _reporters(self) -> Sequence[str]:
        found: list[str] = []
        for _ in range(self.dice.choice((1, 1, 1, 2, 2, 3))):
            found.append(self._outlets.draw_other(found))
        return found

    def _story(self, has_topic: bool) -> Story:
        dice = self.dice
        kind = dice.choice(table("stories")["kinds"])
        town = self._towns.draw()
        towns = [town, self._towns.draw_other([town])]
        known = {"town": town, "other_town": towns[1]}
        for slot, choices in (("body", "bodies"), ("group", "groups"), ("institute", "institutes")):
            known[slot] = dice.choice(kind[choices]).format(town=dice.choice((town, towns[1])), stem=town)
        known["thing"] = self._thing(kind, has_topic)
        cast = {
            role: Person(self.people.draw(), dice.choice(kind[role]).format_map(known)) for role in _ROLES
        }
        known |= {f"{role}_name": person.name for role, person in cast.items()}
        length = int(dice.triangular(_SHORTEST, _LONGEST + 1, _USUAL))
        bodies = [known[slot] for slot in ("body", "group", "institute")]
        topic = known["thing"].removeprefix("the ") if has_topic else None
        story = Story(kind, topic, length, known, cast, bodies, towns, split_phrases(kind["parts"]))
        days = sorted((dice.randint(2, 90) for _ in range(3)), reverse=True)
        story.happened = [story.event(dice, self._day - timedelta(days=days_ago)) for days_ago in days]
        return story

    def _thing(self, kind: Mapping[str, Any], is_unique: bool) -> str:
        """What a story is about; that of a topic is of no other one."""
        while True:
            stem = names.town(self.dice.randrange(2800))
            thing = str(self.dice.choice(kind["things"]).format(stem=stem))
            if not is_unique or thing not in self._topics:
                break
        if is_unique:
            self._topics.add(thing)
        return thing
