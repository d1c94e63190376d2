"""A program of thousands of tasks is explained about as soon as it is run: work grows with its size, not more."""

import sys
from collections import Counter
from types import FrameType

import pytest

from grader.judge.rules.case import Case
from grader.judge.rules.finding import _sightings
from grader.judge.rules.shelf import all_rules

FEW, TIMES = 60, 4
TASKS = """
import asyncio

async def work(number):
    await asyncio.sleep(1)
    return number

async def main():
    tasks = [asyncio.create_task(work(number)) for number in range(COUNT)]
    DO

asyncio.run(main())
"""
SHAPES = {
    "left to themselves": "await asyncio.sleep(0.5)",
    "slept through": "await asyncio.sleep(2)",
    "pauses between": "for _ in tasks: await asyncio.sleep(0.1)",
    "half of them awaited": "for task in tasks[::2]: await task",
    "cancelled": "for task in tasks: task.cancel()",
    "cancelled and awaited": "for task in tasks: task.cancel()\n    await asyncio.wait(tasks)",
    "made again": "await asyncio.gather(*(work(number) for number in range(COUNT)))",
    "taken one by one": "while tasks: _, tasks = await asyncio.wait(tasks, return_when='FIRST_COMPLETED')",
    "waited for in vain": "for _ in range(20): await asyncio.wait(tasks, timeout=0.01)",
    "called for nothing": "for task in tasks: work(task)",
    "without their errors": "results = [task.exception() for task in (await asyncio.wait(tasks))[0]]",
    "behind a lock": """lock = asyncio.Lock()
    async def alone(task):
        async with lock: await task
    await asyncio.gather(*(alone(task) for task in tasks))""",
    "through a queue": """queue = asyncio.Queue()
    async def put(task): await queue.put(await task)
    await asyncio.gather(*(put(task) for task in tasks))
    for _ in tasks: await queue.get()""",
    "given a callback": "async def told(_): pass\n    for task in tasks: task.add_done_callback(told)",
}


def lines_of_each_rule(case: Case) -> Counter[str]:
    """Carry out every rule twice, the second time counted: traces keep what was asked of them."""
    found: Counter[str] = Counter()

    def count(_frame: FrameType, event: str, _argument: object) -> object:
        found[rule.id] += event == "line"
        return count

    rules, _ = all_rules()
    for rule in rules:
        _sightings(rule, case)
        before = sys.gettrace()
        sys.settrace(count)  # type: ignore[arg-type]
        try:
            _sightings(rule, case)
        finally:
            sys.settrace(before)
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_the_work_of_a_rule_grows_no_faster_than_the_program(shape, program) -> None:
    few, many = (
        lines_of_each_rule(program(TASKS.replace("DO", SHAPES[shape]).replace("COUNT", str(number))))
        for number in (FEW, TIMES * FEW)
    )
    faster = {rule: (few[rule], many[rule]) for rule in many if many[rule] > 1.5 * TIMES * few[rule] + 1000}
    assert not faster
