"""Reports to draw, built from records by hand: one of every kind a learner can meet."""

from __future__ import annotations

from collections.abc import Callable

from grader.model import (
    Blocked,
    CheckResult,
    Fact,
    Finding,
    InFlight,
    Isolation,
    Lane,
    Level,
    NeverAwaited,
    Outcome,
    Place,
    Problem,
    Report,
    RunError,
    RunRecord,
    Schedule,
    Span,
    Status,
    TaskRecord,
    Timeline,
    Verdict,
    Wait,
)

URLS = ("data1", "data2", "data3")

STUB = '''import asyncio


async def fetch_data(url: str) -> str:
    """Pretend to fetch `url`: wait two seconds, then return its content."""
    # Write the function here.


async def main() -> list[str]:
    """Fetch all three URLs."""


if __name__ == "__main__":
    asyncio.run(main())
'''

SEQUENTIAL = '''import asyncio


async def fetch_data(url: str) -> str:
    print(f"Fetching data from {url}...")
    await asyncio.sleep(2)
    print(f"Data fetched from {url}")
    return f"content of {url}"


async def main() -> list[str]:
    urls = ["data1", "data2", "data3"]
    results = []
    for url in urls:
        results.append(await fetch_data(url))
    return results


if __name__ == "__main__":
    asyncio.run(main())
'''

TOGETHER = SEQUENTIAL.replace(
    """    results = []
    for url in urls:
        results.append(await fetch_data(url))
    return results
""",
    """    return await asyncio.gather(*(fetch_data(url) for url in urls))
""",
)

BLOCKING = TOGETHER.replace("import asyncio\n", "import asyncio\nimport time\n", 1).replace(
    "await asyncio.sleep(2)", "time.sleep(2)"
)

NEVER = SEQUENTIAL.replace("await fetch_data(url)", "fetch_data(url)")

DEADLOCK = '''import asyncio


async def producer(queue: asyncio.Queue[int]) -> None:
    for number in range(3):
        await asyncio.sleep(1)
        await queue.put(number)


async def consumer(queue: asyncio.Queue[int]) -> None:
    while True:
        number = await queue.get()
        print("got", number)


async def main() -> None:
    queue: asyncio.Queue[int] = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(producer(queue))
        group.create_task(consumer(queue))
'''

CHECKS = (
    ("test_fetch_data_is_a_coroutine_function", "`fetch_data` is a coroutine function.", "coroutines", 1),
    ("test_each_fetch_waits_two_seconds", "One fetch takes 2 s and does not block the event loop.", "coroutines", 2),
    ("test_results_in_order", "`main()` returns the three results in order.", "results", 2),
    ("test_three_fetches_overlap", "The three fetches wait at the same time.", "concurrency", 3),
    ("test_total_time", "The whole program takes 2 s.", "concurrency", 2),
)


def report(**changes: object) -> Report:
    """Return a report with sensible values for everything that is not given."""
    values: dict[str, object] = {
        "grader_version": "0.1.0",
        "exercise": "exercise-02",
        "title": "Fetch three pages at the same time",
        "file": "exercise.py",
        "sha256": "9f" * 32,
        "source": SEQUENTIAL,
        "outcome": Verdict.FAILED,
        "max_score": 10,
        "isolation": Isolation(level="full"),
        "first_step": "Make fetch_data wait two seconds with asyncio.sleep, then return a text.",
    }
    return Report(**{**values, **changes})  # type: ignore[arg-type]


def checks(**failed: dict[str, object]) -> tuple[CheckResult, ...]:
    """Return the suite's five checks, all passed but those given with what went otherwise."""
    results = []
    for name, title, topic, points in CHECKS:
        short = name.removeprefix("test_")
        values: dict[str, object] = {"status": Status.PASSED, "points": points, "runs": (0,)}
        if short in failed:
            values |= {"status": Status.FAILED, "points": 0} | failed[short]
        results.append(CheckResult(id=name, title=title, topic=topic, max_points=points, **values))  # type: ignore[arg-type]
    return tuple(results)


