"""Rules for what a page inserts between paragraphs: pictures, links, teasers, appeals, posts, pull quotes."""

import re
from itertools import pairwise

from dateline.lang.lexicon import pattern, word_set, words
from dateline.layout.boilerplate import CONTROLS, QUOTES, Trait
from dateline.layout.bylines import names_in
from dateline.layout.captions import credit_start
from dateline.layout.datelines import dateline_of
from dateline.layout.line_rules.body import LIST_CONTINUES, leads_on
from dateline.layout.line_rules.line_context import LineContext, is_link
from dateline.layout.lines import words_in
from dateline.layout.timestamps import is_relative_stamp

_SHORTEST_APART = 20
_SENDER_REACH = 3
_ABOUT_SENDER = pattern("layout/patterns", "about_sender")
_NEAR = 4
_DASHED = re.compile(r"[-–—―] {0,2}(?P<who>.{2,100})")
_HANDLE = re.compile(r"\(@\w{1,30}\)")
_POST_LINK = pattern("layout/patterns", "post_link")


# --- captions and credits -----------------------------------------------------------------------------------


def credit_in_caption(at: LineContext) -> int | None:
    """Where in a caption its credit begins."""
    split = credit_start(at.line.raw)
    return split if split and at.line.raw[:split].strip() else None


def below_control(at: LineContext) -> bool:
    """A line below "View image", or below the picture's number: "2"."""
    above = at.above
    if above is None or not above.has(Trait.CONTROL):
        return False
    if above.key.isdigit() and at.line.is_prose:  # how often the article was shared
        return False
    key = " ".join(re.sub(r"\d+", " ", above.key).split())
    return bool(above.key) if not key else key in words("layout/picture_controls")


def below_credit(at: LineContext) -> bool:
    """A line below a picture's source, but not the lead of a report below its agency: "AP", "LYON (AP) - ..."."""
    return at.index > at.page.first or dateline_of(at.line.raw) is None


def credit_in_capitals(at: LineContext) -> bool:
    """The second of two lines in capitals, one right below the other: a caption and its credit."""
    return at.above is not None and at.above.size > 2


def caption_in_capitals(at: LineContext) -> bool:
    """The first of two lines in capitals, one right above the other."""
    return at.index + 1 < at.page.last and at.below is not None and at.below.size < 6


def name_alone(at: LineContext) -> bool:
    """A picture of somebody whom the body names; in capitals it would be a heading."""
    names = () if at.line.is_upper else names_in(at.line.text)
    return bool(names) and all(name.split()[-1] in at.page.names for name in names)


def scene(at: LineContext) -> str | None:
    """A caption without a credit: people seen at something, no full stop ("Officers carry boxes from the house")."""
    if leads_on(at.line.text):
        return None
    tokens = at.line.key.split()
    before_infinitive = word_set("layout/word_sets", "infinitive")
    verbs = words("layout/scene_verbs")
    verb = next((b for a, b in pairwise(tokens[:9]) if b in verbs and a not in before_infinitive), None)
    is_placed = not word_set("layout/word_sets", "scene_prepositions").isdisjoint(tokens)
    return f"tells a scene in the present tense: “{verb}”" if verb and is_placed else None


# --- boilerplate, and what the word lists tell -------------------------------------------------------------


def correction(at: LineContext) -> str | None:
    """What corrects the article: "Correction: ...", "An earlier version of this article ..."."""
    return at.line.cue.reason if at.line.cue and at.line.cue.trait is Trait.CORRECTION else None


def note(at: LineContext) -> str | None:
    """What the newsroom adds: "Edited by ...", "Reporting by ...", "This story was first published in ..."."""
    return at.line.cue.reason if at.line.cue and at.line.cue.trait is Trait.NOTE else None


def boilerplate(at: LineContext) -> str | None:
    """Controls, labels, appeals, heads of lists: whatever cue is left below the two rules above."""
    return at.line.cue.reason if at.line.cue else None


def comment(at: LineContext) -> bool:
    """What readers have written below the article, and all that follows."""
    return at.index >= at.page.comments


def listed_link(at: LineContext) -> bool:
    """A title below the head of a list of links, or below another title of that list."""
    if not is_link(at.line):
        return False
    for before in reversed(at.before(12)):
        if before.has(Trait.LIST):
            return True
        if not is_link(before) and not before.has(Trait.SECTION) and not before.key.isdigit():
            return False
    return False


