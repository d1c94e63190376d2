"""Reports to draw: one of every kind a learner can meet, and two that nobody should."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from grader.model import (
    CheckResult,
    Fact,
    Finding,
    Isolation,
    Level,
    Outcome,
    Place,
    Problem,
    Report,
    RuleFault,
    RunError,
    Schedule,
    Status,
    Verdict,
)
from tests.report import records
from tests.report.records import REFERENCE, URLS

CHECKS = (
    ("fetch_data_is_a_coroutine_function", "`fetch_data` is a coroutine function.", "coroutines", 1),
    (
        "each_fetch_waits_two_seconds",
        "One fetch takes 2 s and does not block the event loop.",
        "coroutines",
        2,
    ),
    ("results_in_order", "`main()` returns the three results in order.", "results", 2),
    ("three_fetches_overlap", "The three fetches wait at the same time.", "concurrency", 3),
    ("total_time", "The whole program takes 2 s.", "concurrency", 2),
)


def report(**changes: Any) -> Report:
    """Return a report with sensible values for everything that is not given."""
    values = {
        "grader_version": "0.1.0",
        "exercise": "exercise-02",
        "title": "Fetch three pages at the same time",
        "file": "exercise.py",
        "sha256": "9f" * 32,
        "source": records.SEQUENTIAL,
        "outcome": Verdict.FAILED,
        "max_score": 10,
        "isolation": Isolation(level="full"),
        "first_step": "Make `fetch_data` wait two seconds with `asyncio.sleep`, then return a text.",
    }
    return Report(**{**values, **changes})


def checks(**failed: dict[str, Any]) -> tuple[CheckResult, ...]:
    """Return the suite's five checks, all passed but those given with what went otherwise."""
    results = []
    for name, title, topic, points in CHECKS:
        check = CheckResult(
            id=f"test_{name}",
            title=title,
            topic=topic,
            max_points=points,
            status=Status.PASSED,
            points=points,
            runs=(0,),
        )
        if name in failed:
            check = replace(check, status=Status.FAILED, points=0, **failed[name])
        results.append(check)
    return tuple(results)


def essential(rule: str, headline: str, line: int, column: int, end: int, **more: Any) -> Finding:
    span = {"line": line, "column": column, "end_line": line, "end_column": end}
    return Finding(rule=rule, level=Level.ESSENTIAL, headline=headline, **span, **more)


def spot(line: int, column: int, end: int) -> Place:
    return Place(
        file="exercise.py", function="fetch_data", line=line, column=column, end_line=line, end_column=end
    )


# ---- what learners meet --------------------------------------------------------------------


def passed() -> Report:
    return report(
        source=records.TOGETHER,
        outcome=Verdict.PASSED,
        checks=checks(),
        runs=(records.together_run(),),
        reference=REFERENCE,
    )


def worth_a_look() -> Report:
    """All passed, and something to say all the same."""
    finding = Finding(
        rule="sleep-of-nothing",
        level=Level.ACTIONABLE,
        line=6,
        headline="One pause has no length.",
        why="It gives the others one turn.",
        hints=("What happens at an `await` that has nothing to wait for?",),
        docs="grade explain sleep-of-nothing",
    )
    return replace(passed(), findings=(finding,))


def sequential() -> Report:
    facts = [
        Fact(at=2.0 * n, text=f"fetch_data('{url}') starts, and it ends at {2 * n + 2} s")
        for n, url in enumerate(URLS)
    ]
    finding = essential(
        "await-in-loop",
        "The three fetches ran one after another: 6 s, where 2 s is enough.",
        *(15, 24, 45),
        facts=(*facts, Fact(text="One task existed during the whole run: main().")),
        why="`await` on a coroutine runs it to its end. Waits overlap only between *tasks*.",
        hints=(
            "Which line would have to run for data2 before data1 has arrived?",
            "Start all three, then wait. `asyncio.create_task()` starts a coroutine without waiting for it.",
            "The same move in a kitchen:\n\n```python\n"
            "pots = [asyncio.create_task(boil(pot)) for pot in stove]\nawait asyncio.gather(*pots)\n```\n",
        ),
        docs="grade explain await-in-loop",
        belief="An `await` in a loop starts a call and goes on.",
    )
    overlap = {
        "fact": "At most 1 fetch waits at a time.",
        "advice": "All three fetches start before the first one is awaited.",
        "expected": "3 at the same time",
        "actual": "1 at a time",
        "because": "await-in-loop",
        "runs": (0, 1),
    }
    total = {"fact": "The program takes 6 s.", "expected": "2 s", "actual": "6 s", "because": "await-in-loop"}
    staggered = replace(records.sequential_run(), elapsed=6.3, schedule=Schedule(stagger=0.1))
    return report(
        checks=checks(three_fetches_overlap=overlap, total_time=total),
        findings=(finding,),
        runs=(records.sequential_run(), staggered),
        reference=REFERENCE,
    )


