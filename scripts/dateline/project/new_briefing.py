"""Begin a briefing by hand: a blank one in its place, never over another file."""

from collections.abc import Sequence
from pathlib import Path

from dateline.briefing.document import KEY_POINTS, KEY_QUOTES, TIMELINE, plain
from dateline.briefing.front_matter import dump
from dateline.model import edtf
from dateline.model.briefing import ReviewStatus
from dateline.model.problems import DatelineError
from dateline.project import editor_setup, files
from dateline.project.files import Project
from dateline.project.whole_files import write_new


def create_briefing(project: Project, title: str, date: str | None, topics: Sequence[str] = ()) -> Path:
    """Write a blank briefing (the date as EDTF) and give its path; a second one of that name gets a number.

    Raises `DatelineError` for a headline without words and where nothing can be written.
    """
    headline = plain(title)
    if not headline:
        raise DatelineError("dateline new", "the headline is empty", "dateline new “What happened”")
    day = date if date and edtf.parse(date).precision in ("day", "month", "year") else None
    name = files.briefing_name(headline, day[:10].rstrip("~?%") if day else None, "")
    text = _blank(project, headline, date, topics)
    try:
        editor_setup.write_schema(project)
        return next(path for path in files.numbered_paths(project.briefings / name) if write_new(path, text))
    except OSError as reason:
        name, message = project.name(project.briefings), f"can't be written: {reason.strerror}"
        raise DatelineError(name, message, "check that you may write there") from None


def _blank(project: Project, title: str, date: str | None, topics: Sequence[str]) -> str:
    filed = list(dict.fromkeys(filter(None, map(plain, topics))))
    dated = {"date": date} if date else {}
    front = dump({"title": title, **dated, "status": str(ReviewStatus.DRAFT), "topics": filed})
    sections = "\n\n".join(f"## {heading}" for heading in (KEY_POINTS, KEY_QUOTES, TIMELINE))
    return f"---\n{editor_setup.modeline(project)}\n{front}---\n\n{sections}\n"
