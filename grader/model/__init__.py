"""The records that flow from a run to a report.

Frozen, slotted, keyword-only; tuples instead of lists.  This package imports nothing of ours and
does no I/O.  A stage of the grader takes records and returns new ones; nothing is filled in later.
All times are virtual seconds (floats, exact to the nanosecond) unless a name says otherwise.
"""

from grader.model.exercise import (
    DETAILS,
    VISIBILITIES,
    CheckPolicy,
    Exercise,
    Limits,
    Submission,
    VerifyPolicy,
)
from grader.model.report import (
    CheckResult,
    Fact,
    Finding,
    Isolation,
    Level,
    Problem,
    Report,
    RuleFault,
    RunRecord,
    Status,
    Suite,
    Traced,
    Verdict,
)
from grader.model.run import Conditions, Event, Opaque, Outcome, Run, RunError, Schedule
from grader.model.trace import Blocked, InFlight, Lane, NeverAwaited, Place, Span, TaskRecord, Timeline, Wait

__all__ = [
    "DETAILS",
    "VISIBILITIES",
    "Blocked",
    "CheckPolicy",
    "CheckResult",
    "Conditions",
    "Event",
    "Exercise",
    "Fact",
    "Finding",
    "InFlight",
    "Isolation",
    "Lane",
    "Level",
    "Limits",
    "NeverAwaited",
    "Opaque",
    "Outcome",
    "Place",
    "Problem",
    "Report",
    "RuleFault",
    "Run",
    "RunError",
    "RunRecord",
    "Schedule",
    "Span",
    "Status",
    "Submission",
    "Suite",
    "TaskRecord",
    "Timeline",
    "Traced",
    "Verdict",
    "VerifyPolicy",
    "Wait",
]
