"""How a recording ends: stuck, full, or with what only shows when nothing refers to it any more."""

import pytest

STUCK = [
    ("async with lock:\n        await inner()", "Lock#1 is held by task 1"),
    ("await asyncio.gather(holder(), inner())", "Lock#1 is held by task 2"),
    (
        "await lock.acquire()\n    await inner()",
        "Lock#1 was acquired and not released, by no task that is inside an `async with` of it",
    ),
]


@pytest.mark.parametrize(("body", "detail"), STUCK)
def test_a_deadlock_says_who_holds_the_lock(record, body, detail):
    recording = record(
        f"""
import asyncio

lock = asyncio.Lock()

async def holder():
    async with lock:
        await asyncio.Event().wait()

async def inner():
    async with lock:
        pass

async def main():
    {body}

asyncio.run(main())
"""
    )
    assert recording.ended == "deadlock"
    (stuck,) = recording.of("stuck")
    assert stuck["kind"] == "deadlock"
    assert stuck["detail"] == detail
    assert stuck["tasks"][-1]["on"] == {"kind": "lock.acquire", "obj": "Lock#1"}
    assert recording.of("main.done")[0]["how"] == "stuck"


def test_a_task_that_runs_for_ever_is_told_without_a_wait(record):
    recording = record(
        """
        import asyncio

        async def spin():
            while True:
                pass

        async def main():
            await asyncio.gather(spin(), asyncio.sleep(1))

        asyncio.run(main())
        """,
        cpu_seconds=0.3,
    )
    (stuck,) = recording.of("stuck")
    assert stuck["kind"] == "cpu-limit"
    assert [(waiter["task"], waiter["on"] and waiter["on"]["kind"]) for waiter in stuck["tasks"]] == [
        (1, "gather"),
        (2, None),
        (3, "other"),
    ]
    assert stuck["at"][0].startswith(("5:", "6:"))


MANY = """
import asyncio

async def job(number):
    await asyncio.sleep(1)

async def main():
    await asyncio.gather(*map(job, range(200)))
    asyncio.create_task(job(0))

asyncio.run(main())
print
asyncio.run(asyncio.Event().wait())
"""


def test_a_full_recording_counts_the_rest_and_still_tells_its_end(record):
    whole = record(MANY)
    recording = record(MANY, events=300)
    kept = len(recording.raw)
    assert 290 <= kept <= 310
    timed = [event for event in recording.events if event["ev"] != "truncated"]
    assert recording.raw[:290] == whole.raw[:290]
    assert [event["pending"] for event in recording.of("main.done")] == [
        event["pending"] for event in whole.of("main.done")
    ]
    assert [event["task"] for event in recording.of("main.done")] == [1, 203]
    assert recording.of("stuck")[0]["tasks"] == whole.of("stuck")[0]["tasks"]
    (truncated,) = recording.of("truncated")
    missing = len(whole.events) - len(timed)
    assert missing * 0.9 <= truncated["dropped"] <= missing * 1.3


def test_the_recorder_keeps_nothing_alive(record):
    recording = record(
        """
        import asyncio
        import weakref

        class Thing:
            pass

        async def job(thing):
            await asyncio.sleep(1)
            del thing
            await asyncio.sleep(1)
            return Thing()

        async def main():
            thing = Thing()
            known = weakref.ref(thing)
            task = asyncio.create_task(job(thing))
            del thing
            await asyncio.sleep(1.5)
            assert known() is None, "an argument"
            result = weakref.ref(await task)
            assert result() is not None
            ended = weakref.ref(task)
            coro = weakref.ref(task.get_coro())
            del task
            await asyncio.sleep(0)  # what woke this one is referred to until it has waited again
            assert ended() is None, "a task"
            assert coro() is None, "a coroutine"
            assert result() is None, "a result"

        asyncio.run(main())
        """
    )
    assert recording.ended == "finished"


def test_a_task_that_nobody_keeps_is_told_when_it_is_destroyed(record):
    recording = record(
        """
        import asyncio
        import gc

        async def job():
            await asyncio.get_running_loop().create_future()

        async def main():
            gc.disable()  # else the process this one was forked from has a say in when it comes
            asyncio.create_task(job())
            await asyncio.sleep(1)
            gc.collect()
            await asyncio.sleep(1)

        asyncio.run(main())
        """
    )
    assert [(event["what"], event["task"], event["t"]) for event in recording.of("error")] == [
        ("destroyed pending", 2, 10**9)
    ]


def test_an_error_in_a_callback_is_told(record):
    recording = record(
        """
        import asyncio

        def fail():
            raise LookupError("no")

        async def main():
            asyncio.get_running_loop().call_soon(fail)
            await asyncio.sleep(1)

        asyncio.run(main())
        """
    )
    (error,) = recording.of("error")
    assert (error["what"], error["error"]) == (
        "callback",
        {"type": "LookupError", "message": "no", "at": ['5: raise LookupError("no")']},
    )


def test_what_python_says_of_an_unawaited_coroutine_is_left_as_it_is(record):
    recording = record(
        """
        import asyncio
        import warnings

        async def fetch():
            pass

        async def main():
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                fetch()
            (warning,) = caught
            assert str(warning.message) == "coroutine 'fetch' was never awaited", warning.message
            assert (warning.filename, warning.lineno) == ("exercise.py", 11)

        asyncio.run(main())
        """
    )
    assert recording.ended == "finished"


def test_a_coroutine_made_in_a_thread_remembers_its_line(record):
    recording = record(
        """
        import asyncio

        async def fetch():
            pass

        def work():
            fetch()

        async def main():
            await asyncio.to_thread(work)

        asyncio.run(main())
        """
    )
    assert [event["at"] for event in recording.of("coro.never-awaited")] == [["8"]]


def test_the_same_program_gives_the_same_events(record):
    source = """
    import asyncio

    async def job(number, lock, queue):
        async with lock:
            await asyncio.sleep(0.1)
        await queue.put(number)

    async def main():
        lock, queue = asyncio.Lock(), asyncio.Queue(2)
        tasks = {asyncio.create_task(job(n, lock, queue)) for n in range(10)}
        while tasks:
            await queue.get()
            done, tasks = await asyncio.wait(tasks, timeout=0.05)
        await asyncio.gather(*(asyncio.to_thread(len, str(n)) for n in range(3)))

    asyncio.run(main())
    """
    first = record(source)
    assert first.ended == "finished"
    assert record(source).raw == first.raw


def test_a_task_that_polls_leaves_room_for_what_the_others_do(record):
    events = record("""
        import asyncio
        async def fetch():
            await asyncio.sleep(2)
        async def main():
            tasks = [asyncio.create_task(fetch()) for _ in range(3)]
            while not all(task.done() for task in tasks):
                await asyncio.sleep(0)
        asyncio.run(main())
    """).events
    done = [event["task"] for event in events if event["ev"] == "task.done"]
    assert sorted(done) == [1, 2, 3, 4]
    assert events[-1]["ev"] == "truncated"
