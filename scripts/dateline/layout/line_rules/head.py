"""Rules for what stands above the body: the headline and its repetitions, the dek, and what signs an article.

Bylines, stamps and datelines; some of them stand in the body or below it too.
"""

import re
from itertools import takewhile

from dateline.lang.lexicon import pattern, word_set, words
from dateline.layout.boilerplate import BOILERPLATE, CONTROLS
from dateline.layout.bylines import (
    byline_of,
    has_given_name,
    is_known_outlet,
    is_label,
    is_news_agency,
    is_photo_credit,
    looks_like_name,
    names_employer,
    names_in,
)
from dateline.layout.datelines import dateline_of, place_line
from dateline.layout.headlines import content_words
from dateline.layout.line_features import LineFeatures
from dateline.layout.line_rules.line_context import LineContext
from dateline.layout.lines import capitalised_share
from dateline.layout.timestamps import StampRole

_SHORTEST_HEADLINE = 3
"""A headline of fewer words may stand again as a section's name."""
_BUTTON = 12
"""Words of a button or a menu beside a headline."""
_NAME_REACH = 2
_SHORTEST_CAPTION = 8
_SIGNATURE_REACH = 4
_DEK_REACH = 8
_SHORTEST_DEK, _SHORTEST_SUBTITLE = 6, 8
"""Words of a dek that is no sentence, and of one that has capitals as a title has."""
_ALL_CAPITALISED, _TITLE_CASE, _FEW_CAPITALS = 0.95, 0.7, 0.2
_LONGEST_FACT = 10
_MANY_WORDS = 8
_STAMP_REACH = 15
"""Lines below the article in which a stamp is its own and not another story's."""
_AGE_ALONE = pattern("layout/patterns", "age_alone")
_LONGEST_FILING = 3
"""Lines of a list of topics that are looked through for its label."""
_LONGEST_JOB = 60
"""Characters behind "Ana Ruiz is" in which a bio tells what she is."""
_NO_DEK = pattern("layout/patterns", "no_dek")
_SCENE = pattern("layout/patterns", "scene")
_TOLD_OF = pattern("layout/patterns", "told_of")
_BIO = pattern("layout/patterns", "author_bio")
_PARTED = re.compile(r"[ ]{0,9}(?:[|•·–—-][ ]{0,9})?(?=\S)")
"""What may part a date from the author behind it."""


def headline(at: LineContext) -> bool:
    """The line that the page was found to be about."""
    return at.index == at.page.headline


def repeated_headline(at: LineContext) -> bool:
    """The headline once more."""
    return (
        at.headline is not None and at.headline.size >= _SHORTEST_HEADLINE and at.line.key == at.headline.key
    )


def headline_before_caption(at: LineContext) -> bool:
    """The headline once more, with a caption glued to it: "Ferry sinks off Tolm The ferry at the pier"."""
    end = after_headline(at)
    if at.headline is None or not end or at.headline.size < _SHORTEST_HEADLINE or at.index >= at.page.last:
        return False
    return at.line.size - at.headline.size >= 3 and at.line.raw[end:].lstrip()[:1].isupper()


def headline_beside_button(at: LineContext) -> bool:
    """The headline once more, with a few other words around it."""
    if at.headline is None or at.headline.size < _SHORTEST_HEADLINE or at.line.is_prose:
        return False
    return at.line.size <= at.headline.size + _BUTTON and at.headline.key in at.line.key


def after_headline(at: LineContext) -> int | None:
    """Where in a raw line that opens with the headline it ends: their visible characters are the same."""
    if at.headline is None or not at.line.text.startswith(at.headline.text):
        return None
    visible = [offset for offset, char in enumerate(at.line.raw) if not char.isspace()]
    wanted = len("".join(at.headline.text.split()))
    return visible[wanted - 1] + 1 if wanted <= len(visible) else None


def name_above_headline(at: LineContext) -> bool:
    """A name right above the headline that stands on the page again, as that of the author does."""
    if at.index + 1 != at.page.headline or not looks_like_name(at.line.text) or at.line.tells_of_author:
        return False
    return any(other.key == at.line.key for other in at.page.lines[at.index + 1 :])


def author_above_headline(at: LineContext) -> bool:
    """An author before a date or an age right above the headline: "Ana Ruiz | Staff Writer | 5 days ago"."""
    return at.index + 1 == at.page.headline and author_before_stamp(at)


def agency_above_stamp(at: LineContext) -> bool:
    """An agency alone between headline and date, as it signs a report; below a picture it is a credit."""
    if at.page.headline is None or at.index < at.page.headline or at.above is None or at.above.caption:
        return False
    names = names_in(at.line.raw)
    return bool(names) and all(map(is_news_agency, names)) and any(line.is_stamp for line in at.after(2))


def above_headline(at: LineContext) -> bool:
    """Menus, section names and other stories above the headline; a stamp or byline close to it stays one."""
    if at.page.headline is None or at.index >= at.page.headline:
        return False
    is_near = at.page.headline - at.index <= _SIGNATURE_REACH
    return not (is_near and (at.line.is_byline or at.line.stamps))


