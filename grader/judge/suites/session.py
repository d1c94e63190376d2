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


def run_suite(
    path: Path,
    exercise: Exercise,
    submission: Submission,
    launcher: Launcher,
    conditions: Conditions | None = None,
) -> SuiteResult:
    """Run the tests of `path` against the submission.  Never raises for what a suite does."""
    result = run_suite_when_told(path, exercise, lambda: submission, launcher, conditions)
    assert result is not None
    return result


def run_suite_when_told(
    path: Path,
    exercise: Exercise,
    wait: Callable[[], Submission | None],
    launcher: Launcher,
    conditions: Conditions | None = None,
) -> SuiteResult | None:
    """Collect the tests of `path`, then run them against what `wait` returns; None runs nothing.

    Most of a session's work is done before `wait` is called.  It may fork: then every child has a suite
    that nobody has used.
    """
    conditions = conditions or Conditions()
    under_test: SubmissionUnderTest | None = None
    asked = False
    suite = digest(path.read_bytes())

    def told() -> SubmissionUnderTest | None:
        nonlocal asked, under_test
        asked = True
        if (submission := wait()) is not None:
            seed = suite + (conditions.chance or submission.sha256)
            under_test = SubmissionUnderTest(
                submission, launcher, exercise.limits, exercise.file, seed, conditions.schedule
            )
        return under_test

    plugin = SuitePlugin(told, until_failure=conditions.until_failure)
    code, said = _pytest(path, plugin)
    if asked and under_test is None:
        return None
    return _result(plugin, code, said, under_test.runs if under_test is not None else [])


def _result(
    plugin: SuitePlugin, code: int | pytest.ExitCode, said: str, runs: Sequence[SubmissionRun]
) -> SuiteResult:
    checks = plugin.results()
    faults = list(plugin.faults)
    if any(check.status == "error" for check in checks):
        _collect_what_was_forgotten()
    faults += [f"{check.id}: {check.fact}" for check in checks if check.status == "error"]
    if plugin.not_loaded is None and not faults:
        if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED):
            faults.append(
                f"pytest ended with exit code {int(code)}: {said[-500:].strip() or 'it said nothing'}"
            )
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
    modules, path, no_bytecode = set(sys.modules), list(sys.path), sys.dont_write_bytecode
    finders = list(sys.meta_path)
    # A pytest around us would rewrite the suite's assertions, and its sources would show.
    sys.meta_path[:] = [finder for finder in finders if type(finder).__name__ != "AssertionRewritingHook"]
    sys.dont_write_bytecode = True  # nothing is written beside the key
    try:
        yield
    finally:
        sys.dont_write_bytecode = no_bytecode
        sys.path[:], sys.meta_path[:] = path, finders
        for name in [name for name in sys.modules if name not in modules and _is_suite(name)]:
            del sys.modules[name]  # the next grading starts from a fresh suite
        for name in [name for name in os.environ if name.startswith("PYTEST_")]:
            del os.environ[name]
        os.environ.update(kept)


def _is_suite(name: str) -> bool:
    return name.rpartition(".")[2].startswith("test_")
