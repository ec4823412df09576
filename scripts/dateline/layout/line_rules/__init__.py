"""The rules by which a line gets its kind, in the order in which they are asked; the first verdict holds.

A rule looks at one line of a page and its neighbours and answers with a verdict or with None.  Head, body and tail
have lists of their own, for the same words mean different things in them: a name alone is a byline below the
headline and a caption between two paragraphs.
"""

from dateline.layout.line_rules.anywhere import (
    about_author,
    comment,
    correction,
    furniture,
    headline,
    live_clock,
    note,
    repeated_headline,
)
from dateline.layout.line_rules.body import body_rest, heading, list_item, prose, tail_rest, tail_text
from dateline.layout.line_rules.byline_rules import (
    byline,
    inline_dateline,
    labelled_byline,
    labelled_stamp,
    place,
    stamp,
    unsigned_byline,
)
from dateline.layout.line_rules.caption_rules import (
    below_control,
    below_credit,
    capitals,
    caption,
    caption_above_credit,
    credit,
    credit_below_label,
    name_alone,
    scene,
)
from dateline.layout.line_rules.head import (
    above_headline,
    below_clock,
    dek,
    head_caption,
    head_prose,
    head_rest,
)
from dateline.layout.line_rules.inserts import (
    amid_appeals,
    amid_furniture,
    attribution,
    capital_link,
    linked_list,
    links,
    post,
    pull_quote,
    repeated,
    tag_row,
    teaser,
)
from dateline.layout.line_rules.verdict import Rule

HEAD: tuple[Rule, ...] = (
    headline,
    repeated_headline,
    above_headline,
    byline,
    labelled_byline,
    live_clock,
    stamp,
    place,
    correction,
    furniture,
    note,
    credit,
    caption,
    caption_above_credit,
    unsigned_byline,
    below_clock,
    dek,
    head_caption,
    head_prose,
    head_rest,
)

BODY: tuple[Rule, ...] = (
    repeated_headline,
    correction,
    furniture,
    note,
    about_author,
    live_clock,
    attribution,
    stamp,
    credit,
    credit_below_label,
    caption,
    caption_above_credit,
    capitals,
    below_credit,
    below_control,
    linked_list,
    teaser,
    repeated,
    amid_appeals,
    amid_furniture,
    pull_quote,
    post,
    inline_dateline,
    prose,
    list_item,
    name_alone,
    scene,
    tag_row,
    capital_link,
    heading,
    links,
    body_rest,
)

TAIL: tuple[Rule, ...] = (
    comment,
    repeated_headline,
    correction,
    note,
    labelled_stamp,
    furniture,
    credit,
    attribution,
    caption,
    about_author,
    tag_row,
    tail_text,
    tail_rest,
)

__all__ = ["BODY", "HEAD", "TAIL"]
