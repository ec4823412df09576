"""The predicates of the chunk rules: each looks at one chunk, its words, its element and its neighbours."""

from dataclasses import dataclass

from dateline.formats.html.article_body import PageStructure, is_set_apart
from dateline.formats.html.body_prose import is_prose
from dateline.formats.html.chunks import HEADINGS, Chunk
from dateline.lang.lexicon import words
from dateline.layout.boilerplate import BOILERPLATE, Trait
from dateline.layout.bylines import byline_of, names_in
from dateline.layout.line_features import LineFeatures
from dateline.layout.lines import ends_sentence, ends_with_stop, is_upper
from dateline.layout.timestamps import stamps_of

_BOLD = 0.9
_LINK = 0.8
_TIMED = 0.5
"""The shares of a chunk's characters in bold, in links, in `<time>` that make it a heading, a link, a stamp."""
_MOSTLY_LINK = 0.5
_DASH = 3
"""The least share of a link beside which its date stands, and the characters that part them."""
_LONGEST_NAME = 8
_LONGEST_TIMED = 12
_LONG_TEXT = 25
"""Words from which a paragraph of the body may speak of "terms of service" or "you" and be no appeal."""
_HEADING_REACH = 12
_BOLD_REACH = 2
"""Chunks below a heading in which its text begins: asides may stand between; below a line in bold few do."""
_NAME_REACH = 3
"""Chunks of the body in which a name alone can sign it."""


@dataclass(frozen=True, slots=True)
class ChunkContext:
    """A chunk of a page with what is known of it."""

    page: PageStructure
    index: int

    @property
    def chunk(self) -> Chunk:
        """The chunk itself."""
        return self.page.chunks[self.index]

    @property
    def line(self) -> LineFeatures:
        """The features of its words."""
        return self.page.features[self.index]

    @property
    def is_confirmed(self) -> bool:
        """Whether the evidence for the body has its words."""
        return self.page.confirmed[self.index]

    @property
    def is_styled_as_body(self) -> bool:
        """Whether it looks like the body's paragraphs: same element, same classes."""
        return self.page.in_body_element[self.index] and self.page.shapes[self.index] in self.page.body_shapes

    def class_word(self, name: str) -> str | None:
        """A word of a list that the classes of its elements have; the first one by the alphabet."""
        return min(self.page.context[self.index] & words(f"layout/{name}"), default=None)


def headline(at: ChunkContext) -> bool:
    """The chunk that shows the headline."""
    return at.index == at.page.headline


def repeated_headline(at: ChunkContext) -> bool:
    """The headline once more, alone or beside a button."""
    if at.page.headline is None:
        return False
    title = at.page.features[at.page.headline]
    is_again = bool(title.key) and at.line.key.startswith(title.key)
    return is_again and title.size > 2 and at.line.size <= title.size + 4


def hidden(at: ChunkContext) -> bool:
    """What the page hides; where most of the body is hidden until a script runs, its text is none of that."""
    return at.chunk.is_hidden and not (at.page.has_hidden_text and at.is_confirmed)


def navigation(at: ChunkContext) -> bool:
    """Menus, footers and forms, unless their text is the article's."""
    return not at.chunk.inside.isdisjoint(at.page.navigation) and not at.is_confirmed


def byline(at: ChunkContext) -> bool:
    """“By” and names."""
    return byline_of(at.line.text) is not None


def names_someone(at: ChunkContext) -> bool:
    """A line with a name in it."""
    return bool(names_in(at.line.text))


def body_byline(at: ChunkContext) -> bool:
    """A byline before the body has got going."""
    return _is_above_text(at) and byline(at)


def body_name(at: ChunkContext) -> bool:
    """A name alone before the body has got going."""
    return _is_above_text(at) and names_someone(at)


def _is_above_text(at: ChunkContext) -> bool:
    return at.index <= at.page.first + _NAME_REACH and not ends_sentence(at.line.text)


def credit(at: ChunkContext) -> bool:
    """Nothing but a picture's credit."""
    return at.line.is_credit


def class_credit(at: ChunkContext) -> bool:
    """The credit of a picture by its class, in a caption."""
    in_caption = at.class_word("class_caption") is not None or figure_caption(at)
    return in_caption and not ends_sentence(at.line.text)


