"""Draw a report: pure functions from records to text, one module a format, imported when asked for.

Every format is drawn from `grader.model.Report` alone, so each can be drawn again from the JSON.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Finding, Report, Traced

_REPORTS = {
    "terminal": ("terminal", "terminal"),
    "markdown": ("markdown", "markdown"),
    "html": ("html", "html"),
    "json": ("encoding", "to_json"),
}
_TRACES = {
    "terminal": ("trace_terminal", "trace_terminal"),
    "html": ("html", "trace_html"),
    "json": ("encoding", "run_to_json"),
}

FORMATS = tuple(_REPORTS)
TRACE_FORMATS = tuple(_TRACES)


def render(report: Report, format: str, **options: Any) -> str:  # noqa: A002 - the word of the option
    """Draw a report in one of `FORMATS`; options go to the format's own function."""
    return str(_function(_REPORTS, format)(report, **options))


def render_trace(traced: Traced, format: str, **options: Any) -> str:  # noqa: A002 - as above
    """Draw a program's run in one of `TRACE_FORMATS`; options go to the format's own function."""
    return str(_function(_TRACES, format)(traced, **options))


def render_hint(report: Report, finding: Finding | None, numbers: Sequence[int], **options: Any) -> str:
    """Draw hints of a finding for a terminal; without a finding, say how things stand."""
    from grader.report.hint_terminal import hint_terminal

    return hint_terminal(report, finding, numbers, **options)


def render_page(text: str, *, width: int = 80, colour: bool = False, ascii: bool = False) -> str:  # noqa: A002 - as above
    """Draw Markdown of ours, a task or a lesson, for a terminal."""
    from grader.report.pen import Pen
    from grader.report.prose_terminal import prose_terminal

    pen = Pen(width=width, colour=colour, ascii=ascii)
    return pen.finish(prose_terminal(text, pen))


def _function(formats: dict[str, tuple[str, str]], name: str) -> Any:
    if name not in formats:
        raise ValueError(f"no format named {name!r}; there are {', '.join(formats)}")
    module, function = formats[name]
    return getattr(import_module(f"{__name__}.{module}"), function)