def place(line: int, function: str = "main", column: int = 5, end: int = 30) -> Place:
    return Place(file="exercise.py", line=line, function=function, column=column, end_line=line, end_column=end)


def waiting(start: float, end: float, label: str, line: int, source: str = "") -> Span:
    return Span(start=start, end=end, state="waiting", label=label, line=line, source=source)


# ---- runs ----------------------------------------------------------------------------------


def together_run(source: bool = True, **changes: object) -> RunRecord:
    """Three fetches at the same time: 2 s."""
    text = "return await asyncio.gather(*(fetch_data(url) for url in urls))" if source else ""
    sleep = "await asyncio.sleep(2)" if source else ""
    lanes = [
        Lane(
            id="t1", kind="task", name="main()", note="the main task", started=0.0, ended=2.0, how="returned",
            spans=(Span(start=0.0, end=2.0, state="waiting", label="gather of 3 tasks", line=13 if source else None, source=text),),
            runs=(0.0,),
        )
    ]  # fmt: skip
    lanes += [
        Lane(
            id=f"t{n}", kind="task", name=f"fetch_data('{url}')", note=f"task {n}", started=0.0, ended=2.0, how="returned",
            spans=(Span(start=0.0, end=2.0, state="waiting", label="asyncio.sleep(2)", line=6 if source else None, source=sleep),),
            runs=(0.0,),
        )
        for n, url in enumerate(URLS, 2)
    ]  # fmt: skip
    main = TaskRecord(
        id=1, name="main()", coroutine="main", created=0.0, started=0.0, ended=2.0, via="run", how="returned", awaited=True,
        waits=(Wait(start=0.0, end=2.0, on="gather", label="gather of 3 tasks", place=place(13), stack=(place(13),), tasks=(2, 3, 4)),),
    )  # fmt: skip
    fetches = tuple(
        TaskRecord(
            id=n, name=f"fetch_data('{url}')", coroutine="fetch_data", created=0.0, started=0.0, ended=2.0, made_by=1, via="gather",
            line=13, how="returned", value=f"'content of {url}'", awaited=True,
            waits=(Wait(start=0.0, end=2.0, on="sleep", label="asyncio.sleep(2)", place=place(6, "fetch_data"), stack=(place(6, "fetch_data"),)),),
        )
        for n, url in enumerate(URLS, 2)
    )  # fmt: skip
    values: dict[str, object] = {
        "call": "main()", "outcome": Outcome.FINISHED, "elapsed": 2.0, "kind": "coroutine",
        "value": "['content of data1', 'content of data2', 'content of data3']",
        "stdout": "".join(f"Fetching data from {u}...\n" for u in URLS) + "".join(f"Data fetched from {u}\n" for u in URLS),
        "tasks": (main, *fetches),
        "timeline": Timeline(duration=2.0, lanes=tuple(lanes), in_flight=(InFlight(start=0.0, end=2.0, count=3),)),
    }  # fmt: skip
    return RunRecord(**{**values, **changes})  # type: ignore[arg-type]


REFERENCE = together_run(source=False, stdout="")