def figure_caption(at: ChunkContext) -> bool:
    """What stands in a figure and is no quotation or text of the body."""
    inside = at.chunk.inside
    is_figure = "figure" in inside and "blockquote" not in inside and not at.is_confirmed
    return "figcaption" in inside or is_figure


def worded_caption(at: ChunkContext) -> str | None:
    """A caption by its own words; not so a sentence that looks like the body's."""
    return None if at.is_styled_as_body and ends_sentence(at.line.text) else at.line.caption


def correction(at: ChunkContext) -> str | None:
    """What tells of a mistake in an earlier version."""
    return _cue(at, Trait.CORRECTION)


def note(at: ChunkContext) -> str | None:
    """A note about the article: who contributed, where it first appeared."""
    return _cue(at, Trait.NOTE)


def _cue(at: ChunkContext, trait: Trait) -> str | None:
    cue = at.line.cue
    return cue.reason if cue and cue.trait is trait and at.page.in_body_element[at.index] else None


def boilerplate(at: ChunkContext) -> bool:
    """Controls, appeals, lists of other stories, by their words; not so a long paragraph of the body."""
    is_text = at.is_confirmed and at.is_styled_as_body and at.index < at.page.last - 1
    is_long = at.line.size >= _LONG_TEXT and at.line.has(Trait.APPEAL) and "li" not in at.chunk.inside
    return at.line.has(*BOILERPLATE) and not (is_text and is_long)


def class_boilerplate(at: ChunkContext) -> bool:
    """What its classes call no part of the article; not so body text whose own class alone does."""
    around = at.page.context[at.index] - at.chunk.classes
    is_called_so_itself = around.isdisjoint(words("layout/class_boilerplate"))
    is_text = at.is_confirmed and at.is_styled_as_body and is_prose(at.chunk, at.line)
    return not (is_called_so_itself and is_text)


def stamp(at: ChunkContext) -> bool:
    """Little more than a time, by its words or by its element."""
    is_timed = at.chunk.timed > _TIMED and at.line.size <= _LONGEST_TIMED
    return at.line.is_stamp or at.line.is_clock or is_timed


def link(at: ChunkContext) -> bool:
    """A chunk that is one link, or one and its date, and no sentence of the body: another story."""
    is_text = at.is_confirmed or at.is_styled_as_body
    is_link = at.chunk.linked > _LINK or _is_dated_link(at)
    return is_link and not (is_text and ends_sentence(at.line.text))


def _is_dated_link(at: ChunkContext) -> bool:
    """Whether little but a date stands beside a link: "Bridge opens - May 3, 2031"."""
    if at.chunk.linked < _MOSTLY_LINK or post(at):
        return False
    dated = sum(stamp.end - stamp.start for stamp in stamps_of(at.line.text))
    unlinked = (1 - at.chunk.linked) * len(at.line.text)
    return dated > 0 and unlinked <= dated + _DASH


def dek_heading(at: ChunkContext) -> bool:
    """A heading above the body."""
    return at.chunk.tag in HEADINGS


def opening_heading(at: ChunkContext) -> bool:
    """A sentence of the body that is set as a heading below the byline; a dek stands above the byline."""
    if at.page.headline is None or at.chunk.tag not in HEADINGS or not ends_with_stop(at.line.text):
        return False
    above = at.page.features[at.page.headline : at.index]
    is_signed = any(byline_of(line.text) or line.is_stamp for line in above)
    return is_signed and at.is_confirmed and at.page.in_body_element[at.index] and at.line.is_prose


def opening(at: ChunkContext) -> bool:
    """Body text above the place where the body was found to begin; a short sentence where look and evidence agree."""
    if at.is_confirmed and at.is_styled_as_body:
        return at.chunk.tag not in HEADINGS and ends_sentence(at.line.text)
    shape = at.page.shapes[at.index]
    is_set_alike = at.is_styled_as_body or (shape in at.page.body_shapes and any(shape[1:]))
    return is_prose(at.chunk, at.line) and (at.is_confirmed or is_set_alike)


