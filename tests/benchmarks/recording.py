"""What recording costs: the same programs on the same virtual clock, with and without the recorder.

Run by hand, with any interpreter:  python tests/benchmarks/recording.py
Each sample is a fresh process, forked from one that has everything imported.  The two sorts take turns, so
that a busy machine slows down both; what counts is the ratio of their medians.  Events are thrown away
in batches, as the harness does that sends them on.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import platform
import resource
import sys
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from grader.run.guest.engine import Engine, Settings

_BATCH = 2_000
_UNBOUNDED = 10**9

PROGRAM = """
import asyncio

async def fetch(number):
    await asyncio.sleep(1)
    await asyncio.sleep(1)
    await asyncio.sleep(1)
    return number

async def job(number):
    return await fetch(number)

async def main(count):
    return len(await asyncio.gather(*[job(number) for number in range(count)]))
"""


def cpu() -> float:
    """Return the processor seconds used so far: by the one clock that the engine leaves alone."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def measure(tasks: int, rounds: int, *, records: bool, **settings: Any) -> tuple[float, int]:
    """Return the processor seconds of one run, and its events, measured in a process of its own."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        gc.freeze()
        batch: list[Any] = []
        count = 0

        def emit(event: dict[str, Any]) -> None:
            nonlocal count
            batch.append(event)
            if len(batch) >= _BATCH:
                count += len(batch)
                batch.clear()

        limits = {"cpu_seconds": 100.0, "wall_seconds": 100.0}
        show = {"exercise.py": "exercise.py"}.get
        engine = Engine(records=records)
        engine.install()
        engine.begin(Settings(**limits, **settings), learner=show, emit=emit)
        names: dict[str, Any] = {}
        exec(compile(PROGRAM, "exercise.py", "exec"), names)
        if rounds > 1:
            asyncio.run(names["main"](tasks))
        times = []
        for _ in range(rounds):
            start = cpu()
            asyncio.run(names["main"](tasks))
            times.append(cpu() - start)
        os.write(writer, json.dumps([median(times), (count + len(batch)) // rounds]).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        seconds, events = json.loads(answer.read())
    os.wait()
    return seconds, events


def compare(title: str, tasks: int, rounds: int, samples: int, **settings: Any) -> None:
    """Print how much longer a run takes when it is recorded."""
    plain, recorded, events = [], [], 0
    for _ in range(samples):
        plain.append(measure(tasks, rounds, records=False)[0])
        seconds, events = measure(tasks, rounds, records=True, **settings)
        recorded.append(seconds)
    off, on = median(plain), median(recorded)
    print(f"{title:26} {off * 1e3:9.2f} ms {on * 1e3:9.2f} ms   x{on / off:.2f} {events:9} events")


def main() -> None:
    print(f"{'Python ' + platform.python_version():26} {'plain':>12} {'recorded':>12}")
    compare("3 tasks", tasks=3, rounds=100, samples=9, events=_UNBOUNDED)
    compare("10,000 tasks", tasks=10_000, rounds=1, samples=7)
    compare("10,000 tasks, every event", tasks=10_000, rounds=1, samples=3, events=_UNBOUNDED)


if __name__ == "__main__":
    main()