def sequential_run(**changes: object) -> RunRecord:
    """One fetch after the other: 6 s."""
    text, sleep = "results.append(await fetch_data(url))", "await asyncio.sleep(2)"
    spans = tuple(waiting(2.0 * n, 2.0 * n + 2, f"fetch_data('{url}')", 15, text) for n, url in enumerate(URLS))
    lanes = [Lane(id="t1", kind="task", name="main()", note="the only task", started=0.0, ended=6.0, how="returned", spans=spans, runs=(0.0, 2.0, 4.0))]  # fmt: skip
    for n, url in enumerate(URLS):
        unborn = (Span(start=0.0, end=2.0 * n, state="not started", label="not started yet"),) if n else ()
        lanes.append(
            Lane(
                id=f"c{n}", kind="coroutine", name=f"fetch_data('{url}')", note="inside main(), not a task", created=2.0 * n,
                started=2.0 * n, ended=2.0 * n + 2, how="returned", runs=(2.0 * n,),
                spans=(*unborn, waiting(2.0 * n, 2.0 * n + 2, "asyncio.sleep(2)", 6, sleep)),
            )
        )  # fmt: skip
    inner = place(6, "fetch_data", 5, 27)
    waits = tuple(
        Wait(start=2.0 * n, end=2.0 * n + 2, on="sleep", label="asyncio.sleep(2)", place=inner, stack=(place(15, end=45), inner))
        for n in range(3)
    )  # fmt: skip
    main = TaskRecord(id=1, name="main()", coroutine="main", created=0.0, started=0.0, ended=6.0, via="run", how="returned", awaited=True, waits=waits)  # fmt: skip
    values: dict[str, object] = {
        "call": "main()", "outcome": Outcome.FINISHED, "elapsed": 6.0, "kind": "coroutine",
        "value": "['content of data1', 'content of data2', 'content of data3']",
        "stdout": "".join(f"Fetching data from {u}...\nData fetched from {u}\n" for u in URLS),
        "tasks": (main,),
        "timeline": Timeline(
            duration=6.0, lanes=tuple(lanes),
            in_flight=tuple(InFlight(start=2.0 * n, end=2.0 * n + 2, count=1) for n in range(3)),
        ),
    }  # fmt: skip
    return RunRecord(**{**values, **changes})  # type: ignore[arg-type]


def blocking_run() -> RunRecord:
    """Three tasks whose time.sleep blocks the event loop: 6 s."""
    gather = "return await asyncio.gather(*(fetch_data(url) for url in urls))"
    lanes = [Lane(id="t1", kind="task", name="main()", note="the main task", started=0.0, ended=6.0, how="returned", spans=(waiting(0.0, 6.0, "gather of 3 tasks", 14, gather),), runs=(0.0,))]  # fmt: skip
    tasks = [TaskRecord(id=1, name="main()", coroutine="main", created=0.0, started=0.0, ended=6.0, via="run", how="returned", awaited=True, waits=(Wait(start=0.0, end=6.0, on="gather", label="gather of 3 tasks", place=place(14), stack=(place(14),), tasks=(2, 3, 4)),))]  # fmt: skip
    blocked = []
    for n, url in enumerate(URLS):
        start, end = 2.0 * n, 2.0 * n + 2
        ready = (Span(start=0.0, end=start, state="ready", label="ready, the loop is blocked"),) if n else ()
        held = Span(start=start, end=end, state="blocked", label="time.sleep(2)", line=7, source="time.sleep(2)")
        lanes.append(Lane(id=f"t{n + 2}", kind="task", name=f"fetch_data('{url}')", note=f"task {n + 2}, made on line 14", started=start, ended=end, how="returned", spans=(*ready, held), runs=(start,)))  # fmt: skip
        tasks.append(TaskRecord(id=n + 2, name=f"fetch_data('{url}')", coroutine="fetch_data", created=0.0, started=start, ended=end, made_by=1, via="gather", line=14, how="returned", value=f"'content of {url}'", awaited=True))  # fmt: skip
        blocked.append(Blocked(start=start, end=end, what="time.sleep(2)", task=n + 2, place=place(7, "fetch_data", 5, 18)))  # fmt: skip
    return RunRecord(
        call="main()", outcome=Outcome.FINISHED, elapsed=6.0, kind="coroutine", value="['content of data1', ...]",
        tasks=tuple(tasks), blocked=tuple(blocked), stdout="Fetching data from data1...\n",
        timeline=Timeline(duration=6.0, lanes=tuple(lanes), in_flight=tuple(InFlight(start=2.0 * n, end=2.0 * n + 2, count=1) for n in range(3))),
    )  # fmt: skip


