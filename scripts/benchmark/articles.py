"""Articles of invented news: paragraphs of sentences, each of which knows what it tells, and their text as a seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from benchmark.stories import Fact, News, Person, Slots, Story, World
from benchmark.vocabulary import phrases, table
from dateline.briefing.document import DATE_NOTES
from dateline.model.annotations import DateBasis

_STATED, _COUNTED = DATE_NOTES[DateBasis.STATED], DATE_NOTES[DateBasis.RELATIVE]
_WEEK = 7
_PLACES = ("place", "place2")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and what a briefing may take from it."""

    text: str
    fact: Fact | None = None
    dating: str = ""
    """How the date of its fact is known, as a footnote says it."""
    speaker: Person | None = None
    parts: tuple[str, ...] = ()
    """The words of its speaker, and those of the sentence after it that go on with them."""
    people: tuple[Person, ...] = ()
    places: tuple[str, ...] = ()
    """Towns of other stories that it names."""
    line: str = ""
    """Its fact as a timeline tells it."""
    is_point: bool = False
    """Whether it may be a key point."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as an outlet prints it."""

    headline: str
    dek: str
    author: str
    outlet: str
    published: datetime
    paragraphs: Sequence[Sequence[Sentence] | str]
    """A heading is a text."""

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Its sentences, in their order."""
        return (one for part in self.paragraphs if not isinstance(part, str) for one in part)

    def text(self) -> str:
        """The article as it is pasted into a seed."""
        stamp = f"{self.published.day} {self.published:%B %Y, %H:%M} GMT"
        body = [
            part if isinstance(part, str) else " ".join(one.text for one in part) for part in self.paragraphs
        ]
        byline = f"By {self.author} for {self.outlet}"
        return "\n\n".join([self.headline, self.dek, f"{byline}\n{stamp}", *body]) + "\n"


class Reporter:
    """Writes one article of some news; others about the same news tell the same facts in other words."""

    def __init__(self, world: World, news: News, outlet: str) -> None:
        self._world, self._news, self._outlet = world, news, outlet
        self._dice, self._story = world.dice, news.story
        self._known: set[Person] = set()

    def article(self, planned: Sequence[Fact], past: Sequence[Fact]) -> Article:
        """The article, with what is planned and some of what is past."""
        slots = self._story.slots(self._dice)
        headline, dek = (
            self._dice.choice(choices).format_map(slots)
            for choices in (self._story.kind["headlines"], table("stories")["common"]["deks"])
        )
        clock = time(self._dice.randint(5, 22), 5 * self._dice.randrange(12))
        return Article(
            headline=f"{headline[0].upper()}{headline[1:]}",
            dek=f"{dek[0].upper()}{dek[1:]}",
            author=self._world.people.draw(),
            outlet=self._outlet,
            published=datetime.combine(self._news.day, clock),
            paragraphs=list(self._paragraphs(planned, past)),
        )

    def _paragraphs(
        self, planned: Sequence[Fact], past: Sequence[Fact]
    ) -> Iterator[Sequence[Sentence] | str]:
        """The lead; then quotes, statements and what happened before, in turn; last what is planned."""
        dice = self._dice
        yield [self._lead()]
        quotes = dice.sample(self._story.templates("quotes"), dice.randint(3, 5))
        statements = dice.sample(self._story.templates("statements"), dice.randint(8, 15))
        facts = [*dice.sample(past, min(1, len(past))), *self._news.earlier]
        heading = dice.choice(table("stories")["common"]["headings"])
        while quotes or statements or facts:
            if statements:
                yield [self._statement(statements.pop()) for _ in statements[-2:]]
            if quotes:
                yield self._quotation(quotes.pop())
            if facts:
                yield [self._report(facts.pop()) for _ in facts[-dice.randint(1, 2) :]]
            if heading and len(statements) < 5:
                yield heading.format(street=self._story.places[0])
                heading = ""
        yield from ([self._report(plan)] for plan in planned)

    def _lead(self) -> Sentence:
        """What is new, with a clause that carries on."""
        tail = self._dice.choice(table("stories")["common"]["tails"])
        return self._report(self._news.new, tail)

    def _report(self, fact: Fact, tail: str = "") -> Sentence:
        wording = self._dice.choice(fact.wordings)
        when, dating = told_date(fact, self._news.day)
        clause, people = self._filled(wording, fact.slots)
        if tail:
            end, more = self._filled(tail, self._story.slots(self._dice))
            text = f"{clause} {when}, {end}"
            people = (*people, *more)
        else:
            text = f"{clause} {when}" if self._dice.random() < 0.6 else f"{when}, {clause}"
        return Sentence(
            sentence_of(text), fact, dating, people=people, line=line_of(fact, self._story, wording)
        )

    def _statement(self, template: str) -> Sentence:
        slots = self._story.slots(self._dice)
        text, people = self._filled(template, slots)
        places = tuple(slots[slot] for slot in _PLACES if slot in slots)
        return Sentence(sentence_of(text), people=people, places=places, is_point=True)

    def _quotation(self, template: str) -> Sequence[Sentence]:
        """A paragraph that quotes somebody, at times in two sentences."""
        dice = self._dice
        words, _ = self._filled(template, self._story.slots(dice))
        speaker = dice.choice((*self._story.cast.values(), self._witness()))
        name = self._mention(speaker)
        match dice.randrange(4):
            case 0:
                more, _ = self._filled(dice.choice(self._story.templates("quotes")), self._story.slots(dice))
                first = _spoken(f"“{words},” {name} said.", speaker, words)
                return [first, Sentence(f"“{more}.”", parts=(f"{more}.",))]
            case 1:
                return [
                    _spoken(f"“{words},” {name} said at {dice.choice(phrases('venue'))}.", speaker, words)
                ]
            case 2:
                return [_spoken(f"{name} said: “{words}.”", speaker, f"{words}.")]
        return [_spoken(sentence_of(f"“{words},” said {name}"), speaker, words)]

    def _witness(self) -> Person:
        """Somebody who lives there."""
        slots = self._story.slots(self._dice)
        return Person(self._world.people.draw(), "a {trade} from {street}".format_map(slots))

    def _filled(self, template: str, slots: Slots) -> tuple[str, tuple[Person, ...]]:
        """A template as it stands at this place of the article, and whom it names."""
        cast = {role: person for role, person in self._story.cast.items() if f"{{{role}}}" in template}
        for role, person in cast.items():
            slots[role] = self._mention(person)
        return template.format_map(slots), tuple(cast.values())

    def _mention(self, person: Person) -> str:
        """A person's name: with the role where the article names them first, the surname from then on."""
        if person in self._known:
            return person.surname
        self._known.add(person)
        role = person.role if person.role.startswith("a ") else f"the {person.role}"
        return f"{person.name}, {role},"


def _spoken(text: str, speaker: Person, words: str) -> Sentence:
    return Sentence(text, speaker=speaker, parts=(words,), people=(speaker,))


def sentence_of(clause: str) -> str:
    """A clause as a sentence: "the gate gave way" -> "The gate gave way."."""
    return f"{clause[0].upper()}{clause[1:]}.".replace(",.", ".").replace(",,", ",")


def line_of(fact: Fact, story: Story, wording: str) -> str:
    """A fact as a line of a timeline tells it: with whole names, without its day."""
    people = {role: person.name for role, person in story.cast.items()}
    return sentence_of(wording.format_map({**fact.slots, **people}))


def told_date(fact: Fact, today: date) -> tuple[str, str]:
    """How a sentence of an article of a day tells when something is, and how a footnote says that this is known."""
    day = fact.day
    if fact.precision == "year":
        return f"in {day.year}", _STATED
    if fact.precision == "month":
        return f"in {day:%B %Y}", _STATED
    if abs((day - today).days) < _WEEK:
        return f"on {day:%A}", f"{_COUNTED} “{day:%A}”"
    year = f" {day.year}" if day.year != today.year else ""
    return f"on {day.day} {day:%B}{year}", _STATED
