"""One launcher for the tests of runs, and the shortest way to run a piece of text."""

import asyncio
import textwrap

import pytest

from grader.model import Limits, Submission
from grader.run.host.clock import HostLoop
from grader.run.host.runs import run_call
from grader.run.sandbox.process import Launcher


@pytest.fixture(scope="session")
def launcher():
    launcher = Launcher()
    yield launcher
    launcher.close()


@pytest.fixture
def call(launcher):
    """call(source, target, *args, limits={...}, **options) -> Run, on a clock of its own."""

    def call(source, target="main", *args, limits=None, on=launcher, kwargs=None, **options):
        submission = Submission(name="exercise.py", source=textwrap.dedent(source), sha256="")
        bounds = Limits(**{"wall_seconds": 30.0, **(limits or {})})
        with asyncio.Runner(loop_factory=HostLoop) as runner:
            return runner.run(run_call(on, submission, target, args, kwargs, limits=bounds, **options))

    return call
