"""Views that are kept by what they are made of: of a page that stays as it is, only its frame and its key are needed.

The pages of one name are made together.  What they are made of has a key that costs little to tell, so that neither a
record of a page is made nor its key told again as long as that stays.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from functools import cache, partial
from operator import attrgetter
from typing import Any

from dateline.model.stores import Store
from dateline.site.content_keys import ContentKeys, content_key
from dateline.site.pages.page import PageFrame, View
from dateline.site.pages.shown_days import newest_day

_FRAME = tuple(field.name for field in fields(PageFrame))
_values_of = attrgetter(*_FRAME)


def kept_views(
    made_of: str, make: Callable[[], Iterable[View]], store: Store[tuple[PageFrame, ...]]
) -> Iterator[View]:
    """The views that `make` gives, each with its key; `made_of` is the key of all that they are made of."""
    frames = store.get(made_of)
    if frames is None:
        views = tuple(make())
        keys = ContentKeys()
        frames = tuple(_frame_of(view, keys) for view in views)
        store.put(made_of, frames)
        yield from (_view_of(frame, view.make) for frame, view in zip(frames, views, strict=True))
        return

    @cache
    def again() -> tuple[View, ...]:
        return tuple(make())

    def shown(place: int) -> Any:
        return again()[place].shown

    for place, frame in enumerate(frames):
        yield _view_of(frame, partial(shown, place))


def view_key(view: View, keys: ContentKeys) -> str:
    """The key of a view: of its frame, and of all that its template shows beside it."""
    return view.key or content_key(*_values_of(view), keys.of(view.shown))


def _frame_of(view: View, keys: ContentKeys) -> PageFrame:
    return replace(PageFrame(*_values_of(view)), key=view_key(view, keys), newest=newest_day(view.shown))


def _view_of(frame: PageFrame, make: Callable[[], Any]) -> View:
    return View(*_values_of(frame), make=make)
