"""Grade one answer: the one place that knows the order of things.  Start reading here.

    with prepare() as grader:
        report = grader.grade(exercise, data, "exercise.py")

run (a guest carries out the calls) -> judge (the hidden suite decides, the trace tells) -> Report.
Entering `prepare()` starts the guest launcher, so that it loads while this process imports pytest.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from grader import __version__
from grader.judge.unjudged import fault, lacking, policies_for_nothing, ungradable
from grader.manifest import CatalogError
from grader.model import (
    CheckResult,
    Conditions,
    Exercise,
    Isolation,
    Limits,
    Problem,
    Report,
    RunRecord,
    Status,
    Submission,
    Suite,
    Traced,
    Verdict,
)
from grader.run.sandbox import Sandbox
from grader.run.sandbox.process import LauncherDied
from grader.sealed import REFERENCE, SUITE, OpenedSuites
from grader.submission import decode, digest

if TYPE_CHECKING:  # imported late: it brings pytest
    from grader.judge.suites.session import CollectedSuite, SuiteResult
    from grader.judge.suites.submission import SubmissionRun

_UNKNOWN = Isolation(level="none")  # until the box has been tried
# A program that is only looked at is its owner's own: it may sleep for days and print a lot.
_PROGRAM_LIMITS = Limits(
    virtual_seconds=1e6, wall_seconds=600, output_bytes=16 << 20, events=20_000, idle_steps=1_000_000
)


def prepare(isolation: str = "auto", at_least: str = "none") -> Grader:
    """Return a grader whose guest launcher is starting.  Use it as a context manager.

    isolation: "full", "reduced", "none", or "auto" for the best to be had; whoever grades others'
    work demands `at_least="reduced"`.  What is missing then comes out of `grade` as IsolationMissing.
    """
    return Grader(isolation, at_least)


class Grader:
    """Grades any number of answers with one guest launcher."""

    def __init__(self, isolation: str = "auto", at_least: str = "none") -> None:
        self._sandbox = Sandbox(isolation, at_least)
        self._others_work = at_least != "none"
        self._references: dict[tuple[bytes, str, Limits], RunRecord | None] = {}
        self._suites = OpenedSuites()
        self._collected: CollectedSuite | None = None
        self.renewed = False
        """Whether the launcher had to be started again."""

    def __enter__(self) -> Grader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the guest launcher."""
        self._sandbox.close()
        self._suites.close()

    def grade(
        self,
        exercise: Exercise,
        data: bytes,
        name: str,
        beside: Iterable[str] = (),
        conditions: Conditions | None = None,
    ) -> Report:
        """Grade the bytes of an answer.  Never raises for what is in them.

        beside: names of the files in the same folder, for the notes of the report.
        Raises IsolationMissing when the demanded level is not to be had.
        """
        report = self._graded(exercise, data, name, beside, conditions or Conditions())
        return replace(report, isolation=self._sandbox.isolation)

    def collect(self, exercise: Exercise, use: Callable[[], None]) -> str:
        """Collect the exercise's suite, and call `use`; return why, when it cannot be collected.

        Gradings in there have only to run the tests.  `use` may fork: then each child's first grading has the
        suite as it was collected.  Raises IsolationMissing.
        """
        from grader.judge.suites.session import collect

        def collected(suite: CollectedSuite) -> None:
            self._collected = suite
            try:
                use()
            finally:
                self._collected = None

        _settled = self._sandbox.isolation  # now: inside of pytest, what it raises would be the suite's
        try:
            suite = _suite_of(self._suites.with_key(exercise))
        except (CatalogError, OSError) as error:
            return str(error)
        return collect(suite, collected)

    def refuse(self, exercise: Exercise, problem: Problem) -> Report:
        """Return the report on what was handed in without an answer in it."""
        empty = Submission(name=exercise.file, source="", sha256=digest(b""))
        report = self._not_run(exercise, empty, problem)
        return replace(report, isolation=self._sandbox.isolation)

    def _graded(
        self,
        exercise: Exercise,
        data: bytes,
        name: str,
        beside: Iterable[str],
        conditions: Conditions,
    ) -> Report:
        from grader.judge.evidence import notes
        from grader.judge.problems import hidden_modules
        from grader.judge.stub import is_untouched

        submission = decode(data, name)
        if isinstance(submission, Problem):
            empty = Submission(name=name, source="", sha256=digest(data))
            return self._not_run(exercise, empty, submission)
        report = replace(
            self._blank(exercise, submission),
            untouched=is_untouched(submission.source),
            notes=hidden_modules([name, *beside]) + (notes(submission.source) if self._others_work else ()),
        )
        sealed = exercise.key is None and exercise.sealed is not None
        try:
            exercise = self._suites.with_key(exercise)
        except (CatalogError, OSError) as error:
            return fault(report, "no-suite", [str(error)])
        if exercise.key is None or not (suite := exercise.key / SUITE).is_file():
            return fault(report, "no-suite", [f"{exercise.slug} has no hidden suite here"])
        report = replace(report, suite=Suite(digest=digest(suite.read_bytes()), sealed=sealed))
        result = self._run_suite(suite, exercise, submission, conditions)
        if missing := lacking(exercise.limits, self._sandbox.isolation):
            return fault(report, "isolation", [missing])
        if any("guest launcher" in fault for fault in result.faults):
            self._sandbox.renew()
            self.renewed = True
            result = self._run_suite(suite, exercise, submission, conditions)
        return self._judged(report, exercise, result, conditions)

    def judge(self, exercise: Exercise, submission: Submission, conditions: Conditions) -> SuiteResult:
        """Run the hidden suite alone: checks and raw runs, nothing explained.  For proving exercises.

        Raises CatalogError for an exercise without a suite, IsolationMissing as `grade` does.
        """
        return self._run_suite(_suite_of(exercise), exercise, submission, conditions)

    def _judged(
        self, report: Report, exercise: Exercise, result: SuiteResult, conditions: Conditions
    ) -> Report:
        """Put into the report what the suite found."""
        from grader.judge.explained import explained
        from grader.judge.problems import not_loaded
        from grader.judge.shown import places_of_runs, stamped

        places = places_of_runs(result.checks, len(result.runs))
        report = replace(
            report,
            checks=tuple(stamped(check, exercise, places) for check in result.checks),
            max_score=sum(check.max_points for check in result.checks),
            runs=_records([result.runs[index] for index in places], report.source)
            if conditions.explained
            else (),
        )
        if faults := [*result.faults, *policies_for_nothing(exercise, result.checks)]:
            return fault(report, "suite", faults)
        if conditions.explained:
            report = explained(report, exercise, result.checks, result.runs, places)
        if result.not_loaded is not None:
            return ungradable(report, not_loaded(result.not_loaded, exercise))
        passed = all(check.status is Status.PASSED for check in result.checks)
        return replace(
            report,
            outcome=Verdict.PASSED if passed else Verdict.FAILED,
            reference=self._reference(exercise) if conditions.explained else None,
        )

    def trace(self, program: Submission, path: Path, argv: Sequence[str] = ()) -> Traced:
        """Run a program, the text of the file `path`, on the virtual clock; return what its tasks did."""
        from grader.judge.record import run_record
        from grader.judge.rules.case import Case, Seen
        from grader.judge.rules.finding import findings
        from grader.judge.trace import Trace
        from grader.run.host.runs import run_program

        typed, path = str(path), path.absolute()
        run = run_program(
            self._sandbox.launcher,
            program.source,
            folder=str(path.parent),
            file=path.name,
            name=typed,
            argv=argv,
            limits=_PROGRAM_LIMITS,
            cwd=str(Path.cwd()),
            stdin=_redirected_stdin(),
        )
        trace = Trace(run)
        told = findings(Case(program.source, (Seen(run=run, trace=trace),)))
        return Traced(
            run=run_record(run, trace, program.source), findings=told.findings, rule_errors=told.faults
        )

    # ---- parts ---------------------------------------------------------------------------------

    def _blank(self, exercise: Exercise, submission: Submission) -> Report:
        return Report(
            grader_version=__version__,
            exercise=exercise.slug,
            title=exercise.title,
            file=submission.name,
            sha256=submission.sha256,
            source=submission.source,
            outcome=Verdict.FAILED,
            max_score=0,
            isolation=_UNKNOWN,
            first_step=exercise.first_step,
            call=f"{exercise.call}()" if exercise.call else "",
        )

    def _not_run(self, exercise: Exercise, submission: Submission, problem: Problem) -> Report:
        """Return the report on what holds no program; the checks are named, so that points are not 0 of 0."""
        from grader.judge.shown import stamped

        checks = tuple(stamped(check, exercise, {}) for check in self._listed(exercise))
        report = replace(self._blank(exercise, submission), checks=checks)
        return ungradable(replace(report, max_score=sum(check.max_points for check in checks)), problem)

    def _listed(self, exercise: Exercise) -> tuple[CheckResult, ...]:
        from grader.judge.suites.session import listed

        try:
            suite = _suite_of(self._suites.with_key(exercise))
        except (CatalogError, OSError):
            return ()
        ready = self._collected
        return ready.listed() if ready is not None and ready.path == suite else listed(suite)

    def _run_suite(
        self, suite: Path, exercise: Exercise, submission: Submission, conditions: Conditions
    ) -> SuiteResult:
        from grader.judge.suites.session import run_suite

        launcher = self._sandbox.launcher  # settled only now, as the box is tried while pytest loads
        ready = self._collected
        if ready is not None and ready.path == suite and not ready.spoilt:
            return ready.run(exercise, submission, launcher, conditions)
        return run_suite(suite, exercise, submission, launcher, conditions)

    def _reference(self, exercise: Exercise) -> RunRecord | None:
        """Return the solution's run of the exercise's call, made once, without a word of its source."""
        if exercise.key is None or not exercise.call:
            return None
        if (kept := exercise.key / REFERENCE).is_file():
            from grader.report.encoding import run_from_json

            return run_from_json(kept.read_text(encoding="utf-8"))
        from grader.judge.reference import reference

        solution = exercise.key / exercise.file
        made = (solution.read_bytes() if solution.is_file() else b"", exercise.call, exercise.limits)
        if made not in self._references:
            try:
                self._references[made] = reference(exercise, self._sandbox.launcher)
            except LauncherDied:  # the verdict stands; it is only not drawn beside the solution's
                return None
        return self._references[made]


def _suite_of(exercise: Exercise) -> Path:
    if exercise.key is None or not (suite := exercise.key / SUITE).is_file():
        raise CatalogError(f"{exercise.slug} has no hidden suite ({SUITE}) here.")
    return suite


# ---- what a report says --------------------------------------------------------------------------


def _records(runs: Sequence[SubmissionRun], source: str) -> tuple[RunRecord, ...]:
    from grader.judge.record import run_record

    return tuple(run_record(seen.run, seen.trace, source) for seen in runs)


def _redirected_stdin() -> int | None:
    """Return standard input for the program, unless it is a keyboard: the guest is no foreground process."""
    try:
        return None if sys.stdin.isatty() else sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        return None
