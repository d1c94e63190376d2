"""The page of one answer, as its learner may read it."""

from __future__ import annotations

from grader.model import Report
from grader.report import render
from grader.report.redaction import for_learner


def learner_page(report: Report) -> bytes:
    """Draw a report without what exercise.toml keeps from learners."""
    return render(for_learner(report), "html").encode("utf-8", "replace")