def never_awaited_run() -> RunRecord:
    """Coroutines made and never run."""
    message = "coroutine 'fetch_data' was never awaited"
    made = NeverAwaited(name="fetch_data", message=message, place=place(15, "main", 24, 39))
    main = TaskRecord(id=1, name="main()", coroutine="main", created=0.0, started=0.0, ended=0.0, via="run", how="returned", awaited=True)
    return RunRecord(
        call="main()", outcome=Outcome.FINISHED, elapsed=0.0, kind="coroutine", value="[<coroutine>, <coroutine>, <coroutine>]",
        stderr=f"exercise.py:15: RuntimeWarning: {message}\n", tasks=(main,), never_awaited=(made, made, made),
        timeline=Timeline(duration=0.0, lanes=(Lane(id="t1", kind="task", name="main()", started=0.0, ended=0.0, how="returned", runs=(0.0,)),)),
    )  # fmt: skip


def deadlock_run() -> RunRecord:
    """A consumer that waits for a queue nobody fills any more."""
    get, put = "number = await queue.get()", "await asyncio.sleep(1)"
    group = waiting(0.0, 3.0, "the tasks of a TaskGroup", 18, "async with asyncio.TaskGroup() as group:")
    sleeps = tuple(waiting(float(n), n + 1.0, "asyncio.sleep(1)", 6, put) for n in range(3))
    gets = (*(waiting(float(n), n + 1.0, "queue.get()", 12, get) for n in range(3)), waiting(3.0, 3.0, "queue.get()", 12, get))
    lanes = (
        Lane(id="t1", kind="task", name="main()", note="the main task", started=0.0, spans=(group,), runs=(0.0,)),
        Lane(id="t2", kind="task", name="producer(<Queue>)", note="task 2, made on line 19", started=0.0, ended=3.0, how="returned", spans=sleeps, runs=(0.0, 1.0, 2.0)),
        Lane(id="t3", kind="task", name="consumer(<Queue>)", note="task 3, made on line 20", started=0.0, spans=gets, runs=(0.0, 1.0, 2.0, 3.0)),
    )  # fmt: skip
    here = place(12, "consumer", 18, 35)
    tasks = (
        TaskRecord(id=1, name="main()", coroutine="main", created=0.0, started=0.0, via="run", waits=(Wait(start=0.0, end=3.0, on="taskgroup", label="the tasks of a TaskGroup", place=place(18), stack=(place(18),), tasks=(2, 3)),)),
        TaskRecord(id=2, name="producer(<Queue>)", coroutine="producer", created=0.0, started=0.0, ended=3.0, made_by=1, via="TaskGroup", line=19, how="returned", value="None", awaited=True, waits=tuple(Wait(start=float(n), end=n + 1.0, on="sleep", label="asyncio.sleep(1)", place=place(6, "producer"), stack=(place(6, "producer"),)) for n in range(3))),
        TaskRecord(id=3, name="consumer(<Queue>)", coroutine="consumer", created=0.0, started=0.0, made_by=1, via="TaskGroup", line=20, waits=(*(Wait(start=float(n), end=n + 1.0, on="queue.get", label="queue.get()", place=here, stack=(here,)) for n in range(3)), Wait(start=3.0, end=3.0, on="queue.get", label="queue.get()", place=here, stack=(here,)))),
    )  # fmt: skip
    return RunRecord(
        call="main()", outcome=Outcome.DEADLOCKED, elapsed=3.0, kind="coroutine", stdout="got 0\ngot 1\ngot 2\n", tasks=tasks, pending=(1, 3),
        stuck="main() waits for task 3 on line 18; consumer(<Queue>) waits for queue.get() on line 12, and no task is left that puts.",
        timeline=Timeline(duration=3.0, lanes=lanes, in_flight=(InFlight(start=0.0, end=3.0, count=2),)),
    )  # fmt: skip


# ---- reports -------------------------------------------------------------------------------


