"""Make every text of a report harmless, so that no writer can forget to.

No control character, no bidirectional mark and no lone surrogate is left (`grader.report.visible`), and
no text is longer than a cap.  What a format itself takes for more than text is that format's business.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from grader.model import Report
from grader.report.visible import one_line, shorten, visible

_LINES = frozenset(
    (
        *("id", "title", "topic", "exercise", "file", "headline", "rule", "because", "docs", "call", "type"),
        *("kind", "reason", "function", "name", "note", "label", "what", "coroutine", "via", "how", "on"),
    )
)
"""Fields that are one line wherever they are shown."""
_LONGEST_LINE = 300


def harmless(report: Report, cap: int) -> Report:
    """Return the report with harmless texts of at most `cap` characters; the answer's own stays whole."""
    cleaned: Report = _record(report, cap)
    return replace(cleaned, source=visible(report.source))


def _record(record: Any, cap: int) -> Any:
    kind: Any = type(record)
    changed = {}
    for name in _names(kind):
        before = getattr(record, name)
        after = _value(before, name, cap)
        if after is not before:
            changed[name] = after
    return replace(record, **changed) if changed else record


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _value(value: Any, name: str, cap: int) -> Any:
    if type(value) is str:
        cleaned = _line(value, cap) if name in _LINES else _text(value, cap)
        return value if cleaned == value else cleaned
    if type(value) is tuple:
        items = tuple(_value(item, name, cap) for item in value)
        same = all(after is before for after, before in zip(items, value, strict=True))
        return value if same else items
    return _record(value, cap) if is_dataclass(value) else value


def _text(text: str, cap: int) -> str:
    return visible(shorten(text, cap)).rstrip("\n")


def _line(text: str, cap: int) -> str:
    return " ".join(one_line(shorten(text, min(cap, _LONGEST_LINE))).split())
