"""Our own Markdown in a terminal: headings stand out, code is indented, paragraphs fit the width."""

from __future__ import annotations

import re
import textwrap

from grader.report.pen import Pen
from grader.report.prose import without_emphasis
from grader.report.visible import visible

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_ITEM = re.compile(r"^ *(?:[-*+]|\d+[.)]) +")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_WIDEST = 100


def prose_terminal(text: str, pen: Pen, indent: str = "") -> list[str]:
    """Write Markdown as lines of text; code keeps its lines whole, so that it can be copied."""
    lines: list[str] = []
    paragraph: list[str] = []
    fence, after_code = "", False
    for line in visible(text).expandtabs(4).strip("\n").split("\n"):
        mark = _FENCE.match(line)
        if fence:
            after_code = mark is not None and mark[1].startswith(fence)
            fence = "" if after_code else fence
            lines += [f"{indent}    {line}".rstrip()] if fence else []
            continue
        lines += [""] if after_code and line.strip() else []
        after_code = False
        if mark or not line.strip() or line.startswith(("#", "|")) or _ITEM.match(line):
            lines += _paragraph(paragraph, pen, indent)
            paragraph = []
        if mark:
            fence = mark[1]
        elif line.startswith("#"):
            lines.append(indent + pen.paint(line.lstrip("# "), "strong"))
        elif line.startswith("|"):
            lines.append(indent + line)
        elif line.strip():
            paragraph.append(line)
        else:
            lines.append("")
    return lines + _paragraph(paragraph, pen, indent)


def _paragraph(lines: list[str], pen: Pen, indent: str) -> list[str]:
    """Break a paragraph, or an item of a list, to the width; an address is never broken."""
    if not lines:
        return []
    item = _ITEM.match(lines[0])
    hang = " " * len(item[0]) if item else ""
    body = " ".join(" ".join([lines[0][len(hang) :], *lines[1:]]).split())
    return textwrap.wrap(
        without_emphasis(_LINK.sub(r"\1 (\2)", body)),
        max(24, min(pen.width, _WIDEST)),
        initial_indent=indent + (item[0] if item else ""),
        subsequent_indent=indent + hang,
        break_on_hyphens=False,
        break_long_words=False,
    )
