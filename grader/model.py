"""The records that flow from a run to a report.

Frozen, slotted, keyword-only; tuples instead of lists.  This module imports nothing of ours and
does no I/O.  A stage of the grader takes records and returns new ones; nothing is filled in later.
All times are virtual seconds (floats, exact to the nanosecond) unless a name says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

Event = Mapping[str, Any]
"""One recorded instant, as the guest sent it and the wire checked it (`grader.run.wire`)."""


# ---- the exercise and the answer -----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one run may use up.  `virtual_seconds` is virtual time, the other times are real.

    processes: how many it may start, none unless an exercise is about them.  writable: it gets a
    folder of its own to write into.  loopback: it may talk to itself over 127.0.0.1.
    """

    cpu_seconds: float = 2.0
    wall_seconds: float = 10.0
    virtual_seconds: float = 3600.0
    memory_bytes: int = 512 * 1024 * 1024
    output_bytes: int = 64 * 1024
    file_bytes: int = 16 * 1024 * 1024
    open_files: int = 128
    threads: int = 64
    processes: int = 0
    events: int = 20_000
    idle_steps: int = 20_000
    writable: bool = False
    loopback: bool = False


VISIBILITIES = ("always", "after_due", "after_published", "staff")
DETAILS = ("full", "own_output", "kind_only")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPolicy:
    """What learners may see of one check on a platform; `test` is its name, "*" all that are not named.

    visibility: when they see it, one of VISIBILITIES (Gradescope's four, by the words of its
    documentation; staff: never).  detail: how much, one of DETAILS; own_output leaves what their own
    program did, kind_only nothing but passed or not.
    """

    test: str = "*"
    visibility: str = "always"
    detail: str = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyPolicy:
    """What `grade verify` demands of an exercise.

    kill_rate: the share of made mutants its suite must catch.  schedules: under how many other legal
    orders of events right answers must pass.
    """

    kill_rate: float = 0.95
    schedules: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A folder with an `exercise.toml`, and where its hidden part lies, if it is to be had.

    key: the instructor's folder.  sealed: the file with the suite that learners get instead.
    kind: "practice", whose suite learners may run on their own machine, or "exam".
    """

    slug: str
    title: str
    summary: str
    folder: Path
    key: Path | None = None
    sealed: Path | None = None
    chapter: str = ""
    concepts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    file: str = "exercise.py"
    call: str = "main"
    first_step: str = ""
    kind: str = "practice"
    limits: Limits = field(default_factory=Limits)
    checks: tuple[CheckPolicy, ...] = ()
    verify: VerifyPolicy = field(default_factory=VerifyPolicy)

    def policy(self, test: str) -> CheckPolicy:
        """Return what learners may see of a check."""
        named = {policy.test: policy for policy in self.checks}
        return named.get(test) or named.get("*") or CheckPolicy()


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A learner's answer: decoded text, and the digest of the bytes it came from."""

    name: str
    source: str
    sha256: str


# ---- one execution -------------------------------------------------------------------------


