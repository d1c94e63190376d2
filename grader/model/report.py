"""Checks, findings, and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from grader.model.run import Outcome, RunError, Schedule
from grader.model.trace import Blocked, NeverAwaited, Place, TaskRecord, Timeline


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
