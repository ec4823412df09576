"""The blocks of a briefing's body: no byte is lost, and each knows its lines, whatever a person writes."""

from hypothesis import example, given
from hypothesis import strategies as st

from dateline.briefing import document
from dateline.briefing.blocks import BodyKind, blocks_of, body_lines

_LINES = st.sampled_from(
    [
        "", "  ", "## Timeline", "- 2031-05-01 — It opens.[^s1-1]", "  <!-- t-91c2d0 -->", "<!-- t-91c2d0 -->",
        "* Another.[^s1-2]", "  - inner", "    more", '!!! quote "Ana Vell"', "    “Yes.”[^s1-3]", "“No.”", "```",
        "~~~ py", "<!--", "-->", "\\<!-- text", "[^s1-1]: Wire, paragraph 1: “It opens.”", "Words.", "# Title",
        "\tindented", "???+ tip",
    ]
)  # fmt: skip


@given(st.lists(_LINES, max_size=14))
@example(["```", "", "- one", "", "```", "- two"])
@example(["<!-- open", "- one"])
def test_the_blocks_hold_every_line_in_its_place(lines: list[str]) -> None:
    blocks = blocks_of(lines, 5)
    written = list(body_lines(blocks))
    rest = lines[len(written) :]
    assert written + rest == lines
    assert not any(line.strip() for line in rest)
    for block in blocks:
        start = block.line - 5
        assert "\n".join(lines[start : start + block.text.count("\n") + 1]) == block.text


def test_the_records_are_read_from_the_blocks() -> None:
    text = "Lead.\n\n## Timeline\n- 2031-05-01 — It opens.[^s1-1]\n  <!-- t-91c2d0 -->\n\n[^s1-1]: Wire: “It opens.”\n"
    found = document.read(text, "b.md")
    kinds = [BodyKind.PROSE, BodyKind.HEADING, BodyKind.ITEM, BodyKind.FOOTNOTE]
    assert [block.kind for block in found.blocks] == kinds
    lead, _, item, note = found.blocks
    (entry,), (evidence,) = found.briefing.timeline, found.briefing.evidence
    assert lead.is_lead and not item.is_lead
    assert (item.id, item.labels, item.line) == (entry.id, entry.labels, entry.line)
    assert (note.labels, note.line) == ((evidence.label,), evidence.line)
