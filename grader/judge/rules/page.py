"""Read a rule's page: its texts for a report, and the lesson that `grade explain` prints.

A page is Markdown with exactly these headings, in this order; tests keep every page to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HEADINGS = (
    "In a report",
    "What it does",
    "Why it matters",
    "Example",
    "Use instead",
    "What the learner believed",
    "Hint 1",
    "Hint 2",
    "Hint 3",
    "Read more",
)
_BLOCK = re.compile(r"^```(.*?)\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)


class BadPage(ValueError):
    """A page that is not written as pages are; the text says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A program of a page.  judged: the rule needs a suite's verdict, so that its test brings a suite."""

    code: str
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A rule's page.  headlines: the first whose names are known is taken."""

    title: str
    headlines: tuple[str, ...]
    what: str
    why: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    belief: str
    hints: tuple[str, ...]
    links: tuple[str, ...]
    text: str

    def section(self, heading: str) -> str:
        """Return what stands under one of `HEADINGS`, as it is written."""
        return _sections(self.text)[1][heading]


@cache
def read_page(path: Path) -> Page:
    """Read a page from its file.  Raises BadPage."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except BadPage as error:
        raise BadPage(f"{path.name}: {error}") from None


def parse(text: str) -> Page:
    """Read the text of a page.  Raises BadPage."""
    title, sections = _sections(text)
    return Page(
        title=title,
        headlines=_items(sections, "In a report"),
        what=sections["What it does"],
        why=sections["Why it matters"],
        bad=_examples(sections, "Example"),
        good=_examples(sections, "Use instead"),
        belief=sections["What the learner believed"],
        hints=tuple(sections[f"Hint {number}"] for number in (1, 2, 3)),
        links=_items(sections, "Read more"),
        text=text,
    )


def _sections(text: str) -> tuple[str, dict[str, str]]:
    """Split a page at its headings; a line of a code block is never one."""
    blocks = [(block.start(), block.end()) for block in _BLOCK.finditer(text)]
    heads = [
        match
        for match in re.finditer(r"^(#+) (.+?)[ \t]*$", text, re.MULTILINE)
        if not any(start <= match.start() < end for start, end in blocks)
    ]
    names = tuple(head[2] for head in heads[1:])
    if not heads or heads[0].start() != 0 or len(heads[0][1]) != 1:
        raise BadPage("it begins with a title, `# What is believed, in a few words`")
    if names != HEADINGS:
        raise BadPage(f"its headings are {', '.join(names)}; they are to be {', '.join(HEADINGS)}")
    ends = [head.start() for head in heads[1:]] + [len(text)]
    bodies = [text[head.end() : end].strip() for head, end in zip(heads, ends, strict=True)]
    sections = dict(zip(HEADINGS, bodies[1:], strict=True))
    if empty := [name for name, body in sections.items() if not body]:
        raise BadPage(f"nothing stands under {empty[0]}")
    if bodies[0]:
        raise BadPage("something stands between the title and the first heading")
    return heads[0][2], sections


def _items(sections: dict[str, str], name: str) -> tuple[str, ...]:
    lines = [line for line in sections[name].splitlines() if line.strip()]
    if not all(line.startswith("- ") for line in lines):
        raise BadPage(f"under {name} stand list items, `- ...`, one line each")
    return tuple(line.removeprefix("- ").strip() for line in lines)


def _examples(sections: dict[str, str], name: str) -> tuple[Example, ...]:
    found = []
    for info, code in _BLOCK.findall(sections[name]):
        if info.strip() in ("python", "python judged"):
            found.append(Example(code=code, judged=info.strip() != "python"))
        elif info.strip() != "text":
            raise BadPage(f"a code block under {name} is `python`, `python judged` or `text`")
    if not found:
        raise BadPage(f"there is no program under {name}: ```python")
    return tuple(found)
