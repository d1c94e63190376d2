"""Who made a task, by what, where; who cancelled it; and in which order sets hold tasks."""

import sys

import pytest

HEAD = """\
import asyncio
import functools

async def fetch(url, delay=1):
    await asyncio.sleep(delay)
    return url

"""


def test_aliases_helpers_partials_and_maps_are_seen_through(record):
    recording = record(
        HEAD
        + """
go = asyncio.create_task
named = functools.partial(asyncio.create_task, name="mine")

def start(url):
    return asyncio.create_task(fetch(url))

async def main():
    loop = asyncio.get_running_loop()
    await asyncio.wait([
        go(fetch("alias")),
        named(fetch("partial")),
        start("helper"),
        *map(asyncio.ensure_future, [fetch("map")]),
        loop.create_task(fetch("loop")),
        asyncio.Task(fetch("class")),
        asyncio.ensure_future(asyncio.shield(fetch("shield"))),
    ])

asyncio.run(main())
"""
    )
    assert recording.tasks("coro", "via", "name") == [
        ("fetch('alias', 1)", "create_task", None),
        ("fetch('partial', 1)", "create_task", "mine"),
        ("fetch('helper', 1)", "create_task", None),
        ("fetch('map', 1)", "ensure_future", None),
        ("fetch('loop', 1)", "create_task", None),
        ("fetch('class', 1)", "Task", None),
        ("fetch('shield', 1)", "shield", None),
    ]
    assert recording.tasks("at")[2] == ["13: asyncio.create_task(fetch(url))", '20: start("helper")']
    assert recording.waits()[0]["tasks"] == [2, 3, 4, 5, 6, 7]


def test_every_way_to_run_a_main_coroutine_is_named(record):
    recording = record(
        HEAD
        + """
asyncio.run(fetch("run"))
with asyncio.Runner() as runner:
    runner.run(fetch("runner"))
loop = asyncio.new_event_loop()
loop.run_until_complete(fetch("loop"))
loop.close()
"""
    )
    made = recording.of("task.create")
    assert [(event["coro"], event["via"], event["by"]) for event in made] == [
        ("fetch('run', 1)", "run", None),
        ("fetch('runner', 1)", "run", None),
        ("fetch('loop', 1)", "run_until_complete", None),
    ]
    assert [(event["task"], event["how"]) for event in recording.of("main.done")] == [
        (1, "returned"),
        (2, "returned"),
        (3, "returned"),
    ]
    assert [event["loop"] for event in recording.of("loop.open", "loop.close")] == [1, 1, 2, 2, 3, 3]


def test_as_completed_starts_its_coroutines_in_order(record):
    recording = record(
        HEAD
        + """
async def main():
    for one in asyncio.as_completed([fetch(url) for url in "abcdef"]):
        await one

asyncio.run(main())
"""
    )
    assert recording.tasks("coro", "via") == [(f"fetch('{url}', 1)", "as_completed") for url in "abcdef"]
    assert recording.waits()[0] == {"kind": "wait", "name": "as_completed", "tasks": [2, 3, 4, 5, 6, 7]}