def stamp_in_byline(at: LineContext) -> int | None:
    """Where in a byline its date begins."""
    return at.line.stamps[0].start or None if at.line.stamps else None


def labelled_name(at: LineContext) -> bool:
    """Names below a line that announces them: "By", "Author of the article:"."""
    return at.above is not None and is_label(at.above.text) and bool(names_in(at.line.raw))


def author_before_stamp(at: LineContext) -> bool:
    """A line of dates with an author before them: "Ana Ruiz | May 3, 2024"."""
    name = at.line.raw[: max(0, at.line.before_stamp)]
    return byline_of(name) is not None or bool(names_in(name))


def before_stamp(at: LineContext) -> int:
    """Where the dates begin behind the author."""
    return at.line.before_stamp


def author_behind_stamp(at: LineContext) -> bool:
    """A line of dates with an author behind a bar or a dash: "May 3, 2024 1:15 pm | David Okafor"."""
    start = behind_stamp(at)
    names = names_in(at.line.raw[start:]) if start else ()
    return bool(names) and all(map(has_given_name, names))


def behind_stamp(at: LineContext) -> int | None:
    """Where the text begins behind the dates."""
    match = _PARTED.match(at.line.raw, at.line.stamps[-1].end) if at.line.stamps else None
    return match.end() if match else None


def labelled_stamp(at: LineContext) -> bool:
    """Below the article a stamp that says what it is, close to it: "Published - May 3, 2024"."""
    is_labelled = any(stamp.role is not StampRole.BARE for stamp in at.line.stamps)
    return is_labelled and at.index < at.page.last + _STAMP_REACH


def place(at: LineContext) -> bool:
    """A line that is a place: "Lyon, France"."""
    return place_line(at.line.text) is not None


def dateline(at: LineContext) -> bool:
    """The place and agency that open a report: "SEOUL, Sept 12 (Reuters) - "."""
    return dateline_of(at.line.raw) is not None


def after_dateline(at: LineContext) -> int | None:
    """Where the report begins behind its dateline."""
    match = dateline_of(at.line.raw)
    return match.end() if match and match.end() < len(at.line.raw) else None


def author_bio(at: LineContext) -> bool:
    """A sentence below the article that tells who an author is: "Ana Ruiz is a reporter in Lyon."."""
    verbs = word_set("layout/word_sets", "author_verbs")
    if any(at.line.text.startswith(f"{name} {verb} ") for name in at.page.authors for verb in verbs):
        return True
    match = _BIO.match(at.line.text[:120])
    if match is None or not names_in(match["name"]):
        return False
    return at.index >= at.page.last or _closes_as_bio(at, match)


def _closes_as_bio(at: LineContext, match: re.Match[str]) -> bool:
    """Whether the last sentence of a body tells the job of somebody whom no other sentence names."""
    family_name = match["name"].split()[-1]
    others = (
        line for line in at.page.lines[at.page.first : at.page.last] if line.is_prose and line is not at.line
    )
    is_last = not any(line.is_prose for line in at.page.lines[at.index + 1 : at.page.last])
    jobs = words("layout/roles") | words("names/person_roles")
    is_titled = not jobs.isdisjoint(at.line.key[: len(match[0]) + _LONGEST_JOB].split())
    return is_last and is_titled and not any(family_name in line.text for line in others)


def name_with_employer(at: LineContext) -> bool:
    """A person beside her job or her outlet, below the headline: "Jo Kern - Senior News Editor", "Jo Kern Tolm News".

    Below a picture she took it.
    """
    is_head = at.page.headline is not None and at.index > at.page.headline
    is_pictured = at.above is not None and bool(at.above.caption)
    return is_head and not is_pictured and names_employer(at.line.raw) and _names_alone(at)


def name_with_address(at: LineContext) -> bool:
    """The same with an address to write to: "Jo Kern, Tolm News Staff Writer jkern@tolm.example"."""
    return "@" in at.line.text and name_with_employer(at)


def name_near_signature(at: LineContext) -> bool:
    """Names without "By", close to what else signs an article: a stamp, another byline."""
    if at.page.headline is not None and at.index < at.page.headline:
        return False
    if not _names_alone(at) or at.line.tells_of_author:
        return False
    near = (*at.before(4), *at.after(3))
    is_described = at.below is not None and at.below.tells_of_author
    return (
        is_described
        or _is_between_title_and_buttons(at)
        or any(other.is_stamp or other.is_byline for other in near)
    )


def _prose_of(at: LineContext) -> list[str]:
    """The sentences and paragraphs of the body."""
    return [line.text for line in at.page.lines[at.page.first : at.page.last] if line.is_prose]


def _is_between_title_and_buttons(at: LineContext) -> bool:
    """Whether somebody whom no sentence names stands below the headline or its dek, and above a button."""
    reach = at.index - at.page.headline if at.page.headline is not None else 0
    if not 0 < reach <= _NAME_REACH or at.below is None or not at.below.has(*CONTROLS):
        return False
    prose = _prose_of(at)
    names = names_in(at.line.raw)
    return all(map(has_given_name, names)) and not any(
        name.split()[-1] in text for name in names for text in prose
    )


