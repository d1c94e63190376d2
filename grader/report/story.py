"""What a report says first, in the same words in every format: verdict, headline, the run to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.model import (
    CheckResult,
    Finding,
    Isolation,
    Outcome,
    Report,
    RuleFault,
    RunError,
    RunRecord,
    Schedule,
    Status,
    Suite,
    TaskRecord,
    Verdict,
    Wait,
)
from grader.report.times import seconds
from grader.report.visible import one_line

NEARLY = 0.7  # from this share of the points on, "Not yet" would be unkind

_ENDINGS = {
    Outcome.FINISHED: "finished",
    Outcome.DEADLOCKED: "deadlock: every task waits for something that never happens",
    Outcome.NOT_LOADED: "the file could not be loaded",
    Outcome.FAULT: "the grader failed",
}
_REASONS = {
    "livelock": "livelock: tasks keep running, and virtual time stands still",
    "spin": "a loop without an end held the program",
    "virtual-time-limit": "stopped at the limit of virtual time",
    "event-limit": "stopped after too many events",
    "cpu-limit": "stopped at the limit of processor time",
    "wall-limit": "stopped at the limit of real time",
    "memory-limit": "stopped at the limit of memory",
}
_MADE_WITH = {
    "create_task": "asyncio.create_task",
    "ensure_future": "asyncio.ensure_future",
    "gather": "asyncio.gather",
    "wait": "asyncio.wait",
    "wait_for": "asyncio.wait_for",
    "as_completed": "asyncio.as_completed",
    "run": "asyncio.run",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The score as it is drawn: points where the checks carry some, else the number of checks."""

    got: int
    most: int
    unit: str

    @property
    def share(self) -> float:
        return self.got / self.most if self.most else 0.0

    def __str__(self) -> str:
        return f"{self.got} of {self.most} {self.unit}{'' if self.most == 1 else 's'}"


def tally(report: Report) -> Tally:
    """Count what was reached."""
    if report.max_score:
        return Tally(got=report.score, most=report.max_score, unit="point")
    return Tally(got=len(with_status(report, Status.PASSED)), most=len(report.checks), unit="check")


def with_status(report: Report, *statuses: Status) -> tuple[CheckResult, ...]:
    """Return the checks that ended so, in the suite's order."""
    return tuple(check for check in report.checks if check.status in statuses)


def tone(report: Report) -> str:
    """Name the mood of a report: `good`, `near`, `bad`, `idle` (nothing to judge) or `ours`."""
    if report.outcome is Verdict.FAULT:
        return "ours"
    if report.untouched:
        return "idle"
    if report.outcome is Verdict.PASSED:
        return "good"
    return "near" if report.outcome is Verdict.FAILED and tally(report).share >= NEARLY else "bad"


def verdict_word(report: Report) -> str:
    """Name the verdict in one or two words."""
    if tone(report) == "bad" and report.outcome is Verdict.UNGRADABLE:
        return "Cannot run yet"
    words = {"ours": "Grader fault", "idle": "Not started", "good": "Done", "near": "Nearly there"}
    return words.get(tone(report), "Not yet")


def headline(report: Report) -> str:
    """Say the one thing that explains most."""
    if report.problem is not None:
        return report.problem.headline
    if report.untouched:
        return f"{report.file} is still the stub that the exercise starts with."
    if report.outcome is Verdict.PASSED:
        return _celebration(report)
    if report.findings:
        return report.findings[0].headline
    failed = with_status(report, Status.FAILED)
    return (failed[0].fact or failed[0].title) if failed else "Not every check has passed."


def _celebration(report: Report) -> str:
    count = len(report.checks)
    passed = "The check has passed" if count == 1 else f"All {count} checks have passed"
    run = main_run(report)
    if run is None or run.outcome is not Outcome.FINISHED:
        return f"{passed}."
    return f"{passed}: {run.call} took {seconds(run.elapsed)}."


def advice(report: Report) -> str:
    """Say what to do next, where the report knows it."""
    if report.outcome is Verdict.FAULT:
        return (
            report.problem.advice if report.problem else ""
        ) or "It costs no points. Grading again may help."
    if report.problem is not None:
        return "" if report.findings else report.problem.advice
    if report.untouched:
        return report.first_step
    failed = with_status(report, Status.FAILED)
    return failed[0].advice if failed and not report.findings else ""


def further_lines(finding: Finding) -> str:
    """Name the other lines where a finding was seen: `line 14`, `lines 14 and 20`."""
    lines = sorted({place.line for place in finding.places} - {finding.line})
    if not lines:
        return ""
    *first, last = map(str, lines)
    return f"lines {', '.join(first)} and {last}" if first else f"line {last}"


def timed(finding: Finding) -> bool:
    """Tell whether any fact of a finding has a time."""
    return any(fact.at is not None for fact in finding.facts)


def rule_faults(faults: tuple[RuleFault, ...]) -> str:
    """Tell the instructor, in passing, that rules of the grader failed."""
    if not faults:
        return ""
    count = len(faults)
    names = ", ".join(one_line(fault.rule) for fault in faults[:3])
    more = ", …" if count > 3 else ""
    words = "A rule" if count == 1 else f"{count} rules"
    return f"{words} of the grader failed here ({names}{more}); it costs nothing."


# ---- runs ----------------------------------------------------------------------------------


def main_run(report: Report) -> RunRecord | None:
    """Choose the run to draw large: a plain one, of the call that the solution is shown with.

    Where that call was not made, the run that shows why is worth more than any that went well.
    """
    chosen = _telling(report.runs, report)
    fits = chosen is None or chosen.call == _call(report)
    return chosen if fits else _failed_run(report) or chosen


