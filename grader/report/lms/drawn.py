"""Draw a report in a format: redact, make harmless, render, keep within the platform's limit."""

from __future__ import annotations

from grader.model import Report
from grader.report.lms.harmless import harmless
from grader.report.lms.shelf import BUILT_IN, BadWriter
from grader.report.lms.writer import MissingOption, Options, Writer
from grader.report.redaction import for_learner, for_platform

CAPS = (20_000, 4_000, 1_000, 200, 40)
"""Characters that one text may have; the next smaller one is tried when the file becomes too large."""

_AUDIENCES = {"learner": for_learner, "platform": for_platform}


def drawn(writer: Writer, report: Report, options: Options | None = None) -> dict[str, bytes]:
    """Return the files of a format by name.  Raises MissingOption when it lacks one that it needs,
    BadWriter when somebody else's writer fails.
    """
    options = options or {}
    require(writer, options)
    if writer.audience in _AUDIENCES:
        report = _AUDIENCES[writer.audience](report)
    files: dict[str, bytes] = {}
    for cap in CAPS:
        files = _rendered(writer, harmless(report, cap), options)
        if all(len(data) <= writer.limit for data in files.values()):
            break
    return files


def require(writer: Writer, options: Options) -> None:
    """Raise MissingOption unless every option is there that a writer needs."""
    if missing := [name for name in writer.needs if not options.get(name)]:
        raise MissingOption(f"{', '.join(missing)} must be set in the environment; the platform does that.")


def _rendered(writer: Writer, report: Report, options: Options) -> dict[str, bytes]:
    try:
        made = writer.render(report, options)
        return {next(iter(writer.files)): made} if isinstance(made, bytes) else dict(made)
    except MissingOption:
        raise
    except Exception as error:
        if writer.name in BUILT_IN:
            raise
        raise BadWriter(f"The format {writer.name} failed: {type(error).__name__}: {error}") from error