def credit_above_caption(at: LineContext) -> bool:
    """Somebody of the story right above what a picture shows: who did what an article tells of took the picture.

    Above the body itself it is one whom the article introduces or quotes, as no author does himself.
    """
    below, names = at.below, [name.split() for name in names_in(at.line.raw)]
    is_head = at.page.headline is not None and at.page.headline < at.index < at.page.first
    if not is_head or not names or below is None or below.cue or below.is_byline or below.is_stamp:
        return False
    prose = _prose_of(at)
    if at.index + 1 == at.page.first:
        told = (re.compile(rf"\b{re.escape(f'{name[0]} {name[-1]}')}{_TOLD_OF.pattern}") for name in names)
        return any(one.search(text) for one in told for text in prose)
    return below.size >= _SHORTEST_CAPTION and any(f" {name[-1]}" in text for name in names for text in prose)


def _names_alone(at: LineContext) -> bool:
    """Whether a line is names and none of them a subject, whose words the body writes small: "House Call"."""
    if at.line.is_label or _is_filed_under(at):
        return False
    names = names_in(at.line.raw)
    subjects = (name for name in names if at.page.common.issuperset(name.casefold().split()))
    return bool(names) and not any(subjects)


def _is_filed_under(at: LineContext) -> bool:
    """Whether a line stands in the list of what the page is filed under: "Filed Under", "Lifestyle", "Tolm County"."""
    above = list(takewhile(lambda line: not line.is_stamp, reversed(list(at.before(_LONGEST_FILING)))))
    return any(line.key in word_set("layout/word_sets", "topic_labels") for line in above)


def author_before_age(at: LineContext) -> bool:
    """An author and how long ago the article appeared, as a page tells it: "Ana Ruiz 7 hours"."""
    return before_age(at) is not None


def before_age(at: LineContext) -> int | None:
    """Where the age begins behind the author."""
    match = _AGE_ALONE.search(at.line.raw)
    return match.start() if match and names_in(at.line.raw[: match.start()]) else None


def listed_story(at: LineContext) -> bool:
    """A title of another story, or its date, in a list between headline and body."""
    return at.index in at.page.links


def lead_in_head(at: LineContext) -> bool:
    """A long sentence below the byline or stamp: the lead, parted from the body by pictures or by links."""
    if at.page.headline is None or at.index <= at.page.headline:
        return False
    signed = at.page.lines[at.page.headline + 1 : at.index]
    return at.line.ends_sentence and any(line.is_byline or line.is_stamp for line in signed)


def name_above_body(at: LineContext) -> bool:
    """Names without "By" right above the body."""
    is_last = at.index + 1 == at.page.first and at.below is not None
    return is_last and at.page.headline is not None and _names_alone(at)


def dek(at: LineContext) -> bool:
    """A line set under the headline, only boilerplate or other deks between."""
    reach = at.index - at.page.headline if at.page.headline is not None else 0
    if not 0 < reach <= _DEK_REACH or looks_like_name(at.line.text) or not _reads_like_dek(at.line):
        return False
    if not at.line.ends_sentence and _tells_nothing(at):
        return False
    between = at.before(reach - 1)
    is_like_dek = (not line.cue and 4 <= line.size < 50 for line in between)
    return all(line.has(*BOILERPLATE) for line in between) or all(is_like_dek)


def _tells_nothing(at: LineContext) -> bool:
    """Whether a line of many words has none that the body has: an offer, a link to another story."""
    told = at.page.common.union(name.casefold() for name in at.page.names)
    content = content_words(at.line.key)
    return len(content) >= _MANY_WORDS and told.isdisjoint(content)


def _reads_like_dek(line: LineFeatures) -> bool:
    """Whether a line is a sentence or like one, and no label, row of facts, list of names or credit of a picture."""
    is_fact = line.is_field and line.size <= _LONGEST_FACT and not line.ends_sentence
    if _NO_DEK.match(line.text) or is_fact or _credited_in_front(line.text):
        return False
    share = capitalised_share(line.text)
    is_heading = share > _ALL_CAPITALISED or (share >= _TITLE_CASE and line.size < _SHORTEST_SUBTITLE)
    is_like_sentence = line.size >= _SHORTEST_DEK or share < _FEW_CAPITALS
    return line.ends_sentence or (is_like_sentence and not is_heading)


def _credited_in_front(text: str) -> bool:
    """Whether a line opens with who took a picture for whom: "Jo Kern/Associated Press - The ferry at the pier"."""
    credit, dash, _ = text.partition(" - ")
    source = credit.rpartition("/")[2].strip().removeprefix("For ")
    return bool(dash) and "/" in credit and (is_known_outlet(source) or is_photo_credit(credit))


def dek_above_credit(at: LineContext) -> bool:
    """A sentence right below the headline: what a picture shows opens with who or what does something in it."""
    return (
        at.page.headline is not None and at.index == at.page.headline + 1 and not _SCENE.match(at.line.text)
    )


def head_caption(at: LineContext) -> bool:
    """Other words of some length between headline and body tell what the picture shows."""
    return at.page.headline is not None and (at.line.size >= 5 or looks_like_name(at.line.text))
