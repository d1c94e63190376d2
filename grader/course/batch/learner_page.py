"""The page of one answer, as its learner may read it."""

from __future__ import annotations

from grader.model import Report
from grader.report import render
from grader.report.redaction import for_learner


def learner_page(report: Report) -> bytes:
    """Draw a report without what exercise.toml keeps from learners."""
    return render(for_learner(report), "html").encode("utf-8", "replace")


def learner_text(report: Report) -> bytes:
    """Draw the same as text, each line a comment of Python: it may go back under the answer's own name."""
    text = render(for_learner(report), "terminal", width=100, colour=False, ascii=False)
    return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines()).encode("utf-8", "replace")