def blocking() -> Report:
    finding = essential(
        "blocking-call",
        "time.sleep() held the event loop for 6 s; no other task could run.",
        *(7, 5, 18),
        facts=(
            Fact(at=0.0, text="Three tasks are created, as the exercise asks."),
            Fact(
                at=0.0,
                text="Line 7 holds the loop three times, 2 s each; the other tasks are ready and wait.",
            ),
        ),
        why="All tasks share one thread. The loop changes tasks only at an `await` that has to wait.",
        hints=(
            "At which line of fetch_data could the loop turn to another task?",
            "asyncio has its own sleep.",
        ),
        docs="https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code",
        belief="Inside `async def` every pause is asynchronous.",
        places=(spot(7, 5, 18), spot(16, 5, 33)),
    )
    smaller = Finding(
        rule="unused-import",
        level=Level.INFORMATIVE,
        line=2,
        headline="The module time serves one call only.",
        why="A smaller note.",
        docs="grade explain unused-import",
    )
    total = {"fact": "The program takes 6 s.", "expected": "2 s", "actual": "6 s", "because": "blocking-call"}
    return report(
        source=records.BLOCKING,
        checks=checks(total_time=total),
        findings=(finding, smaller),
        runs=(records.blocking_run(),),
        reference=REFERENCE,
        rule_errors=(RuleFault(rule="lost-task", error="KeyError: 3"),),
    )


def deadlock() -> Report:
    finding = essential(
        "queue-never-ends",
        "From 3 s on every task waits, and nothing can wake one of them.",
        *(12, 18, 35),
        facts=(
            Fact(at=3.0, text="producer() returns after its third put."),
            Fact(at=3.0, text="consumer() waits in queue.get() on line 12."),
        ),
        why="A queue does not know that no more items will come; something has to say so.",
        hints=("What could the last item in the queue be?",),
    )
    order = CheckResult(
        id="test_order",
        title="The consumer gets every number in order.",
        topic="queues",
        status=Status.PASSED,
        points=2,
        max_points=2,
        runs=(0,),
    )
    end = CheckResult(
        id="test_ends",
        title="The program comes to an end.",
        topic="queues",
        status=Status.FAILED,
        max_points=3,
        fact="main() never ends: every task waits.",
        because="queue-never-ends",
        runs=(0,),
    )
    empty = CheckResult(
        id="test_empty",
        title="The queue is empty at the end.",
        topic="queues",
        status=Status.SKIPPED,
        max_points=1,
    )
    odd = CheckResult(
        id="test_odd", title="Nothing is printed twice.", topic="output", status=Status.ERROR, max_points=1
    )
    return report(
        exercise="exercise-07",
        title="A queue between two tasks",
        source=records.DEADLOCK,
        max_score=7,
        checks=(order, end, empty, odd),
        findings=(finding,),
        runs=(records.deadlock_run(),),
    )


def never_awaited() -> Report:
    finding = essential(
        "never-awaited",
        "fetch_data() was called three times, and none of the calls ran.",
        *(15, 24, 39),
        facts=(
            Fact(at=0.0, text="Three coroutine objects are created on line 15."),
            Fact(at=0.0, text="main() ends; nothing has awaited them."),
        ),
        python_says="RuntimeWarning: coroutine 'fetch_data' was never awaited",
        why="Calling an `async def` function makes a coroutine object. Its body starts when it is awaited.",
        hints=("What does main() return now: three strings, or three things that could become strings?",),
    )
    nothing = {"fact": "No fetch ran.", "because": "never-awaited"}
    failed = {name: nothing for name, *_ in CHECKS[1:]}
    return report(
        source=records.NEVER,
        checks=checks(**failed),
        findings=(finding,),
        runs=(records.never_awaited_run(),),
        reference=REFERENCE,
    )


