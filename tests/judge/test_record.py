"""What a report is told of a run."""

import dataclasses

import pytest

from grader.judge.record import run_record
from grader.judge.trace import Trace
from grader.model import Opaque, Outcome, Run

from .test_trace_reading import Events, gathered


def run(value=None, events=()):
    return Run(
        call="main()", outcome=Outcome.FINISHED, elapsed=2.0, value=value, stdout="hi", events=tuple(events)
    )


def test_a_run_is_recorded_with_what_its_trace_tells():
    given = run(value=[1, "a"], events=gathered())
    trace = Trace(given)
    record = run_record(given, trace)

    assert (record.call, record.outcome, record.elapsed, record.stdout) == (
        "main()",
        Outcome.FINISHED,
        2.0,
        "hi",
    )
    assert record.value == "[1, 'a']"
    assert record.tasks == trace.tasks
    assert (record.stuck, record.pending) == ("", ())
    assert len(record.timeline.lanes) == 4


def test_why_a_run_was_stuck_is_recorded():
    given = run(events=Events().add("stuck", 0, kind="deadlock", tasks=[], at=[]))

    assert run_record(given, Trace(given)).stuck == "nothing can ever happen any more"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        ({"b", "a", "c"}, "{'a', 'b', 'c'}"),
        (frozenset({2, 1}), "frozenset({1, 2})"),
        (set(), "set()"),
        ((1,), "(1,)"),
        ({"k": [(1, {2, 1})]}, "{'k': [(1, {1, 2})]}"),
        (Opaque(type="Task", text="<Task>", awaitable=True), "<Task>"),
        ("x" * 600, "'" + "x" * 498 + "…"),
    ],
)
def test_a_value_is_shown_as_python_writes_it(value, text):
    given = run(value=value)

    assert run_record(given, Trace(given)).value == text


def test_a_value_that_cannot_be_shown_does_no_harm():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    given = run(value=deep)

    assert run_record(given, Trace(given)).value == "<cannot be shown: RecursionError>"
    assert dataclasses.replace(given, value=1).value == 1
