"""Runs to draw, built from records by hand: what the tasks of small programs did."""

from __future__ import annotations

from typing import Any

from grader.model import (
    Blocked,
    InFlight,
    Lane,
    NeverAwaited,
    Outcome,
    Place,
    RunRecord,
    Span,
    TaskRecord,
    Timeline,
    Wait,
)

URLS = ("data1", "data2", "data3")

STUB = '''import asyncio


async def fetch_data(url: str) -> str:
    """Pretend to fetch `url`: wait two seconds, then return its content."""
    # Write the function here.
'''

SEQUENTIAL = """import asyncio


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
"""

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

DEADLOCK = """import asyncio


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
"""

GATHER = "return await asyncio.gather(*(fetch_data(url) for url in urls))"
PRINTED = "".join(f"Fetching data from {u}...\nData fetched from {u}\n" for u in URLS)
VALUE = "['content of data1', 'content of data2', 'content of data3']"


# ---- small pieces --------------------------------------------------------------------------


def place(line: int, function: str = "main", column: int = 5, end: int = 30) -> Place:
    return Place(file="exercise.py", line=line, function=function, column=column, end_column=end)


def waiting(start: float, end: float, label: str, line: int | None, source: str = "") -> Span:
    return Span(start=start, end=end, state="waiting", label=label, line=line, source=source)


def wait(start: float, end: float, on: str, label: str, *lines: int, **more: Any) -> Wait:
    stack = tuple(place(line) for line in lines)
    return Wait(start=start, end=end, on=on, label=label, place=stack[-1], stack=stack, **more)


def lane(key: str, name: str, *spans: Span, **more: Any) -> Lane:
    """A lane that runs from its first span's start to its last one's end, unless told otherwise."""
    last = spans[-1].end if spans else 0.0
    values = {"kind": "task", "started": 0.0, "ended": last, "how": "returned", "runs": (0.0,)}
    return Lane(id=key, name=name, spans=spans, **{**values, **more})


def task(number: int, name: str, *waits: Wait, ended: float | None = None, **more: Any) -> TaskRecord:
    values = {
        "coroutine": name.partition("(")[0],
        "created": 0.0,
        "started": 0.0,
        "how": "left" if ended is None else "returned",
        "awaited": True,
    }
    return TaskRecord(id=number, name=name, ended=ended, waits=waits, **{**values, **more})


def in_flight(*pieces: tuple[float, float, int]) -> tuple[InFlight, ...]:
    return tuple(InFlight(start=start, end=end, count=count) for start, end, count in pieces)


def run(
    elapsed: float, lanes: tuple[Lane, ...], flights: tuple[InFlight, ...] = (), **more: Any
) -> RunRecord:
    values = {
        "call": "main()",
        "outcome": Outcome.FINISHED,
        "kind": "coroutine",
        "timeline": Timeline(duration=elapsed, lanes=lanes, in_flight=flights),
    }
    return RunRecord(elapsed=elapsed, **{**values, **more})


# ---- whole runs ----------------------------------------------------------------------------


def together_run(source: bool = True, **more: Any) -> RunRecord:
    """Three fetches at the same time: 2 s.  A solution's run is told without its source."""
    outer, inner = (13, 6) if source else (None, None)
    gather, sleep = (GATHER, "await asyncio.sleep(2)") if source else ("", "")
    lanes = [
        lane("t1", "main()", waiting(0.0, 2.0, "gather of 3 tasks", outer, gather), note="the main task")
    ]
    main = wait(0.0, 2.0, "gather", "gather of 3 tasks", 13, tasks=(2, 3, 4))
    tasks = [task(1, "main()", main, ended=2.0, via="run")]
    for number, url in enumerate(URLS, 2):
        name, slept = f"fetch_data('{url}')", waiting(0.0, 2.0, "asyncio.sleep(2)", inner, sleep)
        lanes.append(lane(f"t{number}", name, slept, note=f"task {number}"))
        one = wait(0.0, 2.0, "sleep", "asyncio.sleep(2)", 6)
        value = f"'content of {url}'"
        tasks.append(task(number, name, one, ended=2.0, made_by=1, via="gather", line=13, value=value))
    values = {"value": VALUE, "stdout": PRINTED, "tasks": tuple(tasks)}
    return run(2.0, tuple(lanes), in_flight((0.0, 2.0, 3)), **{**values, **more})