TRACEBACK = """Traceback (most recent call last):
  File "exercise.py", line 15, in main
    results.append(await fetch_data(url))
                   ^^^^^^^^^^^^^^^^^^^^^
KeyError: 'data3'
"""


def raised() -> Report:
    bases = ("KeyError", "LookupError", "Exception")
    error = RunError(
        type="KeyError", message="'data3'", bases=bases, line=15, function="main", traceback=TRACEBACK
    )
    failed = {
        "fact": "main() raised KeyError: 'data3'.",
        "advice": "Python's message names the key that is missing.",
        "expected": "three results",
        "actual": "KeyError: 'data3'",
    }
    run = records.sequential_run(outcome=Outcome.RAISED, error=error, value="", stdout="")
    return report(checks=checks(results_in_order=failed), runs=(run,), reference=REFERENCE)


def sibling_schedules() -> Report:
    """A failure that only a hidden schedule shows."""
    schedule = Schedule(stagger=-0.1, set_order="reversed", seed=7)
    hidden = replace(records.together_run(), elapsed=2.2, schedule=schedule)
    failed = {
        "fact": "With other completion times the results come in another order.",
        "expected": "data1, data2, data3",
        "actual": "data3, data2, data1",
        "runs": (1,),
    }
    runs = (records.together_run(), hidden)
    return report(
        source=records.TOGETHER, checks=checks(results_in_order=failed), runs=runs, reference=REFERENCE
    )


# ---- nothing to judge ----------------------------------------------------------------------

SYNTAX_ERROR = """  File "exercise.py", line 6
    await asyncio.sleep(2
                       ^
SyntaxError: '(' was never closed
"""


def syntax_error() -> Report:
    problem = Problem(
        kind="syntax-error",
        headline="Python cannot read line 6.",
        advice="Once `python exercise.py` starts without this message, grade again.",
        details=SYNTAX_ERROR,
        line=6,
        column=24,
    )
    source = records.SEQUENTIAL.replace("sleep(2)", "sleep(2")
    return report(source=source, outcome=Verdict.UNGRADABLE, problem=problem)


OUTSIDE = """  File "exercise.py", line 5
    print(await fetch())
          ^^^^^^^^^^^^^
SyntaxError: 'await' outside function
"""


def await_outside() -> Report:
    """A file that cannot be loaded, for a reason that a rule knows."""
    source = "import asyncio\n\nasync def fetch():\n    await asyncio.sleep(2)\nprint(await fetch())\n"
    problem = Problem(
        kind="syntax", headline="Python cannot read line 5.", advice="Mend it.", details=OUTSIDE, line=5
    )
    finding = essential(
        "await-at-module-level",
        "The file cannot be loaded: `await` on line 5 is in no function.",
        *(5, 7, 20),
        facts=(Fact(text="`await` on line 5 stands in no function at all."),),
        why="A script has no event loop until `asyncio.run` starts one.",
        hints=("Which event loop would be running when Python comes to line 5?", "`asyncio.run` starts one."),
        docs="grade explain await-at-module-level",
        python_says="SyntaxError: 'await' outside function",
    )
    return report(source=source, outcome=Verdict.UNGRADABLE, problem=problem, findings=(finding,))


def no_function() -> Report:
    problem = Problem(
        kind="no-function",
        headline="There is no function main() in exercise.py.",
        advice="The checks call main(). A function fetch_main() is there.",
        line=11,
        column=11,
    )
    return report(outcome=Verdict.UNGRADABLE, problem=problem)


def fault() -> Report:
    problem = Problem(
        kind="suite",
        headline="The hidden suite of exercise-02 could not start.",
        advice="It costs no points. The instructor has to look at it.",
    )
    isolation = Isolation(level="reduced", missing=("user namespaces", "seccomp"))
    return report(outcome=Verdict.FAULT, problem=problem, isolation=isolation)


def untouched() -> Report:
    return report(source=records.STUB, untouched=True)


SAMPLES: dict[str, Callable[[], Report]] = {
    one.__name__: one
    for one in (
        *(passed, worth_a_look, sequential, blocking, deadlock, never_awaited, raised, sibling_schedules),
        *(syntax_error, await_outside, no_function, fault, untouched),
    )
}
