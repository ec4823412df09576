"""A person who edits briefings at random, and what of theirs must be found again."""

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from dateline.briefing import document
from dateline.briefing.blocks import IDENTITY


@dataclass
class Person:
    """Edits a file as lines; each of their words and dates is one that no generator writes."""

    rng: random.Random
    count: int = 0

    def token(self) -> str:
        self.count += 1
        return f"Zq{self.count:03}z"

    def day(self) -> str:
        self.count += 1
        return f"18{self.count % 100:02}-{1 + self.count // 100 % 12:02}-17"

    def edit(self, text: str) -> str:
        edits: list[Callable[[list[str]], None]] = [
            self._reword, self._reword, self._redate, self._swap, self._delete, self._delete, self._add_line,
            self._add_point, self._add_quote, self._section, self._paragraph, self._key, self._people,
            self._comment, self._note, self._without_footnote, self._set_apart, self._drop_section, self._title,
            self._style, self._wrap, self._source, self._list, self._comment_out, self._heading, self._file,
        ]  # fmt: skip
        mark, crlf, end = text.startswith("\ufeff"), "\r\n" in text, text.endswith("\n")
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").removesuffix("\n").split("\n")
        for _ in range(self.rng.randint(0, 5)):
            self.rng.choice(edits)(lines)
        if self.rng.random() < 0.2:
            mark, crlf, end = (self.rng.random() < 0.4 for _ in range(3))
        text = "\n".join(lines) + ("\n" if end else "")
        return ("\ufeff" if mark else "") + (text.replace("\n", "\r\n") if crlf else text)

    def _pick(self, lines: list[str], pattern: str) -> int | None:
        found = [n for n, line in enumerate(lines) if n > _fence(lines) and re.match(pattern, line)]
        return self.rng.choice(found) if found else None

    def _reword(self, lines: list[str]) -> None:
        if (n := self._pick(lines, r"(?:- .*|[A-Zt][^:]*)\[\^")) is not None:
            words, ref, rest = lines[n].partition("[^")
            lines[n] = f"{words} {self.token()}{ref}{rest}"

    def _redate(self, lines: list[str]) -> None:
        if (n := self._pick(lines, r"- [\d~-]+ ")) is not None:
            lines[n] = re.sub(r"(?<=- )\S+", self.day(), lines[n], count=1)

    def _swap(self, lines: list[str]) -> None:
        if (n := self._pick(lines, r"- ")) is not None:
            end = _end(lines, n)
            if end < len(lines) and lines[end].startswith("- "):
                last = _end(lines, end)
                lines[n:last] = [*lines[end:last], *lines[n:end]]

    def _delete(self, lines: list[str]) -> None:
        if (n := self._pick(lines, r"(?:- |!!! |[A-Zt].*\[\^s)")) is not None:
            end = _end(lines, n) if self.rng.random() < 0.8 else n + 1
            if lines[n].startswith("!!!"):
                while end < len(lines) and (lines[end].startswith("    ") or not lines[end]):
                    end += 1
            labels = re.findall(r"\[\^(.*?)\]", "".join(lines[n:end]))
            del lines[n:end]
            if self.rng.random() < 0.5:
                lines[:] = [ln for ln in lines if not any(ln.startswith(f"[^{label}]:") for label in labels)]

    def _insert_item(self, lines: list[str], heading: str, item: list[str]) -> None:
        if f"## {heading}" not in lines:
            return
        start = lines.index(f"## {heading}") + 1
        places = [start]
        for n in range(start, len(lines)):
            if lines[n].startswith("## "):
                break
            if lines[n].startswith("- "):
                places += [n, _end(lines, n)]
        place = self.rng.choice(places)
        alone = not (
            lines[place - 1].startswith("- ") or (lines[place : place + 1] and lines[place].startswith("- "))
        )
        lines[place:place] = ["", *item, ""] if alone or item[0].startswith("!") else item
        if self.rng.random() < 0.4:
            label = f"own-{self.token()}"
            lines[lines.index(item[-1])] += f"[^{label}]"
            lines.append(f"[^{label}]: A letter: “It is {self.token()}.”")

    def _add_line(self, lines: list[str]) -> None:
        self._insert_item(lines, document.TIMELINE, [f"- {self.day()} — By hand {self.token()}."])

    def _add_point(self, lines: list[str]) -> None:
        self._insert_item(lines, document.KEY_POINTS, [f"* By hand {self.token()}."])

    def _add_quote(self, lines: list[str]) -> None:
        self._insert_item(
            lines, document.KEY_QUOTES, [f'!!! quote "{self.token()}"', "", f"    “Yes {self.token()}.”"]
        )

    def _section(self, lines: list[str]) -> None:
        headings = [n for n, line in enumerate(lines) if n > _fence(lines) and line.startswith("## ")]
        place = self.rng.choice([*headings, len(lines)])
        token = self.token()
        lines[place:place] = [
            "",
            f"## Notes {token}",
            "",
            f"Own {token} words[^{token}].",
            "",
            f"[^{token}]: A.",
            "",
        ]

    def _paragraph(self, lines: list[str]) -> None:
        blanks = [n for n, line in enumerate(lines) if not line and n > _fence(lines)]
        if blanks:
            place = self.rng.choice(blanks)
            lines[place:place] = ["", f"A paragraph {self.token()}", f"on two lines {self.token()}.", ""]

    def _key(self, lines: list[str]) -> None:
        if _fence(lines) and self.rng.random() < 0.5:
            lines.insert(1, f"x-{self.token()}: 012")
        else:
            lines[: _fence(lines)] = [
                line.replace("status: draft", "status: reviewed") for line in _head(lines)
            ]

    def _title(self, lines: list[str]) -> None:
        lines[: _fence(lines)] = [
            re.sub(r"(?<=^title: ).*", f"Own {self.token()}", ln) for ln in _head(lines)
        ]

    def _people(self, lines: list[str]) -> None:
        for n, line in enumerate(_head(lines)):
            if match := re.match(r"people: \[(.*?)\]", line):
                names = [name for name in re.split(r", (?=[^:])", match[1]) if name]
                if names and self.rng.random() < 0.5:
                    names.remove(self.rng.choice(names))
                else:
                    names.insert(self.rng.randint(0, len(names)), f"Own {self.token()}")
                lines[n] = f"people: [{', '.join(names)}]{line[match.end() :]}"

    def _comment(self, lines: list[str]) -> None:
        n = self.rng.randint(1, max(_fence(lines) - 1, 1))
        if " #" not in lines[n]:
            lines[n] += f"  # {self.token()}"
        lines.insert(n, f"# {self.token()}")

    def _style(self, lines: list[str]) -> None:
        for n, line in enumerate(_head(lines)):
            if match := re.fullmatch(r"(title|description): ([^'\"#]*)", line):
                lines[n] = f'{match[1]}: "{match[2].rstrip()}"'

    def _note(self, lines: list[str]) -> None:
        if (n := self._pick(lines, r"\[\^s\d-.*\]: ")) is not None:
            lines[n] = lines[n].replace("Words", f"Words {self.token()}")

    def _without_footnote(self, lines: list[str]) -> None:
        if (n := self._pick(lines, r"- .*\[\^s")) is not None:
            lines[n : _end(lines, n)] = [lines[n].partition("[^")[0] + f" {self.token()}"]

    def _set_apart(self, lines: list[str]) -> None:
        if (n := self._pick(lines, r"- .*\[\^")) is not None:
            end = _end(lines, n)
            item = lines[n:end]
            del lines[n:end]
            lines += ["", f"## Apart {self.token()}", "", *item]

    def _wrap(self, lines: list[str]) -> None:
        if (n := self._pick(lines, r"- .* for the ")) is not None:
            before, words, after = lines[n].partition(" for the ")
            lines[n : n + 1] = [before, f"  {words.strip()} {after}"]

    def _source(self, lines: list[str]) -> None:
        head = _head(lines)
        if "sources:" in head:
            place = head.index("sources:") + 1
            lines[place:place] = ["  - id: s2", f"    publisher: 'A letter: {self.token()}'"]

    def _list(self, lines: list[str]) -> None:
        for n, line in enumerate(_head(lines)):
            if match := re.fullmatch(r"people: \[(.+)\]", line):
                names = re.split(r", (?=[^:])", match[1])
                lines[n : n + 1] = ["people:", *(f"- {name}  # {self.token()}" for name in names)]

    def _file(self, lines: list[str]) -> None:
        """File it under a topic, beside what is suggested or in its place; or take the suggestion out or amend it."""
        for n, line in enumerate(_head(lines)):
            if match := re.fullmatch(r"topics: \[\](  # suggested: .*)?", line):
                remark = match[1] or ""
                lines[n : n + 1] = self.rng.choice(
                    [
                        [f"topics: [Own {self.token()}]{remark}"],
                        [f"topics: [Own {self.token()}]"],
                        [f"topics:{remark}", f"  - Own {self.token()}"],
                        [f"topics: []{remark}  # no: {self.token()}"],
                        ["topics: []"],
                    ]
                )

    def _comment_out(self, lines: list[str]) -> None:
        if (n := self._pick(lines, r"- .*\[\^s")) is not None:
            end = _end(lines, n)
            lines[n:end] = ["", "<!--", *lines[n:end], "-->", ""]

    def _heading(self, lines: list[str]) -> None:
        if self.rng.random() < 0.3 and (n := self._pick(lines, r"## (?:Key|Time)")) is not None:
            lines[n] += f" {self.token()}"

    def _drop_section(self, lines: list[str]) -> None:
        if self.rng.random() < 0.3 and (n := self._pick(lines, r"## Key")) is not None:
            end = next(
                (m for m in range(n + 1, len(lines)) if lines[m].startswith(("## ", "[^"))), len(lines)
            )
            del lines[n:end]


def _end(lines: list[str], n: int) -> int:
    """Behind an item's line and the comment that names it."""
    return n + 2 if lines[n + 1 : n + 2] and IDENTITY.fullmatch(lines[n + 1]) else n + 1


def _fence(lines: list[str]) -> int:
    return lines.index("---", 1)


def _head(lines: list[str]) -> list[str]:
    return lines[: _fence(lines)]


def marks_of(text: str) -> Counter[str]:
    """Every word and date of the person's, where they wrote it: a topic of theirs may be suggested elsewhere."""
    own = re.sub(r"(?<=# suggested: )[^#\n]*", "", text)
    return Counter(re.findall(r"Zq\d{3}z|(?<=- )18\d\d-\d\d-17", own))


def labels_of(text: str) -> list[str]:
    """The identities of all items, wherever they stand."""
    body = IDENTITY.sub(lambda mark: f"\0{mark['id']}\0", text.removeprefix("\ufeff").replace("\r\n", "\n"))
    body = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)
    body = re.sub(r"\n  (?=\S)", " ", body)
    items = re.findall(r"^(?:[-*] .*|    .*|[A-Zt].*)$", body, re.MULTILINE)
    return [found[0] for item in items if (found := re.findall(r"\0([pqt]-\w+)\0", item))]