def class_opening(at: ChunkContext) -> bool:
    """Body text in an element called the body ("entry-content") that ends before most of the body begins."""
    around = at.page.context[at.index]
    bodies = (frozenset(name.split()) for name in words("layout/class_body"))
    return at.chunk.tag == "p" and is_prose(at.chunk, at.line) and any(body <= around for body in bodies)


def class_dek(at: ChunkContext) -> bool:
    """What its class calls a dek; several backed paragraphs that are set alike open the text."""
    shapes = at.page.shapes
    beside = (
        i for i in (at.index - 1, at.index + 1) if 0 <= i < len(shapes) and shapes[i] == shapes[at.index]
    )
    return not (_is_backed_prose(at) and any(_is_backed_prose(ChunkContext(at.page, i)) for i in beside))


def _is_backed_prose(at: ChunkContext) -> bool:
    return at.is_confirmed and is_prose(at.chunk, at.line)


def stated_dek(at: ChunkContext) -> bool:
    """What the page states as its description too."""
    return at.line.key == at.page.description


def backed_line(at: ChunkContext) -> bool:
    """A line above the body that the evidence has: "Price for adults: 20 crowns"."""
    is_apart = at.chunk.tag != "p" or at.chunk.linked > _LINK or "li" in at.chunk.inside
    return at.is_confirmed and not is_apart and not at.page.repeated[at.index]


def post(at: ChunkContext) -> bool:
    """A quotation, which a post of a social network is."""
    return "blockquote" in at.chunk.inside


def pull_quote(at: ChunkContext) -> bool:
    """Words of the body set out once more."""
    return is_set_apart(at.chunk) and at.page.repeated[at.index]


def pull_quote_source(at: ChunkContext) -> bool:
    """The speaker below a pull quote: "— Ruth Pell"."""
    return at.chunk.text[0] in "—–-" and "blockquote" in at.chunk.inside


def author_note(at: ChunkContext) -> bool:
    """Who the author is: "Ana Ruiz is a researcher in Lyon."."""
    verbs = words("formats/author_note_verbs")
    return any(at.line.text.startswith(f"{name} {verb} ") for name in at.page.authors for verb in verbs)


def heading(at: ChunkContext) -> bool:
    """A heading by its element, above body text."""
    return at.chunk.tag in HEADINGS and _heads_body(at, _HEADING_REACH)


def marked_heading(at: ChunkContext) -> bool:
    """A line above body text that stands out: in bold, or all in capitals, and without a full stop."""
    is_capitals = is_upper(at.line.text) and 1 < at.line.size <= _LONGEST_NAME
    is_apart = at.chunk.inside.isdisjoint(("li", "table")) and not ends_with_stop(at.line.text)
    return is_apart and (at.chunk.bold > _BOLD or is_capitals) and _heads_body(at, _BOLD_REACH)


def _heads_body(at: ChunkContext, reach: int) -> bool:
    below = (ChunkContext(at.page, i) for i in range(at.index + 1, min(at.index + 1 + reach, at.page.last)))
    return any(map(_is_body_text, below)) and (at.page.in_body_element[at.index] or at.is_confirmed)


def _is_body_text(at: ChunkContext) -> bool:
    is_sentence = ends_sentence(at.line.text) or is_prose(at.chunk, at.line)
    is_placed = at.is_styled_as_body or at.is_confirmed
    return is_sentence and is_placed and at.chunk.tag not in HEADINGS


def prose(at: ChunkContext) -> bool:
    """What reads like body text."""
    return is_prose(at.chunk, at.line)


def stray_words(at: ChunkContext) -> bool:
    """A word or two outside a list."""
    return list_fragment(at) and "li" not in at.chunk.inside


def list_fragment(at: ChunkContext) -> bool:
    """A few words that make no sentence: a value of a table, an item of a list."""
    return not ends_sentence(at.line.text) or at.line.size <= 1


def paragraph(at: ChunkContext) -> bool:
    """Body text by the evidence."""
    is_placed = at.page.in_body_element[at.index] or at.index < at.page.last
    return at.chunk.tag not in HEADINGS and at.is_confirmed and is_placed


def styled_paragraph(at: ChunkContext) -> bool:
    """A chunk that looks like the body's paragraphs."""
    return at.chunk.tag not in HEADINGS and at.is_styled_as_body