REFERENCE = together_run(source=False, stdout="")


def sequential_run(**more: Any) -> RunRecord:
    """One fetch after the other: 6 s."""
    append, sleep = "results.append(await fetch_data(url))", "await asyncio.sleep(2)"
    starts = {url: 2.0 * index for index, url in enumerate(URLS)}
    outer = [waiting(at, at + 2, f"fetch_data('{url}')", 15, append) for url, at in starts.items()]
    lanes = [lane("t1", "main()", *outer, note="the only task", runs=(0.0, 2.0, 4.0))]
    for url, at in starts.items():
        before = [Span(start=0.0, end=at, state="not started")] if at else []
        inner = waiting(at, at + 2, "asyncio.sleep(2)", 6, sleep)
        about = {"kind": "coroutine", "note": "inside main(), not a task", "started": at, "runs": (at,)}
        lanes.append(lane(f"c{at}", f"fetch_data('{url}')", *before, inner, **about))
    waits = [wait(at, at + 2, "sleep", "asyncio.sleep(2)", 15, 6) for at in starts.values()]
    values = {"value": VALUE, "stdout": PRINTED, "tasks": (task(1, "main()", *waits, ended=6.0, via="run"),)}
    flights = in_flight(*((at, at + 2, 1) for at in starts.values()))
    return run(6.0, tuple(lanes), flights, **{**values, **more})


def blocking_run() -> RunRecord:
    """Three tasks whose time.sleep blocks the event loop: 6 s."""
    gathered = wait(0.0, 6.0, "gather", "gather of 3 tasks", 14, tasks=(2, 3, 4))
    lanes = [lane("t1", "main()", waiting(0.0, 6.0, "gather of 3 tasks", 14, GATHER), note="the main task")]
    tasks, blocked = [task(1, "main()", gathered, ended=6.0, via="run")], []
    for number, url in enumerate(URLS, 2):
        start, end, name = 2.0 * (number - 2), 2.0 * (number - 1), f"fetch_data('{url}')"
        ready = (
            [Span(start=0.0, end=start, state="ready", label="ready, the loop is blocked")] if start else []
        )
        held = Span(
            start=start, end=end, state="blocked", label="time.sleep(2)", line=7, source="time.sleep(2)"
        )
        note = f"task {number}, made on line 14"
        lanes.append(lane(f"t{number}", name, *ready, held, note=note, started=start, runs=(start,)))
        tasks.append(task(number, name, ended=end, started=start, made_by=1, via="gather", line=14))
        blocked.append(Blocked(start=start, end=end, what="time.sleep(2)", task=number, place=place(7)))
    flights = in_flight((0.0, 2.0, 1), (2.0, 4.0, 1), (4.0, 6.0, 1))
    more = {"tasks": tuple(tasks), "blocked": tuple(blocked), "stdout": "Fetching data from data1...\n"}
    return run(6.0, tuple(lanes), flights, value=VALUE, **more)


def never_awaited_run() -> RunRecord:
    """Coroutines made and never run."""
    message = "coroutine 'fetch_data' was never awaited"
    made = NeverAwaited(name="fetch_data", message=message, place=place(15, "main", 24, 39))
    return run(
        0.0,
        (lane("t1", "main()"),),
        value="[<coroutine>, <coroutine>, <coroutine>]",
        stderr=f"exercise.py:15: RuntimeWarning: {message}\n",
        tasks=(task(1, "main()", ended=0.0, via="run"),),
        never_awaited=(made, made, made),
    )


