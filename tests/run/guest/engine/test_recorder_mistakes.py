"""The mistakes that the first exercises are about, as the recorder shows them."""

FETCH = """\
import asyncio
import time

async def fetch_data(url):
    await asyncio.sleep(2)
    return url

URLS = ["data1", "data2", "data3"]
"""


def ends(recording):
    return [(event["task"], event["t"] / 1e9, event["how"]) for event in recording.of("task.done")]


def test_gather_makes_the_tasks_itself(record):
    recording = record(
        FETCH
        + """
async def main():
    jobs = [fetch_data(url) for url in URLS]
    return await asyncio.gather(*jobs)

asyncio.run(main())
"""
    )
    assert recording.tasks("via", "by", "coro", "at") == [
        ("gather", 1, "fetch_data('data1')", ["12: asyncio.gather(*jobs)"]),
        ("gather", 1, "fetch_data('data2')", ["12: asyncio.gather(*jobs)"]),
        ("gather", 1, "fetch_data('data3')", ["12: asyncio.gather(*jobs)"]),
    ]
    assert recording.waits() == [{"kind": "gather", "tasks": [2, 3, 4]}]
    assert ends(recording) == [(n, 2.0, "returned") for n in (2, 3, 4, 1)]
    assert recording.of("task.resume")[-1]["after"] == {"kind": "task", "task": 4}
    assert recording.of("task.done")[-1]["value"] == "['data1', 'data2', 'data3']"


def test_a_comprehension_stands_for_the_function_around_it(record):
    recording = record(
        FETCH
        + """
async def main():
    tasks = [asyncio.create_task(fetch_data(url)) for url in URLS]
    return [await task for task in tasks]

asyncio.run(main())
"""
    )
    assert recording.tasks("via", "at") == [("create_task", ["11: asyncio.create_task(fetch_data(url))"])] * 3
    assert recording.of("task.wait")[0]["at"] == [("12: await task", "main()")]
    assert [event["task"] for event in recording.of("task.await-done")] == [3, 4]


def test_awaits_in_turn_are_all_in_one_task(record):
    recording = record(
        FETCH
        + """
async def main():
    for url in URLS:
        await fetch_data(url)

asyncio.run(main())
"""
    )
    assert recording.tasks("task") == []
    assert [event["at"] for event in recording.of("task.wait")] == [
        [("12: await fetch_data(url)", "main()"), ("5: await asyncio.sleep(2)", f"fetch_data('{url}')")]
        for url in ("data1", "data2", "data3")
    ]
    assert [event["after"] for event in recording.of("task.resume")] == [{"kind": "timer"}] * 3


def test_a_task_awaited_where_it_is_made_ends_before_the_next_is_made(record):
    recording = record(
        FETCH
        + """
async def main():
    for url in URLS:
        await asyncio.create_task(fetch_data(url))

asyncio.run(main())
"""
    )
    assert [event["t"] / 1e9 for event in recording.of("task.create")[1:]] == [0.0, 2.0, 4.0]
    assert recording.waits() == [{"kind": "task", "task": n, "tasks": [n]} for n in (2, 3, 4)]


def test_coroutines_that_are_never_awaited_are_told_with_their_line(record):
    recording = record(
        FETCH
        + """
async def main():
    for url in URLS:
        fetch_data(url)

asyncio.run(main())
"""
    )
    assert [
        (event["coro"], event["at"], event["message"]) for event in recording.of("coro.never-awaited")
    ] == [
        (f"fetch_data('{url}')", ["12"], "coroutine 'fetch_data' was never awaited")
        for url in ("data1", "data2", "data3")
    ]


def test_coroutines_in_the_traceback_of_a_gathered_list_are_found_at_the_end(record):
    recording = record(
        FETCH
        + """
async def main():
    jobs = [fetch_data(url) for url in URLS]
    await asyncio.gather(jobs)

try:
    asyncio.run(main())
except TypeError as error:
    kept = error
"""
    )
    done = recording.of("task.done")[0]
    assert (done["how"], done["error"]["type"], done["error"]["at"]) == (
        "raised",
        "TypeError",
        ["12: asyncio.gather(jobs)"],
    )
    never = recording.of("coro.never-awaited")
    assert [(event["coro"], event["at"], event["alive"]) for event in never] == [
        (f"fetch_data('{url}')", ["11"], True) for url in ("data1", "data2", "data3")
    ]


def test_coroutines_that_the_program_keeps_are_found_at_the_end(record):
    recording = record(
        FETCH
        + """
async def main():
    return [fetch_data(url) for url in URLS]

result = asyncio.run(main())
started = fetch_data("started")
started.send  # an attribute only
"""
    )
    never = recording.of("coro.never-awaited")
    assert [event["coro"] for event in never] == [
        "fetch_data('data1')",
        "fetch_data('data2')",
        "fetch_data('data3')",
        "fetch_data('started')",
    ]
    assert all(event["alive"] for event in never)
    assert recording.of("task.done")[0]["value"] == "[<coroutine>, <coroutine>, <coroutine>]"


