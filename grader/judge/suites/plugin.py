"""The pytest plugin a hidden suite runs under: one test, one check result.

A test that raises `Unmet`, fails a plain assertion or calls `pytest.fail` is a failed check.  Anything
else that goes wrong in it (an exception, a coroutine it forgot to await, a time-out) is the suite's own
fault: an error, which costs the learner nothing and fails the grading as ours.
"""

from __future__ import annotations

import inspect
import traceback
import warnings
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from grader.judge.suites.expectations import Unmet
from grader.judge.suites.submission import NotLoaded, SubmissionUnderTest
from grader.model import CheckResult, Run, Status
from grader.run.host.clock import HostLoop
from grader.run.sandbox.process import LauncherDied


@dataclass(slots=True)
class _Check:
    """What is known of one test; turned into a CheckResult at the end."""

    id: str
    title: str
    topic: str
    max_points: int
    needs: tuple[str, ...]
    status: Status | None = None
    unmet: Unmet | None = None
    trouble: str = ""
    runs: tuple[int, ...] = ()
    warned: list[str] = field(default_factory=list)


class SuitePlugin:
    """Collects one suite's tests and what became of each.

    collected: called once the tests have been collected, in place of running them.
    """

    def __init__(self, collected: Callable[[pytest.Session], None]) -> None:
        self._collected = collected
        self._until_failure = False
        self._submission: SubmissionUnderTest
        self.forget()

    def forget(self) -> None:
        """Begin anew: the tests are about to be collected."""
        self._checks: dict[str, _Check] = {}
        self.faults: list[str] = []
        self.not_loaded: Run | None = None
        self._over = False  # whether no further test is to be looked at

    def begin(self, submission: SubmissionUnderTest, *, until_failure: bool) -> None:
        """Take the submission.  until_failure: look at no further test once one has failed."""
        self._submission, self._until_failure = submission, until_failure

    @pytest.fixture
    def submission(self) -> SubmissionUnderTest:
        """The learner's answer: `await submission.run("main")`."""
        return self._submission

    @pytest.hookimpl
    def pytest_asyncio_loop_factories(self) -> dict[str, Any]:
        return {"virtual": HostLoop}

    # ---- collection ----------------------------------------------------------------------------

    @pytest.hookimpl
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            check = self._describe(item)
            if check.id in self._checks:
                self.faults.append(f"two tests are called {check.id}")
            self._checks[check.id] = check
        above: set[str] = set()
        for check in self._checks.values():
            if unknown := [name for name in check.needs if name not in self._checks]:
                self.faults.append(f"{check.id} needs {unknown[0]}, and there is no such test")
            elif late := [name for name in check.needs if name not in above]:
                self.faults.append(f"{check.id} needs {late[0]}, which does not stand above it")
            above.add(check.id)
        if self.faults:
            items.clear()  # what is not in order is not run

    def _describe(self, item: pytest.Item) -> _Check:
        name = _name(item)
        title = (inspect.getdoc(getattr(item, "function", None)) or "").strip().split("\n\n")[0]
        if not title:
            self.faults.append(f"{name} has no docstring; it is the line a learner reads")
        points = _argument(item, "points", 1)
        if type(points) is not int or points < 0:
            self.faults.append(f"{name}: points are whole numbers, not {points!r}")
            points = 0
        needs = tuple(arg for marker in item.iter_markers("needs") for arg in marker.args)
        return _Check(name, " ".join(title.split()), str(_argument(item, "topic", "") or ""), points, needs)

    @pytest.hookimpl
    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.faults.append(f"the suite cannot be loaded: {_last_line(report.longreprtext)}")

    # ---- tests ---------------------------------------------------------------------------------

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._collected(session)
        return True  # pytest takes it that the tests have been run

    @pytest.hookimpl
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        check = self._checks[_name(item)]
        self._submission.used = []
        if self._over:
            check.status = Status.SKIPPED
            pytest.skip("no further test is looked at")
        for needed in check.needs:
            if (other := self._checks.get(needed)) is not None and other.status is not Status.PASSED:
                check.status = Status.SKIPPED
                check.trouble = f"It is looked at once this holds: {other.title}"
                pytest.skip("a check it needs has not passed")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        check = self._checks[_name(item)]
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", RuntimeWarning)
            try:
                return (yield)
            finally:
                check.warned = [str(w.message) for w in caught if "was never awaited" in str(w.message)]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        check = self._checks[_name(item)]
        if call.excinfo is None:
            if call.when == "call":
                self._passed(check)
        elif not (call.when == "setup" and check.status is Status.SKIPPED):
            self._raised(check, call.excinfo.value, str(call.when))
        return report

    def _passed(self, check: _Check) -> None:
        check.runs = tuple(dict.fromkeys(self._submission.used))
        if check.warned:
            check.status, check.trouble = Status.ERROR, f"the test forgot to await: {check.warned[0]}"
        else:
            check.status = Status.PASSED

    def _raised(self, check: _Check, error: BaseException, when: str) -> None:
        check.runs = tuple(dict.fromkeys(self._submission.used))
        if isinstance(error, NotLoaded):
            self.not_loaded = error.run
            self._over = True
            check.status = Status.SKIPPED
        elif check.warned:
            check.status, check.trouble = Status.ERROR, f"the test forgot to await: {check.warned[0]}"
        elif when == "call" and (unmet := _as_unmet(error)) is not None:
            check.status, check.unmet = Status.FAILED, unmet
            unmet.__traceback__ = None  # it would keep the test's whole frame alive
            self._over = self._until_failure
        elif isinstance(error, pytest.skip.Exception):
            check.status, check.trouble = Status.SKIPPED, str(error)
        else:
            check.status, check.trouble = Status.ERROR, _describe_error(error)
            self._over = isinstance(error, LauncherDied)

    # ---- results -------------------------------------------------------------------------------

    def results(self) -> tuple[CheckResult, ...]:
        """Return a result for every collected test, in the suite's order."""
        return tuple(map(_result, self._checks.values()))

    def listed(self) -> tuple[CheckResult, ...]:
        """Return a result for every collected test as if none had been looked at."""
        blank = (
            _Check(one.id, one.title, one.topic, one.max_points, one.needs) for one in self._checks.values()
        )
        return tuple(map(_result, blank))


