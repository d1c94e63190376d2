"""Make of a run the record that a report shows: without raw events, with what they tell."""

from __future__ import annotations

from dataclasses import replace

from grader.judge.timeline import timeline
from grader.judge.trace import Trace
from grader.model import Run, RunRecord

MAX_VALUE = 500


def run_record(run: Run, trace: Trace, source: str = "") -> RunRecord:
    """Return the run for the report.  source: the learner's text, for the words of its lines."""
    return RunRecord(
        call=run.call,
        outcome=run.outcome,
        elapsed=run.elapsed,
        value=_text(run.value),
        kind=run.kind,
        error=run.error,
        reason=run.reason,
        stdout=run.stdout,
        stderr=run.stderr,
        paced=run.paced,
        schedule=run.schedule,
        tasks=trace.tasks,
        blocked=trace.blocked,
        never_awaited=trace.never_awaited,
        pending=trace.pending,
        stuck=trace.stuck or "",
        timeline=timeline(trace, source),
    )


def _text(value: object) -> str:
    """Return what Python would show of a value, cut to a reasonable length."""
    try:
        text = _shown(value)
    except (RecursionError, ValueError, MemoryError) as failure:  # nested too deep, an int too long
        return f"<cannot be shown: {type(failure).__name__}>"
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1] + "…"


def _shown(value: object) -> str:
    """Return repr(value), with sets in an order that does not depend on the process."""
    if type(value) is list:
        return f"[{', '.join(map(_shown, value))}]"
    if type(value) is tuple:
        return f"({', '.join(map(_shown, value))}{',' if len(value) == 1 else ''})"
    if type(value) is dict:
        return f"{{{', '.join(f'{_shown(k)}: {_shown(v)}' for k, v in value.items())}}}"
    if type(value) in (set, frozenset) and isinstance(value, set | frozenset) and value:
        items = f"{{{', '.join(sorted(map(_shown, value)))}}}"
        return items if type(value) is set else f"frozenset({items})"
    return repr(value)


def without_source(record: RunRecord) -> RunRecord:
    """Return a run without lines, places and source: the reference must not give itself away."""
    lanes = tuple(
        replace(lane, note="", spans=tuple(replace(span, line=None, source="") for span in lane.spans))
        for lane in record.timeline.lanes
    )
    return replace(
        record,
        tasks=(),
        value="",
        stdout="",
        stderr="",
        blocked=(),
        never_awaited=(),
        timeline=replace(record.timeline, lanes=lanes),
    )