class Outcome(StrEnum):
    """How a run ended."""

    FINISHED = "finished"
    RAISED = "raised"
    DEADLOCKED = "deadlocked"
    STUCK = "stuck"
    EXITED = "exited"
    KILLED = "killed"
    NOT_LOADED = "not loaded"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A legal order of events other than the plain one (design: hidden schedules).

    stagger: virtual seconds added to the k-th task's equal sleeps, k times over; negative shortens.
    set_order: in which order sets of tasks iterate, "created" or "reversed".
    seed: seed of the guest's `random` module.
    ties: seed of the order in which deadlines of the same instant come; 0: in the order they were set.
    """

    stagger: float = 0.0
    set_order: str = "created"
    seed: int = 0
    ties: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """How a hidden suite is run.

    schedule: holds for every run whose test does not ask for another one.  chance: a text from which the
    suite's random parts follow instead of from the answer, to compare two answers' runs.
    until_failure: look at no further test once one has failed.  explained: the report says why, not only
    what.
    """

    schedule: Schedule = field(default_factory=Schedule)
    chance: str = ""
    until_failure: bool = False
    explained: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RunError:
    """An exception of the learner's program, as plain data.

    bases: names of its classes, most derived first, `type` included.  exceptions: the members
    of an exception group.  line: the innermost line of the learner's file.  traceback: Python's
    own text, learner frames only.
    """

    type: str
    message: str
    bases: tuple[str, ...] = ()
    line: int | None = None
    function: str | None = None
    traceback: str = ""
    exceptions: tuple[RunError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opaque:
    """A value that is not plain data: a task, a coroutine, an object of the learner's own class."""

    type: str
    text: str
    awaitable: bool = False

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<{self.type}>" if self.awaitable else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One execution of a submission.

    call: as a learner would write it, `main()`.  kind: what calling the target gave, "coroutine",
    "awaitable" or "value".  elapsed: virtual seconds from the call to its end, measured by the
    host's clock.  reason: for stuck, killed and exited runs, what happened in one word
    ("livelock", "cpu-limit", "signal SIGSEGV" ...).  paced: real time had to pass, because
    something outside the process was waited for.
    """

    call: str
    outcome: Outcome
    elapsed: float
    value: Any = None
    kind: str | None = None
    error: RunError | None = None
    reason: str | None = None
    stdout: str = ""
    stderr: str = ""
    paced: bool = False
    schedule: Schedule = field(default_factory=Schedule)
    events: tuple[Event, ...] = ()


# ---- what a trace tells --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A span of source text.  Lines count from 1, columns from 1; the end column is exclusive."""

    file: str
    line: int
    function: str
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A task stood still at `place` from `start` to `end`, waiting for `label` (kind `on`).

    stack: the learner's frames, outermost first; the last one is `place`.  tasks: numbers of
    the tasks waited for, where it waited for tasks.
    """

    start: float
    end: float
    on: str
    label: str
    place: Place | None = None
    stack: tuple[Place, ...] = ()
    tasks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRecord:
    """One task's life.

    made_by: number of the task that made it, None for the program's own start.  via: the asyncio
    function it was made with ("create_task", "gather", "TaskGroup", "run" ...).  line: where.
    how: "returned", "raised", "cancelled", or "left" (still alive when the call had ended).
    awaited: somebody waited for it or took it after it was done.
    """

    id: int
    name: str
    coroutine: str
    created: float
    made_by: int | None = None
    via: str | None = None
    line: int | None = None
    started: float | None = None
    ended: float | None = None
    how: str = "left"
    value: str | None = None
    error: RunError | None = None
    awaited: bool = False
    waits: tuple[Wait, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """The event loop stood still: nothing else could run from `start` to `end`."""

    start: float
    end: float
    what: str
    task: int | None = None
    place: Place | None = None

    @property
    def seconds(self) -> float:
        return round(self.end - self.start, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverAwaited:
    """A coroutine that was made and never run; `place` is where it was made."""

    name: str
    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a lane.  state: "not started", "waiting", "ready" (could run, but the loop was
    blocked), "blocked" (it blocks the loop), "thread" (a thread at work or asleep)."""

    start: float
    end: float
    state: str
    label: str = ""
    line: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One row of a timeline.

    kind: "task", "coroutine" (awaited inside a task, not a task of its own), "thread", or "call"
    (a collaborator of the host).  note: one line of small print ("task, made on line 12").
    ended: None when it was still alive at the end.  runs: instants at which its code ran.
    """

    id: str
    kind: str
    name: str
    note: str = ""
    created: float = 0.0
    started: float | None = None
    ended: float | None = None
    how: str = "left"
    spans: tuple[Span, ...] = ()
    runs: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InFlight:
    """How many of the program's waits overlapped between two instants."""

    start: float
    end: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What ran when, ready to be drawn.  `hidden` counts lanes left out because there were too many."""

    duration: float
    lanes: tuple[Lane, ...] = ()
    in_flight: tuple[InFlight, ...] = ()
    hidden: int = 0


# ---- verdict and report --------------------------------------------------------------------


class Status(StrEnum):
    """How a check ended.  ERROR is ours and never costs the learner anything."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One test of the hidden suite, in its author's words only.

    visibility, detail: when and how much of it a learner may see (`CheckPolicy`).
    """

    id: str
    title: str
    status: Status
    topic: str = ""
    points: int = 0
    max_points: int = 0
    fact: str = ""
    advice: str = ""
    expected: str = ""
    actual: str = ""
    because: str | None = None
    runs: tuple[int, ...] = ()
    visibility: str = "always"
    detail: str = "full"


class Level(StrEnum):
    """How much a finding matters (Exercism's words)."""

    ESSENTIAL = "essential"
    ACTIONABLE = "actionable"
    INFORMATIVE = "informative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something the run showed, `at` virtual seconds after its start."""

    text: str
    at: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule saw of its misconception.

    places: every place where it saw it, the first one included.  belief: what one who writes so takes
    to be true.  python_says: Python's own message, unchanged.  runs: where it was seen, the run it tells
    of first; none when the source alone shows it.  checks: ids of the failed checks it can explain.
    """

    rule: str
    level: Level
    headline: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    facts: tuple[Fact, ...] = ()
    why: str = ""
    hints: tuple[str, ...] = ()
    docs: str = ""
    places: tuple[Place, ...] = ()
    belief: str = ""
    python_says: str = ""
    runs: tuple[int, ...] = ()
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFault:
    """A rule that raised, or could not be loaded: the grader's fault, and nobody's loss."""

    rule: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """A run as a report shows it: the run without its raw events, with what they tell."""

    call: str
    outcome: Outcome
    elapsed: float
    value: str = ""
    kind: str | None = None
    error: RunError | None = None
    reason: str | None = None
    stdout: str = ""
    stderr: str = ""
    paced: bool = False
    schedule: Schedule = field(default_factory=Schedule)
    tasks: tuple[TaskRecord, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    never_awaited: tuple[NeverAwaited, ...] = ()
    pending: tuple[int, ...] = ()
    stuck: str = ""
    timeline: Timeline = field(default_factory=lambda: Timeline(duration=0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A program that was only looked at: its run, and what the rules say of it."""

    run: RunRecord
    findings: tuple[Finding, ...] = ()
    rule_errors: tuple[RuleFault, ...] = ()


class Verdict(StrEnum):
    """A report's outcome.  UNGRADABLE: the file cannot be run at all.  FAULT: ours."""

    PASSED = "passed"
    FAILED = "failed"
    UNGRADABLE = "ungradable"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Isolation:
    """What kept the submission in.  missing: the guarantees that could not be had."""

    level: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a file cannot be graded (or we failed): one headline, details, what to do, the place."""

    kind: str
    headline: str
    advice: str = ""
    details: str = ""
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """Which hidden suite judged.  digest: SHA-256 of its text.  sealed: it came with the exercises."""

    digest: str
    sealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that is known about one grading.  Every format is drawn from it.

    notes: what is no part of the verdict and worth a look all the same.  call: what the exercise is about,
    `main()`; the run of it is the one to draw.
    """

    grader_version: str
    exercise: str
    title: str
    file: str
    sha256: str
    source: str
    outcome: Verdict
    max_score: int
    isolation: Isolation
    suite: Suite | None = None
    checks: tuple[CheckResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    runs: tuple[RunRecord, ...] = ()
    reference: RunRecord | None = None
    problem: Problem | None = None
    untouched: bool = False
    first_step: str = ""
    call: str = ""
    notes: tuple[str, ...] = ()
    rule_errors: tuple[RuleFault, ...] = ()
    schema_version: int = 1

    @property
    def score(self) -> int:
        return sum(check.points for check in self.checks)
