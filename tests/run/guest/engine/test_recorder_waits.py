"""Where a task stands, and what it waits for."""

import pytest

HEAD = """\
import asyncio

async def fetch(url, delay=1):
    await asyncio.sleep(delay)
    return url

"""

PRIMITIVES = [
    ("asyncio.sleep(2)", {"kind": "sleep", "delay": 2}),
    ("asyncio.sleep(0.5)", {"kind": "sleep", "delay": 0.5}),
    ("asyncio.sleep(0)", {"kind": "yield"}),
    ("asyncio.Event().wait()", {"kind": "event.wait", "obj": "Event#1"}),
    ("asyncio.Queue().get()", {"kind": "queue.get", "obj": "Queue#1"}),
    ("full(asyncio.Queue(1)).put(2)", {"kind": "queue.put", "obj": "Queue#1"}),
    ("full(asyncio.PriorityQueue(1)).join()", {"kind": "queue.join", "obj": "PriorityQueue#1"}),
    ("asyncio.Semaphore(0).acquire()", {"kind": "semaphore.acquire", "obj": "Semaphore#1"}),
    ("asyncio.Barrier(2).wait()", {"kind": "barrier.wait", "obj": "Barrier#1"}),
    ("asyncio.get_running_loop().create_future()", {"kind": "future", "obj": "Future#1"}),
    ("asyncio.to_thread(time.sleep, 1)", {"kind": "to_thread", "name": "sleep"}),
    ("asyncio.get_running_loop().run_in_executor(None, time.sleep, 1)", {"kind": "to_thread"}),
    ("asyncio.StreamReader().read()", {"kind": "stream.read", "obj": "StreamReader#1"}),
]


@pytest.mark.parametrize(("expression", "on"), PRIMITIVES)
def test_a_wait_is_named_by_the_primitive(record, expression, on):
    recording = record(
        f"""
        import asyncio
        import time

        def full(queue):
            queue.put_nowait(1)
            return queue

        async def main():
            await {expression}

        asyncio.run(main())
        """
    )
    wait = recording.of("task.wait")[0]
    assert wait["at"] == [(f"10: await {expression}", "main()")]
    assert wait["on"] == on


def test_the_chain_goes_through_generators_and_context_managers(record):
    recording = record(
        HEAD
        + """
async def numbers(count):
    for number in range(count):
        await asyncio.sleep(1)
        yield number

class Session:
    def __init__(self, host):
        self.host = host

    async def __aenter__(self):
        await asyncio.sleep(2)

    async def __aexit__(self, *error):
        await asyncio.sleep(3)

    def __await__(self):
        yield from asyncio.sleep(4).__await__()

class Countdown:
    def __aiter__(self):
        return self

    async def __anext__(self):
        await asyncio.sleep(5)
        raise StopAsyncIteration

async def main():
    async for number in numbers(1):
        pass
    [number async for number in numbers(1)]
    await anext(numbers(2))
    async with Session("a"):
        await Session("b")
    async for number in Countdown():
        pass

asyncio.run(main())
"""
    )
    assert [event["at"] for event in recording.of("task.wait")] == [
        [("35: numbers(1)", "main()"), ("10: await asyncio.sleep(1)", "numbers(1)")],
        [
            ("37: [number async for number in numbers(1)]", "main()"),
            ("10: await asyncio.sleep(1)", "numbers(1)"),
        ],
        [("38: await anext(numbers(2))", "main()"), ("10: await asyncio.sleep(1)", "numbers(2)")],
        [('39: Session("a")', "main()"), ("18: await asyncio.sleep(2)", "Session.__aenter__()")],
        [
            ('40: await Session("b")', "main()"),
            ("24: yield from asyncio.sleep(4).__await__()", "Session.__await__()"),
        ],
        [
            ('39: Session("a")', "main()"),
            ("21: await asyncio.sleep(3)", "Session.__aexit__(None, None, None)"),
        ],
        [("41: Countdown()", "main()"), ("31: await asyncio.sleep(5)", "Countdown.__anext__()")],
    ]
    assert [event["on"]["delay"] for event in recording.of("task.wait")] == [1, 1, 1, 2, 4, 3, 5]


def test_every_coroutine_that_is_met_has_a_number_of_its_own(record):
    recording = record(
        HEAD
        + """
async def twice(url):
    await fetch(url)
    await fetch(url)

asyncio.run(twice("a"))
"""
    )
    coros = [event for event in recording.raw if event["ev"] == "coro"]
    assert [(event["id"], event["name"], event["args"]) for event in coros] == [
        (1, "twice", "'a'"),
        (2, "fetch", "'a', 1"),
        (3, "fetch", "'a', 1"),
    ]


