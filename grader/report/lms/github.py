"""GitHub Actions: a job summary in Markdown, and a log with annotations.

In a log a line that begins with `::` is a command, wherever its text came from: the report stands
between stop-commands, whose token is the digest of that very text, so that nothing in it can hold it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from grader.model import CheckResult, Report, Status, Verdict
from grader.report.lms.phrases import said_of, title_of, unrunnable
from grader.report.lms.writer import STDOUT, Options, Writer

_MOST = 10  # annotations of a kind that a step may have


def render(report: Report, options: Options) -> dict[str, bytes]:
    """Draw a report as the summary of a job and the log of its step."""
    from grader.report.markdown import markdown
    from grader.report.terminal import terminal

    log = [_quiet(terminal(report, width=100)), *_annotations(report, options.get("path") or report.file)]
    summary = markdown(report)
    return {"summary.md": summary.encode(), "log.txt": ("\n".join(log) + "\n").encode()}


def _quiet(text: str) -> str:
    token = hashlib.sha256(text.encode()).hexdigest()
    return f"::stop-commands::{token}\n{text.rstrip()}\n::{token}::"


def _annotations(report: Report, path: str) -> Iterator[str]:
    if report.problem is not None:
        title = "The file cannot be run" if report.outcome is Verdict.UNGRADABLE else "The autograder failed"
        yield _annotation("error", path, report.problem.line, title, unrunnable(report))
        return
    failed = [check for check in report.checks if check.status in (Status.FAILED, Status.ERROR)]
    room = len(failed) if len(failed) <= _MOST else _MOST - 1
    for check in failed[:room]:
        yield _annotation("error", path, _line(report, check), title_of(check), said_of(check))
    if more := len(failed) - room:
        yield _annotation(
            "error", path, None, f"{more} more checks have not passed", "See the job's summary."
        )
    skipped = [check for check in report.checks if check.status is Status.SKIPPED]
    for check in skipped[:_MOST]:
        yield _annotation("notice", path, None, title_of(check), said_of(check))


def _line(report: Report, check: CheckResult) -> int | None:
    return next((one.line for one in report.findings if one.rule == check.because), None)


def _annotation(kind: str, path: str, line: int | None, title: str, message: str) -> str:
    where = f"file={_property(path)}," + (f"line={line}," if line else "")
    return f"::{kind} {where}title={_property(title)}::{_data(message or title)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


GITHUB = Writer(
    name="github",
    api_version=1,
    summary="GitHub Actions: a job summary, and annotations in the log.",
    render=render,
    files={"summary.md": "$GITHUB_STEP_SUMMARY", "log.txt": STDOUT},
    media_type="text/markdown",
    limit=1_000_000,
)
