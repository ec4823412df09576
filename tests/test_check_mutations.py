"""What a person or a tool may do wrong to a good briefing, and what `check` says to it; and what it must let pass.

Each case is a change of one text by another; the whole table runs over a briefing of two seeds, in both forms of the file.
"""

# ruff: noqa: E501 -- a footnote is one line, and a case is read at once

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.check.autofix import fix_briefing
from dateline.check.examination import RULES, CheckRule, SeedText, compare_briefings, examine, outline_of
from dateline.check.runner import seed_text_of
from dateline.model.article import Seed
from dateline.model.problems import DatelineError, Problem
from nightly import times

FIRST = """Ferry strikes quay at Marn Haven, 22 hurt

By Edda Quill
12 May 2031

The car ferry Heron struck the north quay at Marn Haven on Sunday, and 22 people were hurt.

“As you know, the quay is 140 years old,” said Bo Strand, the harbour master. “I count you among those who warned us.”

A crane lifted the ramp on May 11, 2031, after thirty-two hours of work, the Harbour Board of Estery said.

The Heron was built in 1998 and carries a dozen lorries. It will sail again on Thursday.

He said that repairs would cost $3.5 million.
"""
SECOND = """Master of ferry questioned

Police in Estery have questioned the master of the Heron, Ana Vell, for two days.

She told them that the rudder had jammed.

The quay was closed in April 1961 after a storm.
"""
SEEDS = {"seeds/a.txt": FIRST, "seeds/b.txt": SECOND}
SHA = {path: Seed(path, text.encode()).sha256 for path, text in SEEDS.items()}

GOOD = f"""---
title: Ferry strikes quay at Marn Haven
date: 2031-05-12
sources:
  - id: s1
    publisher: Marn Bell
    published: 2031-05-12
    seed: seeds/a.txt
    sha256: {SHA["seeds/a.txt"]}
  - id: s2
    publisher: Coast Wire
    published: 2031-05-13
    seed: seeds/b.txt
    sha256: {SHA["seeds/b.txt"]}
---

The car ferry Heron struck the north quay at Marn Haven on Sunday, and 22 people were hurt.[^s1-1] <!-- p-000001 -->

## Key points

- The Heron was built in 1998 and carries a dozen lorries.[^s1-4] <!-- p-000002 -->
- Police in Estery have questioned the master of the Heron, Ana Vell, for two days.[^s2-1] <!-- p-000003 -->

## Key quotes

!!! quote "Bo Strand, the harbour master"
    “As you know, the quay is 140 years old” … “I count you among those who warned us.”[^s1-2] <!-- q-000004 -->

## Timeline

- 1961-04 — The quay was closed in April 1961 after a storm.[^s2-3] <!-- t-000005 -->
- 2031-05-11 — The car ferry Heron struck the north quay at Marn Haven on Sunday.[^s1-1] <!-- t-000006 -->
- 2031-05-11 — A crane lifted the ramp on May 11, 2031, after thirty-two hours of work.[^s1-3] <!-- t-000007 -->
- 2031-05-13 — Ana Vell told them that the rudder had jammed.[^s2-2] <!-- t-000008 -->
- 2031-05-15 (planned) — It will sail again on Thursday.[^s1-4-2] <!-- t-000009 -->

[^s1-1]: Marn Bell (s1), paragraph 1 (date counted from “Sunday”): “The car ferry Heron struck the north quay at Marn Haven on Sunday, and 22 people were hurt.”
[^s1-4]: Marn Bell (s1), paragraph 4: “The Heron was built in 1998 and carries a dozen lorries.”
[^s2-1]: Coast Wire (s2), paragraph 1: “Police in Estery have questioned the master of the Heron, Ana Vell, for two days.”
[^s1-2]: Marn Bell (s1), paragraph 2: “As you know, the quay is 140 years old,” said Bo Strand, the harbour master. “I count you among those who warned us.”
[^s2-3]: Coast Wire (s2), paragraph 3 (date stated): “The quay was closed in April 1961 after a storm.”
[^s1-3]: Marn Bell (s1), paragraph 3 (date stated): “A crane lifted the ramp on May 11, 2031, after thirty-two hours of work, the Harbour Board of Estery said.”
[^s2-2]: Coast Wire (s2), paragraph 2 (date of publication): “She told them that the rudder had jammed.”
[^s1-4-2]: Marn Bell (s1), paragraph 4 (date counted from “Thursday”): “It will sail again on Thursday.”
"""