def _result(check: _Check) -> CheckResult:
    unmet = check.unmet
    status = check.status or Status.SKIPPED
    return CheckResult(
        id=check.id,
        title=check.title,
        topic=check.topic,
        status=status,
        points=check.max_points if status is Status.PASSED else 0,
        max_points=check.max_points,
        fact=unmet.fact if unmet else check.trouble,
        advice=unmet.advice if unmet else "",
        expected=unmet.expected if unmet else "",
        actual=unmet.actual if unmet else "",
        runs=check.runs,
    )


def _as_unmet(error: BaseException) -> Unmet | None:
    """Return the failure of a check, or None when the error is the suite's own."""
    if isinstance(error, Unmet):
        return error
    if isinstance(error, AssertionError) and _is_suite(_frames(error)[-1][0]):
        return Unmet(str(error.args[0]) if error.args else "")  # never the source of the assertion
    if isinstance(error, pytest.fail.Exception) and not str(error.msg).startswith("Timeout "):
        return Unmet(str(error.msg))
    return None


def _describe_error(error: BaseException) -> str:
    lines = [line for name, line in _frames(error) if _is_suite(name)]
    where = f" (line {lines[-1]} of the suite)" if lines else ""
    return f"{type(error).__name__}: {error}{where}"


def _frames(error: BaseException) -> list[tuple[str, int]]:
    return [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]


def _is_suite(filename: str) -> bool:
    return Path(filename).name.startswith("test_")


def _name(item: pytest.Item) -> str:
    """Return the test's name without the loop's, which pytest-asyncio adds as a parameter."""
    name = item.name
    return name.replace("[virtual]", "").replace("[virtual-", "[").replace("-virtual]", "]")


def _argument(item: pytest.Item, marker: str, default: Any) -> Any:
    found = item.get_closest_marker(marker)
    if found is None:
        return default
    return found.args[0] if found.args else None


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("E").strip() if lines else "unknown"