def test_tasks_made_by_a_library_are_not_the_learners(record, tmp_path):
    library = "import asyncio\n\ndef start(coro):\n    return asyncio.create_task(coro)\n"
    (tmp_path / "library.py").write_text(library)
    recording = record(
        HEAD
        + f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
import library

async def main():
    await library.start(fetch("a"))

asyncio.run(main())
"""
    )
    assert recording.tasks("via", "at") == [(None, ['14: library.start(fetch("a"))'])]


def test_a_coroutine_from_another_thread_is_named_by_its_door(record):
    recording = record(
        HEAD
        + """
async def main():
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(lambda: asyncio.run_coroutine_threadsafe(fetch("a"), loop).result())

asyncio.run(main())
"""
    )
    assert recording.tasks("coro", "via", "by") == [("fetch('a', 1)", "run_coroutine_threadsafe", None)]
    assert [event["what"] for event in recording.of("thread.wait")] == ["Future.result"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with 3.12")
def test_an_eager_task_starts_before_its_maker_goes_on(record):
    recording = record(
        HEAD
        + """
async def at_once():
    asyncio.create_task(fetch("inner", 0.5))
    return 1

async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    task = asyncio.create_task(at_once())
    await task
    await asyncio.create_task(fetch("a"))

asyncio.run(main())
"""
    )
    assert recording.tasks("task", "by", "eager", "coro") == [
        (2, 1, True, "at_once()"),
        (3, 2, True, "fetch('inner', 0.5)"),
        (4, 1, True, "fetch('a', 1)"),
    ]
    kinds = [(event["ev"], event["task"]) for event in recording.events if event["ev"].startswith("task.")]
    assert kinds[2:9] == [
        ("task.create", 2),
        ("task.start", 2),
        ("task.create", 3),
        ("task.start", 3),
        ("task.wait", 3),
        ("task.done", 2),
        ("task.await-done", 2),
    ]
    assert recording.tasks("at")[1] == ['10: asyncio.create_task(fetch("inner", 0.5))']


def test_a_task_factory_of_the_learners_own_is_left_in_place(record):
    recording = record(
        HEAD
        + """
def factory(loop, coro, **options):
    return asyncio.Task(coro, loop=loop, **options)

async def main():
    asyncio.get_running_loop().set_task_factory(factory)
    task = asyncio.create_task(fetch("a"))
    await task
    assert type(task) is asyncio.Task and isinstance(task, asyncio.Future)
    assert repr(task).startswith("<Task finished name="), repr(task)

asyncio.run(main())
"""
    )
    assert recording.ended == "finished"
    assert recording.tasks("via", "at") == [
        ("Task", ["10: asyncio.Task(coro, loop=loop, **options)", '14: asyncio.create_task(fetch("a"))'])
    ]


def test_what_is_no_coroutine_makes_no_task(record):
    recording = record(
        HEAD
        + """
async def main():
    for wrong in fetch, 3, None:
        try:
            asyncio.create_task(wrong)
        except TypeError:
            pass
    await asyncio.create_task(fetch("a"))

asyncio.run(main())
"""
    )
    assert recording.tasks("task", "coro") == [(2, "fetch('a', 1)")]


def test_a_cancellation_is_told_with_who_and_where(record):
    recording = record(
        HEAD
        + """
async def outer():
    await asyncio.create_task(fetch("inner", 9))

async def main():
    task = asyncio.create_task(outer())
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
    try:
        async with asyncio.timeout(1):
            await fetch("b", 9)
    except TimeoutError:
        pass

asyncio.run(main())
"""
    )
    cancels = recording.of("task.cancel")
    assert [(event["task"], event["by"], event["via"], event["at"]) for event in cancels] == [
        (2, 1, "cancel", ["15: task.cancel()"]),
        (3, 1, "awaiter", ["15: task.cancel()"]),
        (1, None, "timeout", []),
    ]
    woken = [(event["task"], event["after"]["kind"]) for event in recording.of("task.resume")]
    assert woken == [(1, "timer"), (3, "cancel"), (2, "cancel"), (1, "task"), (1, "cancel")]


def test_a_tasks_methods_as_callbacks_are_none_of_its_steps(record):
    recording = record(
        HEAD
        + """
async def main():
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(fetch("a", 9))
    loop.call_later(1, task.done)
    loop.call_later(2, task.uncancel)
    loop.call_later(3, task.cancel)
    await asyncio.wait([task])

asyncio.run(main())
"""
    )
    steps = [(event["ev"], event["t"] / 1e9) for event in recording.events if event.get("task") == 2]
    assert steps == [
        ("task.create", 0.0),
        ("task.start", 0.0),
        ("task.wait", 0.0),
        ("task.cancel", 3.0),
        ("task.resume", 3.0),
        ("task.done", 3.0),
    ]


ORDERS = (
    HEAD
    + """
async def main():
    for count in 3, 4, 5, 18, 19, 100, 3, 1000:
        tasks = [asyncio.create_task(fetch("a")) for _ in range(count)]
        print([task is other for task, other in zip(tasks, set(tasks))])
        orders.append([tasks.index(task) for task in set(tasks)])
        done, _ = await asyncio.wait(tasks)
        orders.append([tasks.index(task) for task in done])

orders = []
asyncio.run(main())
for order in orders:
    assert order == EXPECTED, order
"""
)


@pytest.mark.parametrize("recording", [True, False])
def test_sets_of_tasks_hold_them_in_the_order_of_their_making(record, recording):
    expected = ORDERS.replace("EXPECTED", "list(range(len(order)))")
    assert record(expected, set_order="created", records=recording).ended == "finished"


@pytest.mark.parametrize("recording", [True, False])
def test_sets_of_tasks_hold_them_in_the_opposite_order_when_asked(record, recording):
    expected = ORDERS.replace("EXPECTED", "list(range(len(order)))[::-1]")
    assert record(expected, set_order="reversed", records=recording).ended == "finished"


def test_attributes_of_the_learners_own_on_tasks_are_kept(record):
    recording = record(
        HEAD
        + """
async def main():
    task = asyncio.create_task(fetch("a"))
    task.number, task.on, task.started, task.key = "n", "o", "s", "k"
    await task
    assert (task.number, task.on, task.started, task.key) == ("n", "o", "s", "k")

asyncio.run(main())
"""
    )
    assert recording.ended == "finished"
    assert recording.of("task.resume")[-1]["after"] == {"kind": "task", "task": 2}


def test_where_an_object_lies_in_memory_is_no_part_of_a_recording(record):
    recording = record(
        HEAD
        + """
async def main():
    await asyncio.create_task(fail())

async def fail():
    asyncio.create_task(fetch)

asyncio.run(main())
"""
    )
    errors = [event["error"] for event in recording.of("task.done") if "error" in event]
    assert {error["message"] for error in errors} == {"a coroutine was expected, got <function fetch>"}