def deadlock_run() -> RunRecord:
    """A consumer that waits for a queue nobody fills any more."""
    group = waiting(0.0, 3.0, "the tasks of a TaskGroup", 18, "async with asyncio.TaskGroup() as group:")
    sleeps = [waiting(float(n), n + 1.0, "asyncio.sleep(1)", 6, "await asyncio.sleep(1)") for n in range(3)]
    gets = [waiting(float(n), min(n + 1.0, 3.0), "queue.get()", 12, "await queue.get()") for n in range(4)]
    alive: dict[str, Any] = {"ended": None, "how": "left"}
    lanes = (
        lane("t1", "main()", group, note="the main task", **alive),
        lane("t2", "producer(<Queue>)", *sleeps, note="task 2, made on line 19", runs=(0.0, 1.0, 2.0)),
        lane(
            "t3",
            "consumer(<Queue>)",
            *gets,
            note="task 3, made on line 20",
            runs=(0.0, 1.0, 2.0, 3.0),
            **alive,
        ),
    )
    slept = [wait(float(n), n + 1.0, "sleep", "asyncio.sleep(1)", 6) for n in range(3)]
    got = [wait(float(n), min(n + 1.0, 3.0), "queue.get", "queue.get()", 12) for n in range(4)]
    tasks = (
        task(
            1, "main()", wait(0.0, 3.0, "taskgroup", "the tasks of a TaskGroup", 18, tasks=(2, 3)), via="run"
        ),
        task(2, "producer(<Queue>)", *slept, ended=3.0, made_by=1, via="TaskGroup", line=19, value="None"),
        task(3, "consumer(<Queue>)", *got, made_by=1, via="TaskGroup", line=20),
    )
    stuck = (
        "main() waits for task 3 on line 18; consumer(<Queue>) waits for queue.get() on line 12, "
        "and no task is left that puts."
    )
    more: dict[str, Any] = {"outcome": Outcome.DEADLOCKED, "tasks": tasks, "pending": (1, 3), "stuck": stuck}
    return run(3.0, lanes, in_flight((0.0, 3.0, 2)), stdout="got 0\ngot 1\ngot 2\n", **more)


def left_behind_run() -> RunRecord:
    """A task nobody waits for: still alive when main() returns."""
    pause = waiting(0.0, 1.0, "asyncio.sleep(1)", 9, "await asyncio.sleep(1)")
    beat = waiting(0.0, 1.0, "asyncio.sleep(10)", 5, "await asyncio.sleep(10)")
    lanes = (
        lane("t1", "main()", pause, note="the main task"),
        lane("t2", "heartbeat()", beat, note="task 2", ended=None, how="left"),
        Lane(
            id="h1",
            kind="thread",
            name="Thread-1",
            spans=(Span(start=0.25, end=0.75, state="thread", label="time.sleep(0.5)", line=12),),
            started=0.25,
            ended=0.75,
            how="raised",
        ),
    )
    tasks = (
        task(1, "main()", wait(0.0, 1.0, "sleep", "asyncio.sleep(1)", 9), ended=1.0, via="run"),
        task(
            2,
            "heartbeat()",
            wait(0.0, 1.0, "sleep", "asyncio.sleep(10)", 5),
            made_by=1,
            via="create_task",
            line=8,
        ),
    )
    return run(1.0, lanes, in_flight((0.0, 1.0, 2)), tasks=tasks, pending=(2,), value="None", paced=True)


def crowded_run() -> RunRecord:
    """Many lanes, many short waits, hours of virtual time, names without an end."""
    hours = range(0, 600_000, 2000)
    spans = tuple(waiting(float(t), t + 2000.0, "asyncio.sleep(2000)", 6) for t in hours)
    runs = tuple(float(t) for t in hours)
    ways = ("returned", "cancelled", "raised", "left")
    lanes = tuple(
        lane(f"t{n}", f"poll(interval={n}, name='{'sensor-' * 12}{n}')", *spans, how=ways[n % 4], runs=runs)
        for n in range(1, 60)
    )
    timeline = Timeline(
        duration=600_000.0, lanes=lanes, hidden=941, in_flight=in_flight((0.0, 600_000.0, 1000))
    )
    stuck = {"outcome": Outcome.STUCK, "reason": "virtual-time-limit"}
    return run(600_000.0, lanes, timeline=timeline, **stuck)