def about_sender(at: LineContext) -> bool:
    """What a press release says of its sender at its end: "About Linden Yards", and the sentences below."""
    here = (at.line, *reversed(at.before(_SENDER_REACH, at.page.first)))
    rest = sum(after.is_prose for after in at.page.lines[at.index + 1 : at.page.last])
    return rest <= _SENDER_REACH and any(_ABOUT_SENDER.fullmatch(line.text) for line in here)


def teaser(at: LineContext) -> bool:
    """Title and summary of another story: an age stands right below ("Politics / 22 hours ago")."""
    for after in at.after(2):
        if is_relative_stamp(after.text) and after.size <= 6:
            return True
        if not after.has(Trait.CONTROL, Trait.SECTION):
            return False
    return False


def repeated(at: LineContext) -> bool:
    """The same words soon again: an appeal that stands between paragraphs, or a sentence in large type."""
    is_second = any(other is at.line for other in at.before(30, at.page.first))
    return is_second or sum(other is at.line for other in at.after(30)) > 1


def amid_appeals(at: LineContext) -> bool:
    """A line of a subscription offer: appeals above and below it, within a few lines."""
    if at.line.text.startswith(QUOTES):
        return False
    if at.gap_above and at.gap_below and at.line.is_prose and at.line.size >= _SHORTEST_APART:
        return False
    above, below = (sum(o.has(Trait.APPEAL) for o in near) for near in (at.before(_NEAR), at.after(_NEAR)))
    return bool(above and below) and above + below > 2


def amid_notices(at: LineContext) -> bool:
    """A sentence in a block of notices: controls and appeals right above and below it, no blank line between."""
    if at.above is None or at.below is None or at.index == at.page.first:
        return False
    is_amid = at.above.has(*CONTROLS) and at.below.has(*CONTROLS)
    has_appeal = at.above.has(Trait.APPEAL) or at.below.has(Trait.APPEAL)
    return is_amid and has_appeal


def attribution(at: LineContext) -> bool:
    """Who said the words above, set off by a dash: "— Ana Ruiz, mayor", "— Ana Ruiz (@anaruiz) May 3, 2024"."""
    match = _DASHED.fullmatch(at.line.text)
    if not match or at.line.size > 14 or at.line.ends_sentence:
        return False
    return bool(names_in(re.split(r",|\(", match["who"])[0]) or _HANDLE.search(at.line.text))


def linked_post(at: LineContext) -> bool:
    """A post of a social network, by its links."""
    return bool(_POST_LINK.search(at.line.text[-200:]))


def post_above_author(at: LineContext) -> bool:
    """A post of a social network, by the attribution below it: "— Ana Ruiz (@anaruiz)"."""
    is_dashed = at.below is not None and at.below.text.startswith(("-", "–", "—"))
    return is_dashed and at.below is not None and bool(_HANDLE.search(at.below.text))


def pull_quote(at: LineContext) -> bool:
    """A sentence of the body once more, in large type: who said it stands below after a dash."""
    if at.below is None or not attribution(LineContext(at.page, at.index + 1)):
        return False
    opening = " ".join(at.line.key.split()[:8])
    near = (*at.before(40, at.page.first), *at.after(min(40, at.page.last - at.index - 1)))
    return any(opening in other.key for other in near)


def hashtags(at: LineContext) -> bool:
    """Hashtags in a row below the last sentence."""
    return _is_below_prose(at) and all(word.startswith("#") for word in at.line.text.split())


def tag_row(at: LineContext) -> bool:
    """Names and subjects in a row below the last sentence, by which a page files it: "Ana Ruiz Bridges Ostrel Pier".

    Every word that could be written small is not, "and" and "of" aside; all in capitals it may be a heading.
    """
    text, joints = at.line.text, word_set("layout/word_sets", "name_joints")
    if at.line.raw.startswith(QUOTES) or at.line.is_upper:
        return False
    tokens = [word for word in words_in(text) if word.casefold() not in joints]
    is_capital = not any(word[0].islower() for word in tokens)
    is_row = sum(word[0].isupper() for word in tokens) >= 5
    return is_capital and is_row and _is_below_prose(at)


def _is_below_prose(at: LineContext) -> bool:
    return not any(after.is_prose for after in at.page.lines[at.index + 1 : at.page.last])


def title_beside_link(at: LineContext) -> bool:
    """One of several titles in a row: links to other stories that stand between two paragraphs."""
    around = (*at.before(1, at.page.first), *at.after(1))
    return not LIST_CONTINUES.search(at.line.text[-6:]) and any(map(is_link, around))