def test_arguments_are_shown_only_where_no_code_of_the_learners_runs(record):
    recording = record(
        """
        import asyncio

        class Loud:
            def __repr__(self):
                raise SystemExit("it was asked")
            __str__ = __hash__ = __len__ = __eq__ = __repr__

        class Text(str):
            __repr__ = Loud.__repr__

        async def job(self, a, *rest, key=None, **more):
            await asyncio.sleep(1)
            return [Loud(), 1]

        async def main():
            await asyncio.gather(job(0, "x" * 100, [1, "two"], [[]], Loud(), Text("t"), 1.5, key=b"k"))

        asyncio.run(main())
        """
    )
    assert recording.ended == "finished"
    assert recording.tasks("coro") == [f"job('{'x' * 59}…', b'k', [1, 'two'], …, …, …, 1.5)"]
    assert recording.of("task.done")[0]["value"] == "[<Loud>, 1]"


def test_gathers_groups_and_waits_say_for_which_tasks(record):
    recording = record(
        HEAD
        + """
async def main():
    await asyncio.gather(fetch("a"), asyncio.gather(fetch("b"), fetch("c")))
    tasks = [asyncio.create_task(fetch(url, delay)) for delay, url in enumerate("abc", 1)]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.wait(tasks, timeout=0.5)
    await asyncio.shield(tasks[1])
    await asyncio.wait_for(tasks[2], 10)

asyncio.run(main())
"""
    )
    assert recording.waits() == [
        {"kind": "gather", "tasks": [4, 2, 3]},
        {"kind": "wait", "timeout": None, "tasks": [5, 6, 7]},
        {"kind": "wait", "timeout": 0.5, "tasks": [5, 6, 7]},
        {"kind": "task", "name": "shield", "task": 6, "tasks": [6]},
        {"kind": "wait_for", "timeout": 10, "task": 7, "tasks": [7]},
    ]
    assert [event["after"] for event in recording.of("task.resume") if event["task"] == 1] == [
        {"kind": "task", "task": 4},
        {"kind": "task", "task": 5},
        {"kind": "timer"},
        {"kind": "task", "task": 6},
        {"kind": "task", "task": 7},
    ]


def test_a_deep_recursion_is_shown_by_its_ends(record):
    recording = record(
        """
        import asyncio

        async def down(level):
            if level:
                await down(level - 1)
            else:
                await asyncio.sleep(1)

        asyncio.run(down(100))
        """
    )
    coros = [coro for _, coro in recording.of("task.wait")[0]["at"]]
    assert len(coros) == 24
    assert coros[:2] == ["down(100)", "down(99)"]
    assert coros[-2:] == ["down(1)", "down(0)"]


def test_objects_keep_their_names(record):
    recording = record(
        """
        import asyncio

        async def main():
            first, second = asyncio.Event(), asyncio.Event()
            loop = asyncio.get_running_loop()
            for event in first, second, first:
                event.clear()
                loop.call_later(1, event.set)
                await event.wait()

        asyncio.run(main())
        """
    )
    assert [on["obj"] for on in recording.waits()] == ["Event#1", "Event#2", "Event#1"]


def test_threads_are_told_with_what_they_do(record):
    recording = record(
        """
        import asyncio
        import threading
        import time

        def work(seconds):
            time.sleep(seconds)

        async def main():
            thread = threading.Thread(target=work, args=(1,))
            thread.start()
            thread.join()
            await asyncio.to_thread(work, 2)

        asyncio.run(main())
        """
    )
    threads = recording.of("thread.start", "thread.wait", "thread.end")
    assert [(event["ev"], event["thread"], event["t"] / 1e9) for event in threads] == [
        ("thread.start", 1, 0.0),
        ("thread.wait", 1, 1.0),
        ("thread.end", 1, 1.0),
        ("thread.start", 2, 1.0),
        ("thread.wait", 2, 3.0),
        ("thread.end", 2, 3.0),
    ]
    assert [(event["fn"], event["by"]) for event in recording.of("thread.start")] == [
        ("work", 1),
        ("work", 1),
    ]
    assert recording.of("thread.wait")[0]["at"] == ["7: time.sleep(seconds)"]
    assert [(event["what"], event["at"]) for event in recording.of("block")] == [
        ("Thread.join", ["12: thread.join()"])
    ]