def passed() -> Report:
    return report(source=TOGETHER, outcome=Verdict.PASSED, checks=checks(), runs=(together_run(),), reference=REFERENCE)


def sequential() -> Report:
    facts = [Fact(at=2.0 * n, text=f"fetch_data('{url}') starts, and it ends at {2 * n + 2} s") for n, url in enumerate(URLS)]
    finding = Finding(
        rule="await-in-loop", level=Level.ESSENTIAL, line=15, column=24, end_line=15, end_column=45,
        headline="The three fetches ran one after another: 6 s, where 2 s is enough.",
        facts=(*facts, Fact(text="One task existed during the whole run: main().")),
        why="`await` on a coroutine runs it to its end before the next line. Waiting overlaps only between *tasks*.",
        hints=(
            "Which line would have to run for data2 before data1 has arrived?",
            "Start all three, then wait for all three. `asyncio.create_task()` starts a coroutine without waiting for it.",
            "The same move in a kitchen:\n\n```python\npots = [asyncio.create_task(boil(pot)) for pot in stove]\nreturn await asyncio.gather(*pots)\n```\n",
        ),
        docs="grade explain await-in-loop",
    )  # fmt: skip
    failed = checks(
        three_fetches_overlap={"fact": "At most 1 fetch waits at a time.", "advice": "All three fetches start before the first one is awaited.", "expected": "3 at the same time", "actual": "1 at a time", "because": "await-in-loop", "runs": (0, 1)},
        total_time={"fact": "The program takes 6 s.", "advice": "Overlapping waits take as long as the longest one.", "expected": "2 s", "actual": "6 s", "because": "await-in-loop"},
    )  # fmt: skip
    hidden = sequential_run(elapsed=6.3, schedule=Schedule(stagger=0.1))
    return report(checks=failed, findings=(finding,), runs=(sequential_run(), hidden), reference=REFERENCE)


def blocking() -> Report:
    finding = Finding(
        rule="blocking-call", level=Level.ESSENTIAL, line=7, column=5, end_line=7, end_column=18,
        headline="time.sleep() held the event loop for 6 s; no other task could run.",
        facts=(Fact(at=0.0, text="Three tasks are created, as the exercise asks."), Fact(at=0.0, text="Line 7 holds the loop three times, 2 s each; the other tasks are ready and wait.")),
        why="All tasks share one thread. The event loop can change tasks only at an `await` that has something to wait for.",
        hints=("The tasks are fine. At which line of fetch_data could the loop turn to another task?", "asyncio has a sleep of its own. It is a coroutine."),
        docs="https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code",
    )  # fmt: skip
    smaller = Finding(rule="unused-import", level=Level.INFORMATIVE, line=2, headline="The module time is imported for one call only.", why="A smaller note.")
    failed = checks(total_time={"fact": "The program takes 6 s.", "expected": "2 s", "actual": "6 s", "because": "blocking-call"})
    return report(source=BLOCKING, checks=failed, findings=(finding, smaller), runs=(blocking_run(),), reference=REFERENCE)  # fmt: skip


def deadlock() -> Report:
    finding = Finding(
        rule="queue-never-ends", level=Level.ESSENTIAL, line=12, column=18, end_line=12, end_column=35,
        headline="From 3 s on every task waits, and nothing can wake one of them.",
        facts=(Fact(at=3.0, text="producer() returns after its third put."), Fact(at=3.0, text="consumer() waits in queue.get() on line 12.")),
        why="A queue does not know that no more items will come; something has to say so.",
        hints=("What could the last item in the queue be?",),
    )  # fmt: skip
    results = (
        CheckResult(id="test_order", title="The consumer gets every number in order.", topic="queues", status=Status.PASSED, points=2, max_points=2, runs=(0,)),
        CheckResult(id="test_ends", title="The program comes to an end.", topic="queues", status=Status.FAILED, max_points=3, fact="main() never ends: every task waits.", because="queue-never-ends", runs=(0,)),
        CheckResult(id="test_empty", title="The queue is empty at the end.", topic="queues", status=Status.SKIPPED, max_points=1, runs=(0,)),
        CheckResult(id="test_odd", title="Nothing is printed twice.", topic="output", status=Status.ERROR, max_points=1),
    )  # fmt: skip
    return report(exercise="exercise-07", title="A queue between two tasks", source=DEADLOCK, max_score=7, checks=results, findings=(finding,), runs=(deadlock_run(),))  # fmt: skip


