"""Samples by name, golden files, and a browser where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.model import Report
from tests.report.awkward import AWKWARD
from tests.report.samples import SAMPLES

GOLDEN = Path(__file__).with_name("golden")
EVERY = {**SAMPLES, **AWKWARD}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with an argument `name` is run for every sample."""
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", EVERY)


@pytest.fixture
def sample(name: str) -> Report:
    return EVERY[name]()