def _telling(runs: tuple[RunRecord, ...], report: Report) -> RunRecord | None:
    plain = tuple(run for run in runs if run.schedule == Schedule()) or runs
    return next((run for run in plain if run.call == _call(report)), plain[0] if plain else None)


def _call(report: Report) -> str:
    """Return the call that the exercise is about."""
    return report.call or (report.reference.call if report.reference is not None else "")


def telling_run(report: Report) -> RunRecord | None:
    """Choose the one run to draw where there is room for one: the first that a failed check refers to."""
    return _failed_run(report) or main_run(report)


def _failed_run(report: Report) -> RunRecord | None:
    first = report.findings[0].rule if report.findings else None
    # The drawing belongs to the finding above it: checks that this one explains come first.
    for check in sorted(with_status(report, Status.FAILED), key=lambda check: check.because != first):
        if chosen := runs_of(report, check):
            return _telling(chosen, report)
    return None


def runs_of(report: Report, check: CheckResult) -> tuple[RunRecord, ...]:
    """Return the runs a check looked at."""
    return tuple(report.runs[index] for index in check.runs if 0 <= index < len(report.runs))


def other_runs(report: Report) -> tuple[RunRecord, ...]:
    """Return the further runs that a failed check refers to."""
    chosen = main_run(report)
    wanted = {index for check in with_status(report, Status.FAILED) for index in check.runs}
    return tuple(run for index, run in enumerate(report.runs) if index in wanted and run is not chosen)


def enough(run: RunRecord, reference: RunRecord | None) -> float | None:
    """Return the solution's time where the run took longer for the same call."""
    if reference is None or reference.outcome is not Outcome.FINISHED or reference.call != run.call:
        return None
    late = run.outcome is Outcome.FINISHED and run.elapsed > reference.elapsed + 1e-9
    return reference.elapsed if late else None


def most_in_flight(run: RunRecord) -> int:
    """Return how many waits overlapped at the busiest moment."""
    return max((one.count for one in run.timeline.in_flight), default=0)


def endless(run: RunRecord) -> bool:
    """Tell whether what still waits at the end would wait for ever."""
    return run.outcome is Outcome.DEADLOCKED or (run.outcome is Outcome.STUCK and run.reason == "deadlock")


def ending(run: RunRecord) -> str:
    """Say how a run ended."""
    if run.outcome is Outcome.RAISED:
        return f"raised {error_text(run.error)}" if run.error else "raised an exception"
    if run.outcome in _ENDINGS and not (run.outcome is Outcome.FAULT and run.reason):
        return _ENDINGS[run.outcome]
    reason = run.reason or ""
    if endless(run):
        return _ENDINGS[Outcome.DEADLOCKED]
    word = {Outcome.EXITED: "exited", Outcome.KILLED: "stopped from outside"}.get(
        run.outcome, str(run.outcome)
    )
    return _REASONS.get(reason, f"{word}: {reason}" if reason else word)


def error_text(error: RunError) -> str:
    """Write an exception as the last line of Python's traceback does."""
    return f"{error.type}: {error.message}" if error.message else error.type


def schedule_text(schedule: Schedule) -> str:
    """Say what makes a hidden schedule different from the plain one."""
    word = "longer" if schedule.stagger > 0 else "shorter"
    by = seconds(abs(schedule.stagger))
    parts = [f"each of several equal sleeps {by} {word} than the one before"] if schedule.stagger else []
    if schedule.set_order != "created":
        parts.append("sets of tasks in reverse order")
    seeds = {"other order of what is due at once: ties": schedule.ties, "random seed": schedule.seed}
    return ", ".join([*parts, *(f"{name} {seed}" for name, seed in seeds.items() if seed)])


def what_for(wait: Wait) -> str:
    """Say what is waited for, ready to follow "waits for"."""
    return wait.label.removeprefix("waits for ") or wait.on


def real_waits(task: TaskRecord, run: RunRecord) -> tuple[Wait, ...]:
    """Return the waits that took time, and the one that never ends."""
    return tuple(one for one in task.waits if one.end > one.start or for_ever(one, task, run))


def for_ever(wait: Wait, task: TaskRecord, run: RunRecord) -> bool:
    """Tell whether a wait never ends."""
    return endless(run) and task.ended is None and wait is task.waits[-1]


def made_by(task: TaskRecord, tasks: Iterable[TaskRecord]) -> str:
    """Say who made a task, how and where."""
    names = {one.id: one.name or one.coroutine for one in tasks}
    maker = (
        "the program itself"
        if task.made_by is None
        else f"{names.get(task.made_by, 'a task')} (task {task.made_by})"
    )
    how = f" with {_MADE_WITH.get(task.via, task.via)}" if task.via else ""
    where = f", line {task.line}" if task.line else ""
    return f"made by {maker}{how}{where}"


# ---- small print ---------------------------------------------------------------------------

_LEVELS = {
    "full": "The program ran in a full sandbox.",
    "reduced": "The program ran in a reduced sandbox.",
    "none": "The program ran without a sandbox.",
}


def exactness(report_runs: Iterable[RunRecord]) -> str:
    """Say what the times in a report are worth."""
    if any(run.paced for run in report_runs):
        return "The program waited for something outside of itself, so some times are real and may vary."
    return "Times are exact: the event loop ran on a virtual clock, and a slow computer cannot change them."


def suite_text(suite: Suite | None) -> str:
    """Say which hidden suite judged, so that two reports can be compared."""
    if suite is None:
        return ""
    return f"Judged by {'the sealed ' if suite.sealed else ''}suite {suite.digest[:12]}."


def isolation_text(isolation: Isolation) -> str:
    """Say what kept the program in."""
    text = _LEVELS.get(isolation.level, f"Isolation: {isolation.level}.")
    return f"{text[:-1]}; missing: {', '.join(isolation.missing)}." if isolation.missing else text