def never_awaited() -> Report:
    finding = Finding(
        rule="never-awaited", level=Level.ESSENTIAL, line=15, column=24, end_line=15, end_column=39,
        headline="fetch_data() was called three times, and none of the calls ran.",
        facts=(Fact(at=0.0, text="Three coroutine objects are created on line 15."), Fact(text="Python says: RuntimeWarning: coroutine 'fetch_data' was never awaited")),
        why="Calling an `async def` function makes a coroutine object. Its body starts only when it is awaited or made into a task.",
        hints=("What does main() return now: three strings, or three things that could become strings?",),
    )  # fmt: skip
    nothing: dict[str, object] = {"fact": "No fetch ran.", "because": "never-awaited"}
    failed = checks(each_fetch_waits_two_seconds=nothing, results_in_order=nothing, three_fetches_overlap=nothing, total_time=nothing)
    return report(source=NEVER, checks=failed, findings=(finding,), runs=(never_awaited_run(),), reference=REFERENCE)


def raised() -> Report:
    error = RunError(
        type="KeyError", message="'data3'", bases=("KeyError", "LookupError", "Exception"), line=15, function="main",
        traceback="Traceback (most recent call last):\n  File \"exercise.py\", line 15, in main\n    results.append(await fetch_data(url))\n                   ^^^^^^^^^^^^^^^^^^^^^\nKeyError: 'data3'\n",
    )  # fmt: skip
    run = sequential_run(outcome=Outcome.RAISED, error=error, value="", stdout="")
    failed = checks(results_in_order={"fact": "main() raised KeyError: 'data3'.", "advice": "Python's message names the key that is missing.", "expected": "three results", "actual": "KeyError: 'data3'"})
    return report(checks=failed, runs=(run,), reference=REFERENCE)


def syntax_error() -> Report:
    details = '  File "exercise.py", line 6\n    await asyncio.sleep(2\n                       ^\nSyntaxError: \'(\' was never closed\n'
    problem = Problem(kind="syntax-error", headline="Python cannot read line 6.", advice="Once python exercise.py starts without this message, grade again.", details=details, line=6, column=24)
    return report(source=SEQUENTIAL.replace("sleep(2)", "sleep(2"), outcome=Verdict.UNGRADABLE, problem=problem)


def no_function() -> Report:
    problem = Problem(kind="no-function", headline="There is no function main() in exercise.py.", advice="The checks call main(). A function fetch_main() is there.", line=11, column=11)
    return report(outcome=Verdict.UNGRADABLE, problem=problem)


def fault() -> Report:
    problem = Problem(kind="suite", headline="The hidden suite of exercise-02 could not start.", advice="It costs no points. The instructor has to look at it.")
    return report(outcome=Verdict.FAULT, problem=problem, isolation=Isolation(level="reduced", missing=("network",)))


def untouched() -> Report:
    return report(source=STUB, untouched=True, checks=())


EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}{% raw %}'
EVIL_MARKS = "\x1b[31mred\x1b[0m \x00 \u202etxt.exe\u202c ``` ````` [a](javascript:alert(1)) @everyone =cmd|'/c calc'!A1 \udc80"