def test_what_asyncio_makes_and_nobody_awaits_is_told_when_the_learner_called_it(record):
    recording = record(
        """
        import asyncio

        async def main():
            queue = asyncio.Queue()
            queue.put(1)
            asyncio.sleep(1)
            for one in asyncio.as_completed([asyncio.sleep(0)]):
                pass

        asyncio.run(main())
        """
    )
    assert [(event["name"], event["coro"], event["at"]) for event in recording.of("coro.never-awaited")] == [
        ("Queue.put", None, ["6"]),
        ("sleep", None, ["7"]),
        ("as_completed", None, ["8"]),
    ]


def test_tasks_that_are_dropped_are_pending_when_main_is_done(record):
    recording = record(
        FETCH
        + """
async def main():
    for url in URLS:
        asyncio.create_task(fetch_data(url))
    await asyncio.sleep(0)

asyncio.run(main())
"""
    )
    assert [(event["task"], event["pending"], event["how"]) for event in recording.of("main.done")] == [
        (1, [2, 3, 4], "returned")
    ]
    assert [(event["task"], event["by"], event["via"]) for event in recording.of("task.cancel")] == [
        (n, None, "run") for n in (2, 3, 4)
    ]
    assert [event["after"] for event in recording.of("task.resume")[1:]] == [{"kind": "cancel"}] * 3
    assert ends(recording)[1:] == [(n, 0.0, "cancelled") for n in (2, 3, 4)]


def test_a_task_cancelled_before_its_first_step_never_starts(record):
    recording = record(
        FETCH
        + """
async def main():
    asyncio.create_task(fetch_data("data1")).cancel()

asyncio.run(main())
"""
    )
    assert [event["task"] for event in recording.of("task.start")] == [1]
    assert ends(recording) == [(1, 0.0, "returned"), (2, 0.0, "cancelled")]


def test_time_sleep_blocks_the_loop_and_says_where(record):
    recording = record(
        """
        import asyncio
        import time

        async def fetch_data(url):
            time.sleep(2)

        async def main():
            await asyncio.gather(*map(fetch_data, "abc"))

        asyncio.run(main())
        """
    )
    second = 10**9
    assert [
        (event["task"], event["what"], event["since"], event["ns"], event["at"])
        for event in recording.of("block")
    ] == [
        (2, "time.sleep", 0, 2 * second, ["6: time.sleep(2)"]),
        (3, "time.sleep", 2 * second, 2 * second, ["6: time.sleep(2)"]),
        (4, "time.sleep", 4 * second, 2 * second, ["6: time.sleep(2)"]),
    ]


def test_results_taken_in_done_callbacks_are_taken(record):
    recording = record(
        FETCH
        + """
results = []

async def main():
    for url in URLS:
        asyncio.create_task(fetch_data(url)).add_done_callback(take)
    await asyncio.sleep(3)

def take(task):
    results.append(task.result())

asyncio.run(main())
"""
    )
    assert [(event["task"], event["by"], event["at"]) for event in recording.of("task.await-done")] == [
        (n, None, ["18: task.result()"]) for n in (2, 3, 4)
    ]


def test_a_result_asked_for_too_early_is_not_taken(record):
    recording = record(
        FETCH
        + """
async def main():
    task = asyncio.create_task(fetch_data("data1"))
    task.result()

asyncio.run(main())
"""
    )
    assert recording.ended == "InvalidStateError"
    assert recording.of("task.await-done") == []


def test_a_task_group_waits_for_its_tasks_in_its_head(record):
    recording = record(
        FETCH
        + """
async def main():
    async with asyncio.TaskGroup() as group:
        for url in URLS:
            group.create_task(fetch_data(url), name=url)

asyncio.run(main())
"""
    )
    assert recording.tasks("via", "name", "at") == [
        ("TaskGroup", url, ["13: group.create_task(fetch_data(url), name=url)"])
        for url in ("data1", "data2", "data3")
    ]
    wait = recording.of("task.wait")[0]
    assert wait["at"] == [("11: asyncio.TaskGroup()", "main()")]
    assert wait["on"] == {"kind": "taskgroup", "obj": "TaskGroup#1", "tasks": [2, 3, 4]}


def test_an_exception_that_nobody_takes_is_told_once(record):
    recording = record(
        """
        import asyncio

        async def fail(number):
            raise ValueError(f"no {number}")

        async def main():
            asyncio.create_task(fail(1))
            kept.append(asyncio.create_task(fail(2)))
            await asyncio.sleep(1)

        kept = []
        asyncio.run(main())
        """
    )
    errors = [(event["what"], event["task"], event["error"]["message"]) for event in recording.of("error")]
    assert errors == [
        ("exception never retrieved", 2, "no 1"),
        ("exception never retrieved", 3, "no 2"),
    ]


def test_a_failing_sibling_cancels_the_group(record):
    recording = record(
        """
        import asyncio

        async def fail():
            raise ValueError("no")

        async def main():
            async with asyncio.TaskGroup() as group:
                group.create_task(asyncio.sleep(5))
                group.create_task(fail())

        asyncio.run(main())
        """
    )
    assert recording.ended == "ExceptionGroup"
    assert [(event["task"], event["by"], event["via"]) for event in recording.of("task.cancel")] == [
        (2, None, "TaskGroup"),
        (1, None, "TaskGroup"),
    ]
    assert recording.of("task.done")[-1]["error"]["type"] == "ExceptionGroup"