def in_old_form(text: str) -> str:
    """The text with each item's identity as the label of a footnote of its own, as the file's first version has it."""
    head, mark, notes = text.partition("\n[^s1-1]:")
    quoted = dict(re.findall(r"^\[\^(s[\w-]+)\]: (.*)$", mark + notes, re.MULTILINE))
    written: dict[str, str] = {}

    def renamed(match: re.Match[str]) -> str:
        written[match["id"]] = re.sub(r": (“.*” said .*”)$", r": “\1”", quoted.get(match["label"], ""))
        return f"[^{match['id']}]"

    head = re.sub(r"\[\^(?P<label>s[\w-]+)\] <!-- (?P<id>[pqt]-\w+) -->", renamed, head)
    rest = "".join(f"[^{label}]: {note}\n" for label, note in written.items())
    return f"{head}\n{rest}" if mark else text


FORMS: Mapping[str, str] = {"new": GOOD, "old": in_old_form(GOOD)}
LINE = "- 2031-05-11 — A crane lifted the ramp on May 11, 2031, after thirty-two hours of work."
POINT = "- The Heron was built in 1998 and carries a dozen lorries."
BOX = '!!! quote "Bo Strand, the harbour master"\n    “As you know'
END = "among those who warned us.”"


@dataclass(frozen=True)
class Case:
    """A change (what, by what) and the problem that it has to make: how bad, and words of its message."""

    old: str
    new: str
    expected: str = ""
    """"error: words"; "" where nothing may be found."""
    only: str = ""
    """The form of the file that it can be made in, where that is not both."""
    below: str = ""
    """What is added at the end of the file."""

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms of the file that it is tried in."""
        return (self.only,) if self.only else tuple(FORMS)


WRONG: Mapping[str, Case] = {
    # --- tools
    "git left both sides": Case(
        POINT,
        f"<<<<<<< HEAD\n{POINT}\n=======\n- The Heron sank.\n>>>>>>> ada",
        "error: git left its conflict markers",
    ),
    "git left both sides and the base": Case(
        POINT,
        f"<<<<<<< HEAD\n{POINT}\n||||||| 12ab\n{POINT}\n=======\n- The Heron sank.\n>>>>>>> ada",
        "error: git left its conflict markers",
    ),
    "git left both sides in the front matter": Case(
        "date: 2031-05-12",
        "<<<<<<< HEAD\ndate: 2031-05-12\n=======\ndate: 2031-05-13\n>>>>>>> ada",
        "error: git left its conflict markers",
    ),
    "one marker is left": Case(
        "## Timeline", ">>>>>>> ada\n\n## Timeline", "error: git left its conflict markers"
    ),
    "a formatter moved the box apart": Case(
        'master"\n    “As', 'master"\n\n“As', "error: this quote box has no words"
    ),
    "a word processor curled the title": Case(
        '!!! quote "Bo Strand, the harbour master"',
        "!!! quote “Bo Strand, the harbour master”",
        "error: opens no quote box",
    ),
    "a formatter made code of an item": Case(
        f"{POINT}[^s1-4] <!-- p-000002 -->",
        f"```\n{POINT}[^s1-4] <!-- p-000002 -->\n```",
        "error: stand in a block of code",
        only="new",
    ),
    "a formatter made text of a footnote": Case(
        "[^s1-4-2]:", "\\[^s1-4-2\\]:", "error: the footnote [^s1-4-2] is text", only="new"
    ),
    # --- headings
    "heading misspelt": Case("## Key quotes", "## Key qoutes", "warning: is not read as key quotes"),
    "heading without a letter": Case("## Timeline", "## Timline", "warning: is not read as timeline"),
    "heading in small letters": Case("## Key points", "## key points", "warning: is not read as key points"),
    "heading in capitals": Case("## Key points", "## KEY POINTS", "warning: is not read as key points"),
    "heading of level three": Case("## Timeline", "### Timeline", "warning: is not read as timeline"),
    "heading of level one": Case("## Timeline", "# Timeline", "warning: is not read as timeline"),
    "heading underlined": Case("## Timeline", "Timeline\n--------", "warning: is not read as timeline"),
    "heading without a blank": Case("## Timeline", "##Timeline", "warning: is not read as timeline"),
    "heading with two blanks": Case("## Timeline", "##  Timeline", "warning: is not read as timeline"),
    "heading with a colon": Case("## Timeline", "## Timeline:", "warning: is not read as timeline"),
    "heading in the singular": Case("## Key quotes", "## Key quote", "warning: is not read as key quotes"),
    # --- boxes
    "box with two marks": Case("!!! quote", "!! quote", "error: opens no quote box"),
    "box with four marks": Case("!!! quote", "!!!! quote", "error: opens no quote box"),
    "box without a blank": Case("!!! quote", "!!!quote", "error: opens no quote box"),
    "box misspelt": Case("!!! quote", "!!! qoute", "error: opens no quote box"),
    "box with a capital": Case("!!! quote", "!!! Quote", "error: opens no quote box"),
    "box indented": Case("!!! quote", "  !!! quote", "error: opens no quote box"),
    "box whose title is not closed": Case(
        'the harbour master"', "the harbour master", "error: opens no quote box"
    ),
    "box without a title": Case(
        '!!! quote "Bo Strand, the harbour master"', "!!! quote", "warning: names no speaker"
    ),
    "box with an empty title": Case('"Bo Strand, the harbour master"', '""', "warning: names no speaker"),
    "box without words": Case(
        "    “As you know, the quay is 140 years old” … “I count you among those who warned us.”",
        "    ",
        "error: this quote box has no words",
    ),
    "box that a footnote is left of": Case(
        "    “As you know, the quay is 140 years old” … “I count you among those who warned us.”[^s1-2] <!-- q-000004 -->\n",
        "",
        "error: this quote box has no words",
        only="new",
    ),
    # --- quotes
    "quoted word altered": Case(
        "quay is 140 years old” …", "quay was 140 years old” …", "error: does not stand word for word"
    ),
    "quoted number altered": Case(
        "quay is 140 years old” …", "quay is 40 years old” …", "error: does not stand word for word"
    ),
    "second part altered": Case(
        "who warned us.”[", "who warned me.”[", "error: does not stand word for word"
    ),
    "words of one's own in a quote": Case(
        "As you know, the quay", "As you know, the old quay", "error: does not stand"
    ),
    "quote made up": Case(
        END + "[", "” … “Fire swallows the whole harbour tonight.”[", "error: does not stand word for word"
    ),
    "quote without its marks, altered": Case(
        "    “As you know, the quay is 140 years old” … “I count you among those who warned us.”",
        "    As you know, the quay was 140 years old",
        "error: does not stand word for word",
    ),
    "quote led in, altered": Case(
        "    “As you know, the quay is", "    He said: “As you know, the quay was", "error: does not stand"
    ),
    # --- footnotes
    "footnote's sentence altered": Case(
        ": “It will sail again on Thursday.”",
        ": “It will sail again on Friday.”",
        "error: does not stand word for word",
    ),
    "footnote made up": Case(
        ": “It will sail again on Thursday.”",
        ": “Nobody knows anything of goats.”",
        "error: does not stand word for word",
    ),
    "footnote not defined": Case(POINT, f"{POINT}[^s1-40]", "error: is not defined"),
    "footnote defined twice": Case(
        "[^s1-4-2]:",
        "[^s1-4]: Marn Bell (s1), paragraph 4: “It will sail again on Thursday.”\n[^s1-4-2]:",
        "error: is defined twice",
        only="new",
    ),
    "footnote that nothing cites": Case(
        POINT + "[^s1-4]", POINT, "warning: nothing refers to the footnote", only="new"
    ),
    "footnote without its sentence": Case(
        "paragraph 3 (date stated): “The quay was closed in April 1961 after a storm.”",
        "paragraph 3",
        "warning: quotes no sentence",
    ),
    "item without a footnote": Case(POINT + "[^s1-4]", POINT, "warning: no evidence", only="new"),
    "item that rests on a remark alone": Case(
        POINT + "[^s1-4]",
        POINT + "[^mine]",
        "warning: no evidence: its footnotes",
        only="new",
        below="\n[^mine]: Seen by me.\n",
    ),
    "footnote of a source that is not there": Case(
        "(s2), paragraph 1", "(s9), paragraph 1", "error: has no source s9"
    ),
    "footnote of a source that is not the sentence's": Case(
        "(s2), paragraph 1", "(s1), paragraph 1", "warning: said to be from s1, but stands in seeds/b.txt"
    ),
    "footnote of a paragraph that is not there": Case(
        "(s2), paragraph 1",
        "(s2), paragraph 900",
        "warning: stands in paragraph 1 of seeds/b.txt, not in paragraph 900",
    ),
    "footnote of the paragraph after": Case(
        "(s2), paragraph 1", "(s2), paragraph 2", "warning: stands in paragraph 1 of"
    ),
    "footnote of the paragraph before": Case(
        "(s1), paragraph 3", "(s1), paragraph 2", "warning: stands in paragraph 3 of"
    ),
    "difference with a source that is not there": Case(
        "- 1961-04 —",
        "- 1961-04 (sources differ: 1961-04 in s2 / 1961-05 in s7) —",
        "error: has no source s7",
    ),
    # --- numbers, names, days that the evidence does not hold
    "number raised": Case(
        "and 22 people were hurt.[", "and 32 people were hurt.[", "warning: does not say “32”"
    ),
    "number in words altered": Case(
        "thirty-two hours of work.[", "thirty-three hours of work.[", "warning: does not say “thirty-three”"
    ),
    "number in digits for another in words": Case(
        "thirty-two hours of work.[", "23 hours of work.[", "warning: does not say “23”"
    ),
    "number made thousands": Case(
        "and 22 people were hurt.[", "and 22,000 people were hurt.[", "warning: does not say “22,000”"
    ),
    "number made million": Case(
        "carries a dozen lorries.[", "carries 12 million lorries.[", "warning: does not say “12 million”"
    ),
    "a dozen made two": Case(
        "carries a dozen lorries.[", "carries two dozen lorries.[", "warning: does not say “two dozen”"
    ),
    "number added": Case(
        "sail again on Thursday.[", "sail again on Thursday with 80 people.[", "warning: does not say “80”"
    ),
    "rough number that is wrong": Case(
        "and 22 people were hurt.[", "and about 40 people were hurt.[", "warning: does not say “40”"
    ),
    "two days made three": Case("for two days.[", "for three days.[", "warning: does not say “three”"),
    "year altered": Case("built in 1998 and", "built in 1989 and", "warning: does not say “1989”"),
    "person put for another": Case(
        "Heron, Ana Vell, for two", "Heron, Ida Morrow, for two", "warning: names “Ida Morrow”"
    ),
    "surname altered": Case("Heron, Ana Vell, for two", "Heron, Ana Vall, for two", "warning: names “Vall”"),
    "names of two crossed": Case(
        "Heron, Ana Vell, for two", "Heron, Ana Strand, for two", "warning: names “Ana Strand”"
    ),
    "person for a pronoun": Case("Ana Vell told them", "Ida Morrow told them", "warning: names “Ida Morrow”"),
    "person of one name for a pronoun": Case(
        "Ana Vell told them", "Morrow told them", "warning: names “Morrow”"
    ),
    "speaker put for another": Case('"Bo Strand, the', '"Ida Morrow, the', "warning: names “Ida Morrow”"),
    "speaker's names crossed": Case('"Bo Strand, the', '"Bo Vell, the', "warning: names “Bo Vell”"),
    "place put for another": Case(
        "Police in Estery have", "Police in Quarrow have", "warning: names “Quarrow”"
    ),
    "ship put for another": Case("- The Heron was", "- The Bittern was", "warning: names “Bittern”"),
    "day of the week altered": Case(
        "sail again on Thursday.[", "sail again on Friday.[", "warning: does not say “Friday”"
    ),
    "month altered": Case(
        "closed in April 1961 after a storm.[",
        "closed in May 1961 after a storm.[",
        "warning: does not say “May”",
    ),
    "day of the month altered": Case(
        "the ramp on May 11, 2031, after", "the ramp on May 12, 2031, after", "warning: does not say “12”"
    ),
    # --- dates that the evidence does not give
    "stated day altered": Case(
        "- 2031-05-11 — A crane",
        "- 2031-05-12 — A crane",
        "warning: 2031-05-12 is not the date of its evidence",
    ),
    "stated month altered": Case(
        "- 1961-04 —", "- 1961-05 —", "warning: 1961-05 is not the date of its evidence"
    ),
    "stated year altered": Case(
        "- 1961-04 —", "- 1916-04 —", "warning: 1916-04 is not the date of its evidence"
    ),
    "day that is no Sunday": Case(
        "- 2031-05-11 — The car",
        "- 2031-05-10 — The car",
        "warning: 2031-05-10 is not the date of its evidence",
    ),
    "day that is no Thursday": Case(
        "- 2031-05-15 (", "- 2031-05-16 (", "warning: 2031-05-16 is not the date of its evidence"
    ),
    "day of another publication": Case(
        "- 2031-05-13 —", "- 2031-05-12 —", "warning: 2031-05-12 is not the date of its evidence"
    ),
    "date that the footnote does not name": Case(
        "(date stated): “The quay",
        "(1961-05: date stated): “The quay",
        "warning: 1961-04 is not a date that the evidence of this line gives",
    ),
    # --- the timeline, the front matter, links
    "date that is none": Case("- 1961-04 —", "- 1961-14 —", "error: "),
    "line without a date": Case("- 1961-04 — ", "- ", "error: opens with no date"),
    "timeline out of order": Case("- 1961-04 —", "- 2061-04 (planned) —", "error: the timeline goes back"),
    "plan told as happened": Case("2031-05-15 (planned)", "2031-05-15", "warning: is told as happened"),
    "plan misspelt": Case("(planned)", "(planed)", "warning: says nothing about a line"),
    "key misspelt": Case("title:", "titel:", "error: unknown key"),
    "review before the news": Case(
        "date: 2031-05-12\n",
        "date: 2031-05-12\nreviewed: 2031-05-11\n",
        "warning: which is before date (2031-05-12)",
    ),
    "quote of a day to come": Case(
        'the harbour master"', 'the harbour master (2031-06-01)"', "warning: said to be of 2031-06-01"
    ),
    "correction of no item": Case(
        "date: 2031-05-12\n",
        "date: 2031-05-12\ncorrections:\n  - {date: 2031-05-13, text: It was 22., item: q-999999}\n",
        "warning: q-999999",
    ),
    "no seed kept": Case(
        re.findall(r"    seed: seeds/a.txt\n.*?(?=---\n)", GOOD, re.DOTALL)[0],
        "  - id: s2\n    publisher: Coast Wire\n",
        "warning: no evidence: the briefing names no seed",
    ),
    "seed gone": Case("seeds/b.txt", "seeds/c.txt", "error: can't be read"),
    "seed changed": Case(SHA["seeds/b.txt"], "0" * 64, "warning: has changed since"),
    "link that leads nowhere": Case(
        "\n## Timeline", "\nSee [more](more.md).\n\n## Timeline", "error: the link leads to"
    ),
    # --- rights, HTML
    "words of a source that shows none": Case(
        "    publisher: Coast Wire\n",
        "    publisher: Coast Wire\n    text: none\n",
        "warning: this point is in the words of s2",
    ),
    "a script in the lead": Case(
        "were hurt.[", "were <script>x</script> hurt.[", "warning: raw HTML is shown as it stands: <script>"
    ),
    "a link that runs": Case(
        "The Heron was", "The [Heron](java&#115;cript:x) was", "error: this link begins with “javascript:”"
    ),
}

RIGHT: Mapping[str, Case] = {
    "nothing": Case("x", "x"),
    "a heading of one's own": Case(
        "## Timeline", "## Key notes\n\nMine.\n\n## Key votes\n\nMine.\n\n## Time\n\nMine.\n\n## Timeline"
    ),
    "a closed heading": Case("## Timeline", "## Timeline ##"),
    "the reporting comma": Case("quay is 140 years old” …", "quay is 140 years old,” …"),
    "words at the margin, as Prettier has them": Case('master"\n    “As', 'master"\n“As'),
    "marks of a typewriter": Case(
        "“As you know, the quay is 140 years old” … “I", '"As you know, the quay is 140 years old" … "I'
    ),
    "a speaker not named": Case("Bo Strand, the harbour master", "Speaker not named"),
    "a remark below a quote": Case(
        "\n## Timeline",
        "\n    He said so twice, and the board’s own report of “the gap” agrees.\n\n## Timeline",
        only="old",
    ),
    "a remark in a quote box": Case(
        BOX, BOX.replace("    “", "    Asked on the quay, among many others:\n\n    “")
    ),
    "a list in a quote box": Case(
        BOX, BOX.replace("    “", "    - the harbour master\n    - and nobody else\n\n    “")
    ),
    "a remark behind a quote": Case(END + "[", END + " (said in English)["),
    "an own quote box": Case("\n## Timeline", '\n!!! note "Mine"\n    Rain fell all night.\n\n## Timeline'),
    "an own note box": Case("\n## Timeline", "\n!!! tip\n    Rain fell all night.\n\n## Timeline"),
    "an exclamation": Case("\n## Timeline", "\n!Quoits were played.\n\n## Timeline"),
    "a remark as a footnote": Case(POINT, f"{POINT}[^mine]", below="\n[^mine]: My own remark.\n"),
    "a remark as a footnote, cited in prose": Case(
        "\n## Timeline", "\n## Notes\n\nAs seen.[^note]\n\n[^note]: My own remark.\n\n## Timeline"
    ),
    "a number in digits": Case("thirty-two hours of work.[", "32 hours of work.["),
    "a dozen in digits": Case("carries a dozen lorries.[", "carries 12 lorries.["),
    "a number rounded": Case("thirty-two hours of work.[", "about 30 hours of work.["),
    "two persons summed up": Case(
        "- The Heron was built", "- Both carry lorries, the two say. The Heron was built"
    ),
    "a day of the week as a date": Case("Marn Haven on Sunday.[", "Marn Haven on 11 May.["),
    "a day of the week as a date with its year": Case(
        "Marn Haven on Sunday.[", "Marn Haven on 11 May 2031.["
    ),
    "a date as a day of the week": Case(
        "lifted the ramp on May 11, 2031, after", "lifted the ramp on Sunday after"
    ),
    "a span of time worked out": Case(
        "sail again on Thursday.[", "sail again on Thursday, four days later.["
    ),
    "a name for a pronoun": Case("— It will sail", "— The Heron will sail"),
    "a name that another seed has": Case("— It will sail", "— Ana Vell’s Heron will sail"),
    "a name abbreviated": Case("— It will sail", "— The HBE says: It will sail"),
    "an office with a capital": Case("— It will sail", "— Harbour Master Strand says it will sail"),
    "an adjective of a name": Case("— It will sail", "— The Esterian ferry will sail"),
    "a common noun for a pronoun": Case("Ana Vell told them that", "Divers reported that"),
    "words of one's own": Case("— It will sail", "— Unless the rudder jams again, it will sail"),
    "a name that a remark vouches for": Case(
        "— It will sail", "— Ida Morrow’s ship[^mine] will sail", below="\n[^mine]: Ida Morrow owns her.\n"
    ),
    "a number that a remark vouches for": Case(
        "carries a dozen lorries.", "carries 14 lorries.[^mine]", below="\n[^mine]: 14 by the register.\n"
    ),
    "a link in an item": Case(
        "carries a dozen lorries.", "carries [a dozen](https://example.org/99/Quarrow) lorries."
    ),
    "an uncertain day": Case("- 2031-05-11 — The car", "- 2031-05-11~ — The car"),
    "a sentence whose own marks are no pairs": Case(
        "“As you know, the quay is 140 years old,” said Bo Strand, the harbour master. “I count you among those who warned us.”\n",
        "“the quay is 140 years old,” said Bo Strand, the harbour master.”\n",
        only="new",
    ),
    "headings in a fence": Case(
        "\n## Timeline", "\n```\n## Timline\n\n- Monday — nothing\n\n!! quote\n```\n\n## Timeline"
    ),
    "a list in a fence below the timeline": Case(
        "\n[^", "\n~~~text\n- Monday — nothing\n- 1890 — nothing\n\n## Key qoutes\n~~~\n\n[^"
    ),
    "markers in a fence": Case(
        "\n## Timeline", "\n```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> c\n```\n\n## Timeline"
    ),
    "HTML in code, and text that looks like it": Case(
        "\n## Timeline",
        "\n```html\n<b>x</b>\n```\n\nMine: `<b>`, 5 < 6, \\<b>, &lt;b>, <https://x.example>, <a@b.example>.\n\n## Timeline",
    ),
    "text that looks like a link that runs": Case(
        "\n## Timeline", "\nMine: \\[x](javascript:x) \\[x]: data:x.\n\n## Timeline"
    ),
    "a source of which no text is shown": Case(
        "    publisher: Marn Bell\n", "    publisher: Marn Bell\n    text: full\n"
    ),
    "a heading in a comment": Case(
        "\n## Timeline", "\n<!-- taken out:\n\n## Timline\n\n!! quote -->\n\n## Timeline"
    ),
    "a heading underlined with equals signs": Case(
        "\n## Timeline", "\nThe harbour\n=======\n\nMine.\n\n## Timeline"
    ),
}


def read_seed(path: str) -> SeedText:
    if path not in SEEDS:
        raise DatelineError(path, "No such file or directory", "check that it exists")
    return seed_text_of(Seed(path, SEEDS[path].encode()), 1_000_000)


def problems_of(text: str) -> list[Problem]:
    alone = examine(text, "briefings/a.md", read_seed).problems
    return [*alone, *compare_briefings({"a.md": outline_of(text, "a.md")}, "briefings", lambda path: None)]


def changed(case: Case, form: str) -> str:
    text = FORMS[form]
    assert case.old in text or case.old == "x", "the case no longer fits the briefing"
    return text.replace(case.old, case.new, 1) + case.below


def told(problem: Problem) -> str:
    return f"{problem.severity}: {problem.message}"


@pytest.mark.parametrize("form", FORMS)
def test_the_briefing_is_good(form: str) -> None:
    assert problems_of(FORMS[form]) == []


@pytest.mark.parametrize(
    ("name", "form"), [(name, form) for name, case in WRONG.items() for form in case.forms]
)
def test_what_is_wrong_is_found(name: str, form: str) -> None:
    case = WRONG[name]
    severity, _, words = case.expected.partition(": ")
    found = problems_of(changed(case, form))
    assert any(p.severity == severity and words in p.message for p in found), [*map(told, found)]
    assert all(problem.hint for problem in found), "each says what would be right"


CASES_OF_RULES = {
    "withheld words": "words of a source that shows none",
    "raw HTML": "a script in the lead",
    "running links": "a link that runs",
    "seeds": "seed gone",
    "schema": "key misspelt",
    "footnotes without seeds": "no seed kept",
    "altered quotes": "quoted word altered",
    "altered evidence": "footnote's sentence altered",
    "unknown sources": "footnote of a source that is not there",
    "misplaced sentences": "footnote of the paragraph after",
    "unproved numbers": "number raised",
    "unproved days": "day of the week altered",
    "unproved names": "person put for another",
    "unnamed dates": "date that the footnote does not name",
    "contradicted dates": "stated day altered",
    "invalid dates": "date that is none",
    "unordered lines": "timeline out of order",
    "misspelt statuses": "plan misspelt",
    "early reviews": "review before the news",
    "future events": "plan told as happened",
    "future quotes": "quote of a day to come",
    "items without evidence": "item without a footnote",
    "undefined footnotes": "footnote not defined",
    "repeated footnotes": "footnote defined twice",
    "empty footnotes": "footnote without its sentence",
    "unused footnotes": "footnote that nothing cites",
    "misspelt headings": "heading misspelt",
    "items in code": "a formatter made code of an item",
    "escaped footnotes": "a formatter made text of a footnote",
    "unopened boxes": "box with two marks",
    "incomplete boxes": "box with an empty title",
    "corrections": "correction of no item",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_has_a_case_that_needs_it(rule: CheckRule) -> None:
    case = WRONG[CASES_OF_RULES[rule.name]]
    others = [other for other in RULES if other is not rule]
    severity, _, words = case.expected.partition(": ")
    text = changed(case, case.forms[0])
    without = examine(text, "briefings/a.md", read_seed, rules=others).problems
    assert any(severity == p.severity and words in p.message for p in problems_of(text))
    assert not any(severity == p.severity and words in p.message for p in without)


@pytest.mark.parametrize(
    ("name", "form"), [(name, form) for name, case in RIGHT.items() for form in case.forms]
)
def test_what_is_right_passes(name: str, form: str) -> None:
    assert [*map(told, problems_of(changed(RIGHT[name], form)))] == []


@pytest.mark.parametrize("name", [*WRONG, *RIGHT])
def test_nothing_of_it_is_changed_by_a_mend(name: str) -> None:
    """Mends set marks as in the seed, order lines, end the last line: no change here is undone, no word is lost."""
    case = {**WRONG, **RIGHT}[name]
    text = changed(case, case.forms[0])
    after, _ = fix_briefing(text, "briefings/a.md", read_seed)
    assert sorted(re.findall(r"\w+", after)) == sorted(re.findall(r"\w+", text))


@settings(deadline=None, max_examples=times(60, 200))
@given(
    st.integers(0, len(GOOD)),
    st.integers(0, 40),
    st.text(alphabet="9٣²,.:-–’“”\"' \n!#`~<>[]^()/?%AVva²0", max_size=40)
    | st.sampled_from(["9" * 400, "9999-12-31", "0000"]),
)
def test_no_change_breaks_it(at: int, cut: int, new: str) -> None:
    text = GOOD[:at] + new + GOOD[at + cut :]
    for problem in problems_of(text):
        assert 0 <= problem.line <= text.count("\n") + 1


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_the_first_and_the_last_of_all_days(day: str) -> None:
    for words in ("tomorrow", "yesterday", "next year"):
        text = GOOD.replace("published: 2031-05-12", f"published: {day}").replace("“Sunday”", f"“{words}”")
        problems_of(text.replace("22 people were hurt.[", f"about {'9' * 400} people were hurt.["))


def test_a_source_without_a_seed_may_name_anybody() -> None:
    text = GOOD.replace(f"    seed: seeds/b.txt\n    sha256: {SHA['seeds/b.txt']}\n", "")
    text = text.replace("Ana Vell told them", "Ida Morrow told them")
    assert {problem.message for problem in problems_of(text)} == {
        "no evidence: s2 names no seed to hold this footnote against"
    }


@pytest.mark.parametrize(("year", "fits"), [("1960", True), ("1961", True), ("1962", False)])
def test_a_season_has_two_years(year: str, fits: bool) -> None:
    text = GOOD.replace(f"    seed: seeds/b.txt\n    sha256: {SHA['seeds/b.txt']}\n", "")
    text = text.replace(
        "- 1961-04 — The quay was closed in April 1961", f"- {year} — The quay was closed in 1960-61"
    )
    text = text.replace("“The quay was closed in April 1961", "“The quay was closed in 1960-61")
    found = [problem.message for problem in problems_of(text) if "date of its evidence" in problem.message]
    assert bool(found) is not fits


def test_words_and_names_are_looked_for_in_english_alone() -> None:
    german = "date: 2031-05-12\nlanguage: de"
    text = GOOD.replace("date: 2031-05-12", german, 1)
    own = text.replace("- The Heron was built in 1998", "- Die Fähre wurde 1998 mit drei Decks gebaut")
    assert problems_of(own) == []
    altered = text.replace("- The Heron was built in 1998", "- Die Fähre wurde 1989 gebaut")
    assert [*map(told, problems_of(altered))] == ["warning: the evidence of this item does not say “1989”"]


def test_an_article_is_read_for_its_places_only_where_they_are_doubtful() -> None:
    asked: list[str] = []

    def counted(path: str) -> SeedText:
        seed = read_seed(path)

        def place(start: int) -> str | None:
            asked.append(path)
            return seed.place(start)

        return SeedText(seed.text, seed.sha256, place=place)

    examine(GOOD, "briefings/a.md", counted)
    assert asked == []
    examine(GOOD.replace("(s1), paragraph 3", "(s1), paragraph 2"), "briefings/a.md", counted)
    assert set(asked) == {"seeds/a.txt"}


def test_there_are_enough_of_them() -> None:
    assert len(WRONG) >= 52 and len(RIGHT) >= 30
