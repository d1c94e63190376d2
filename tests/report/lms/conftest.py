"""Writers by name, the reports each must cope with, and what Classroom 50's runner sets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.report.lms import drawn, load, names
from grader.report.lms.conformance import reports

RUNNER = {
    "CLASSROOM": "async-26",
    "ASSIGNMENT": "exercise-02",
    "SUBMISSION_TAG": "submit/2026-07-07T10-52-47Z-991936b",
    "COMMIT_URL": "https://example.org/commit/1",
    "RELEASE_URL": "https://example.org/release/1",
    "USERNAME": "learner-one",
}
REPORTS = reports()
Draw = Callable[..., str]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with `writer` is run for every writer, one with `case` for every report."""
    if "writer" in metafunc.fixturenames:
        metafunc.parametrize("writer", names())
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", REPORTS)


def draw(writer: str, name: str, file: str = "", **options: str) -> str:
    """Return a file of a format, the first unless another is named."""
    files = drawn(load(writer), REPORTS[name], {**RUNNER, **options})
    return files[file or next(iter(files))].decode()