def hostile() -> Report:
    """A learner who writes everything into everything."""
    bad = EVIL + EVIL_MARKS
    source = f"# {EVIL}\n# {EVIL_MARKS}\nawait x  # </style><style>*{{display:none}}\n" + "x" * 5000 + "\n"
    run = sequential_run()
    lane = Lane(id="e", kind="task", name=bad, note=bad, started=0.0, ended=6.0, how="raised", spans=(Span(start=0.0, end=6.0, state="waiting", label=bad, line=3, source=bad), Span(start=-1.0, end=9e9, state=bad, label=bad)), runs=(0.0,))  # fmt: skip
    error = RunError(type=bad, message=bad, line=3, function=bad, traceback=bad + "\n" + bad)
    task = TaskRecord(id=1, name=bad, coroutine=bad, created=0.0, started=0.0, ended=6.0, via=bad, how="raised", value=bad, error=error, waits=(Wait(start=0.0, end=6.0, on=bad, label=bad, place=place(3, bad)),))  # fmt: skip
    run = sequential_run(
        call=bad, outcome=Outcome.RAISED, error=error, value=bad, reason=bad, stdout=bad + "\n" + "~" * 90_000, stderr=bad, stuck=bad,
        tasks=(task,), blocked=(Blocked(start=0.0, end=6.0, what=bad, place=place(3, bad)),), never_awaited=(NeverAwaited(name=bad, message=bad, place=place(3)),),
        timeline=Timeline(duration=6.0, lanes=(lane, *run.timeline.lanes), in_flight=run.timeline.in_flight),
    )  # fmt: skip
    finding = Finding(rule="x", level=Level.ESSENTIAL, headline=bad, line=3, column=1, end_column=6, facts=(Fact(at=0.0, text=bad),), why=bad, hints=(bad, "[a](javascript:alert(1)) <b>x</b>"), docs="javascript:alert(1)")
    check = CheckResult(id="t", title=bad, status=Status.FAILED, topic=bad, max_points=10, fact=bad, advice=bad, expected=bad, actual=bad, runs=(0,))
    return report(exercise="exercise-02", title=bad, file=bad, source=source, checks=(check,), findings=(finding,), runs=(run,), reference=REFERENCE)  # fmt: skip


def crowded() -> Report:
    """Many lanes, many short waits, hours of virtual time, names without an end."""
    sleep = "await asyncio.sleep(60)"
    lanes = tuple(
        Lane(
            id=f"t{n}", kind="task", name=f"poll(interval={n}, name='{'sensor-' * 12}{n}')", note=f"task {n}", started=0.0, ended=600_000.0,
            how=("returned", "cancelled", "raised", "left")[n % 4], runs=tuple(float(t) for t in range(0, 600_000, 600)),
            spans=tuple(waiting(float(t), t + 600.0, "asyncio.sleep(600)", 6, sleep) for t in range(0, 600_000, 600)),
        )
        for n in range(1, 60)
    )  # fmt: skip
    run = RunRecord(call="main()", outcome=Outcome.STUCK, reason="virtual-time-limit", elapsed=600_000.0, timeline=Timeline(duration=600_000.0, lanes=lanes, hidden=941, in_flight=(InFlight(start=0.0, end=600_000.0, count=1000),)))  # fmt: skip
    return report(checks=checks(total_time={"fact": "The program takes 166 h 40 min."}), runs=(run,), reference=REFERENCE)


def sibling_schedules() -> Report:
    """A failure that only a hidden schedule shows."""
    hidden = together_run(elapsed=2.2, schedule=Schedule(stagger=-0.1, set_order="reversed", seed=7))
    failed = checks(results_in_order={"fact": "With other completion times the results come in another order.", "expected": "data1, data2, data3", "actual": "data3, data2, data1", "runs": (1,)})
    return report(source=TOGETHER, checks=failed, runs=(together_run(), hidden), reference=REFERENCE)


SAMPLES: dict[str, Callable[[], Report]] = {
    one.__name__: one
    for one in (
        passed, sequential, blocking, deadlock, never_awaited, raised, syntax_error, no_function, fault, untouched,
        hostile, crowded, sibling_schedules,
    )
}  # fmt: skip
