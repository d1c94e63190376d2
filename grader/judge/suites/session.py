"""Run one hidden suite in this process, shut against everything around it.

pytest sees its own ini file, its own root, three plugins named here and nothing else: no conftest, no
environment, no plugin that happens to be installed, no file of the learner's.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio.plugin
import pytest_timeout  # type: ignore[import-untyped]  # it brings no types

from grader.judge.suites.plugin import SuitePlugin
from grader.judge.suites.submission import SubmissionRun, SubmissionUnderTest
from grader.model import CheckResult, Conditions, Exercise, Run, Submission
from grader.run.sandbox.process import Launcher
from grader.submission import digest

_INI = Path(__file__).parent / "suite.ini"
_UNUSED = (
    *("cacheprovider", "debugging", "doctest", "faulthandler", "junitxml", "legacypath", "logging"),
    *("monkeypatch", "nose", "pastebin", "recwarn", "setuponly", "setupplan", "stepwise", "subtests"),
    *("threadexception", "tmpdir", "unittest", "unraisableexception", "warnings"),
)
# As modules: by their names, pytest would look through all that is installed.
_NEEDED = (pytest_asyncio.plugin, pytest_timeout)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteResult:
    """What a suite found.  faults: what is the matter with the suite itself, or with us."""

    checks: tuple[CheckResult, ...]
    runs: tuple[SubmissionRun, ...]
    faults: tuple[str, ...] = ()
    not_loaded: Run | None = None


class CollectedSuite:
    """A suite whose tests have been collected, inside of pytest.

    spoilt: it has stopped its session, and cannot be run again.
    """

    spoilt = False

    def __init__(self, path: Path, plugin: SuitePlugin, session: pytest.Session) -> None:
        self.path = path
        self._digest = digest(path.read_bytes())
        self._plugin, self._session = plugin, session
        self._fresh = True

    def run(
        self,
        exercise: Exercise,
        submission: Submission,
        launcher: Launcher,
        conditions: Conditions | None = None,
    ) -> SuiteResult:
        """Run the tests against a submission.  Never raises for what a suite does.

        Each run has a suite that nobody has used: for another one in the same process it is collected anew.
        """
        conditions = conditions or Conditions()
        under_test = SubmissionUnderTest(
            submission,
            launcher,
            exercise.limits,
            exercise.file,
            self._digest + (conditions.chance or submission.sha256),
            conditions.schedule,
        )
        stopped = ""
        try:
            self._collect()
            self._plugin.begin(under_test, until_failure=conditions.until_failure)
            hooks = self._session.config.pluginmanager
            hooks.subset_hook_caller("pytest_runtestloop", [self._plugin])(session=self._session)
        except (pytest.Session.Interrupted, pytest.exit.Exception) as error:
            stopped = str(error)
            self.spoilt = True
        return _result(self._plugin, under_test.runs, stopped)

    def listed(self) -> tuple[CheckResult, ...]:
        """Return the checks, none of them looked at: what there is to be had."""
        return self._plugin.listed()

    def _collect(self) -> None:
        """Collect the tests again, unless nobody has run them yet."""
        if self._fresh:
            self._fresh = False
            return
        _forget(self.path)
        self._plugin.forget()
        self._session.testsfailed = 0  # else they count as errors of the collection
        self._session.perform_collect()


def collect(path: Path, use: Callable[[CollectedSuite], None]) -> str:
    """Collect the tests of `path` and call `use`, inside of pytest; return why, when it was not called.

    `use` may run the suite any number of times, or fork: most of a session's work has been done.
    """
    used = False

    def told(session: pytest.Session) -> None:
        nonlocal used
        used = True
        use(CollectedSuite(path, plugin, session))

    plugin = SuitePlugin(told)
    try:
        code, said = _pytest(path, plugin)
    finally:
        _forget(path)
    if used and code not in (pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.INTERRUPTED):
        return ""
    return f"pytest ended with exit code {int(code)}: {said[-500:].strip() or 'it said nothing'}"


def listed(path: Path) -> tuple[CheckResult, ...]:
    """Return the checks of the suite `path`, none of them looked at; none when it cannot be loaded."""
    found: list[CheckResult] = []
    collect(path, lambda suite: found.extend(suite.listed()))
    return tuple(found)


def run_suite(
    path: Path,
    exercise: Exercise,
    submission: Submission,
    launcher: Launcher,
    conditions: Conditions | None = None,
) -> SuiteResult:
    """Run the tests of `path` against the submission.  Never raises for what a suite does."""
    results: list[SuiteResult] = []
    trouble = collect(
        path, lambda suite: results.append(suite.run(exercise, submission, launcher, conditions))
    )
    return results[0] if results else SuiteResult(checks=(), runs=(), faults=(trouble,))


def _result(plugin: SuitePlugin, runs: Sequence[SubmissionRun], stopped: str) -> SuiteResult:
    """Put together what a suite found.  stopped: why pytest stopped before the last test."""
    checks = plugin.results()
    faults = list(plugin.faults)
    if any(check.status == "error" for check in checks):
        _collect_what_was_forgotten()
    faults += [f"{check.id}: {check.fact}" for check in checks if check.status == "error"]
    if plugin.not_loaded is None and not faults:
        if stopped:
            faults.append(f"the suite was stopped: {stopped}")
        elif not checks:
            faults.append("the suite has no test")
        elif all(check.max_points == 0 for check in checks):
            faults.append("the suite gives no points")
    return SuiteResult(checks=checks, runs=tuple(runs), faults=tuple(faults), not_loaded=plugin.not_loaded)


def _collect_what_was_forgotten() -> None:
    """Have coroutines a broken test left behind die here, silently: the fault has been noted."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()


def _pytest(path: Path, plugin: SuitePlugin) -> tuple[int | pytest.ExitCode, str]:
    root = str(path.parent)
    arguments = [str(path), "-c", str(_INI), "--rootdir", root, "--confcutdir", root, "--noconftest"]
    arguments += ["--import-mode=importlib", "--assert=plain", "--capture=sys", "--tb=native"]
    for name in _UNUSED:
        arguments += ["-p", f"no:{name}"]
    said = io.StringIO()
    with _undisturbed(), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = pytest.main(arguments, plugins=[*_NEEDED, plugin])
    return code, said.getvalue()


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the user's environment out of pytest, and pytest's traces out of ours."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PYTEST_", "PY_COLORS"))}
    for name in kept:
        del os.environ[name]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    path, no_bytecode = list(sys.path), sys.dont_write_bytecode
    finders = list(sys.meta_path)
    # A pytest around us would rewrite the suite's assertions, and its sources would show.
    sys.meta_path[:] = [finder for finder in finders if type(finder).__name__ != "AssertionRewritingHook"]
    sys.dont_write_bytecode = True  # nothing is written beside the key
    try:
        yield
    finally:
        sys.dont_write_bytecode = no_bytecode
        sys.path[:], sys.meta_path[:] = path, finders
        for name in [name for name in os.environ if name.startswith("PYTEST_")]:
            del os.environ[name]
        os.environ.update(kept)


def _forget(path: Path) -> None:
    """Have the next grading start from a fresh suite."""
    stem = path.stem
    for name in [name for name in sys.modules if name.rpartition(".")[2] == stem]:
        file = getattr(sys.modules[name], "__file__", None)
        if file is not None and os.path.realpath(file) == os.path.realpath(path):
            del sys.modules[name]
