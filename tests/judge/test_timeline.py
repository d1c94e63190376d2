"""What a timeline shows of a trace."""

from grader.judge.timeline import MAX_LANES, timeline
from grader.judge.timeline_spans import MAX_SPANS

from .test_trace_reading import SLEEP_2, Events, blocking, gathered, sequential


def drawn(lane):
    return [(span.start, span.end, span.state, span.label, span.line) for span in lane.spans]


def names(lanes):
    return [(lane.kind, lane.name, lane.note) for lane in lanes]


def flight(found):
    return [(step.start, step.end, step.count) for step in found.in_flight]


def main_events():
    return Events().place(1, 12, "main").place(2, 5, "fetch").coro(1, "main").task(0, 1, coro=1, start=0)


def test_awaits_in_turn_are_lanes_inside_main():
    found = timeline(sequential().trace(elapsed=6.0))

    assert names(found.lanes) == [
        ("task", "main", ""),
        ("coroutine", 'fetch_data("…/data1")', "inside main, not a task"),
        ("coroutine", 'fetch_data("…/data2")', "inside main, not a task"),
        ("coroutine", 'fetch_data("…/data3")', "inside main, not a task"),
    ]
    main, _, second, _ = found.lanes
    assert drawn(main) == [
        (0.0, 2.0, "waiting", "waits for fetch_data(…/data1)", 12),
        (2.0, 4.0, "waiting", "waits for fetch_data(…/data2)", 12),
        (4.0, 6.0, "waiting", "waits for fetch_data(…/data3)", 12),
    ]
    assert drawn(second) == [
        (0.0, 2.0, "not started", "", None),
        (2.0, 4.0, "waiting", "asyncio.sleep(2)", 5),
    ]
    assert (second.created, second.started, second.ended, second.how) == (0.0, 2.0, 4.0, "returned")
    assert (main.runs, second.runs) == ((0.0, 2.0, 4.0, 6.0), (2.0, 4.0))
    assert flight(found) == [(0.0, 6.0, 1)]
    assert (found.duration, found.hidden) == (6.0, 0)


def test_gathered_calls_are_tasks():
    found = timeline(gathered().trace(elapsed=2.0))

    assert names(found.lanes)[1] == ("task", 'fetch_data("…/data1")', "task, made by gather on line 12")
    assert drawn(found.lanes[0]) == [(0.0, 2.0, "waiting", "gather of 3 tasks", 12)]
    assert drawn(found.lanes[3]) == [(0.0, 2.0, "waiting", "asyncio.sleep(2)", 5)]
    assert flight(found) == [(0.0, 2.0, 3)]


def test_a_blocked_loop_holds_up_the_others():
    found = timeline(blocking().trace(elapsed=6.0))

    assert drawn(found.lanes[0]) == [(0.0, 6.0, "waiting", "gather of 3 tasks", 12)]
    assert drawn(found.lanes[1]) == [(0.0, 2.0, "blocked", "time.sleep(2)", 5)]
    assert drawn(found.lanes[3]) == [
        (0.0, 4.0, "ready", "ready, but the loop is blocked", None),
        (4.0, 6.0, "blocked", "time.sleep(2)", 5),
    ]
    assert found.lanes[3].note == "task, made on line 12"
    assert flight(found) == [(0.0, 6.0, 1)]


def test_a_sleep_that_is_over_while_the_loop_is_blocked_is_ready():
    events = main_events().coro(2, "fetch").task(0, 2, coro=2, by=1, via="create_task", start=0)
    events.wait(0, 2, {"kind": "sleep", "delay": 1}, (2, 2)).block(0, 5, 1, 1)
    found = timeline(
        events.add("task.resume", 5, task=2, after={"kind": "timer"}).done(5, 2).trace(elapsed=5.0)
    )

    assert [span[:4] for span in drawn(found.lanes[1])] == [
        (0.0, 1.0, "waiting", "asyncio.sleep(1)"),
        (1.0, 5.0, "ready", "ready, but the loop is blocked"),
    ]


def test_a_block_inside_a_coroutine_shows_in_its_lane_and_its_tasks():
    events = main_events().coro(2, "fetch").coro(3, "fetch").place(3, 6, "fetch")
    for n in (2, 3):
        events.wait(3 * n - 6, 1, {"kind": "sleep", "delay": 1}, (1, 1), (2, n), until=3 * n - 5)
        events.block(3 * n - 5, 3 * n - 3, 1, 3, 1)
    main, first, second = timeline(events.done(6, 1).main_done(6).trace(elapsed=6.0)).lanes

    assert drawn(main)[:2] == [
        (0.0, 1.0, "waiting", "waits for fetch()", 12),
        (1.0, 3.0, "blocked", "time.sleep(2)", 6),
    ]
    assert drawn(first) == [
        (0.0, 1.0, "waiting", "asyncio.sleep(1)", 5),
        (1.0, 3.0, "blocked", "time.sleep(2)", 6),
    ]
    assert [span[:3] for span in drawn(second)] == [
        (0.0, 3.0, "not started"),
        (3.0, 4.0, "waiting"),
        (4.0, 6.0, "blocked"),
    ]


def test_a_wrapper_around_one_coroutine_is_one_lane_with_its_own_name():
    events = main_events().place(3, 7, "limited").coro(2, "limited", "'a'").coro(3, "fetch", "'a'")
    events.task(0, 2, coro=2, by=1, via="gather", at=[1], start=0)
    events.wait(0, 2, {"kind": "semaphore.acquire", "obj": "Semaphore#1"}, (3, 2), until=2)
    events.wait(2, 2, SLEEP_2, (3, 2), (2, 3), until=4).done(4, 2).done(4, 1).main_done(4)
    found = timeline(events.trace(elapsed=4.0))

    assert [lane.name for lane in found.lanes] == ["main", 'limited("a")']
    assert drawn(found.lanes[1]) == [
        (0.0, 2.0, "waiting", "Semaphore#1.acquire()", 7),
        (2.0, 4.0, "waiting", "asyncio.sleep(2)", 5),
    ]
    assert flight(found) == [(2.0, 4.0, 1)]


def test_a_single_fetch_inside_main_has_a_lane_but_a_mere_passer_on_has_not():
    events = (
        main_events()
        .place(3, 8, "run_all")
        .coro(2, "run_all")
        .coro(3, "fetch", "'a'")
        .coro(4, "fetch", "'b'")
    )
    events.wait(0, 1, SLEEP_2, (1, 1), (3, 2), (2, 3), until=2)
    events.wait(2, 1, {"kind": "gather", "tasks": []}, (1, 1), (3, 2), until=4)
    main, fetch = timeline(events.done(4, 1).main_done(4).trace(elapsed=4.0)).lanes

    assert drawn(main) == [
        (0.0, 2.0, "waiting", "waits for fetch(a)", 8),
        (2.0, 4.0, "waiting", "gather of tasks", 8),
    ]
    assert fetch.name == 'fetch("a")'


def test_calls_of_the_host_are_lanes_inside_main_and_one_lane_in_a_task_of_their_own():
    events = main_events().coro(2, "one", "'u2'").task(0, 2, coro=2, by=1, via="create_task", start=0)
    events.wait(0, 2, {"kind": "call", "name": "fetch('u2')"}, (2, 2))
    for n in (0, 1):
        events.wait(2 * n, 1, {"kind": "call", "name": f"fetch('u{n}')"}, (1, 1), until=2 * n + 2)
        if n == 0:
            events.done(2, 2)
    found = timeline(events.done(4, 1).main_done(4).trace(elapsed=4.0))

    assert names(found.lanes) == [
        ("task", "main", ""),
        ("call", 'fetch("u0")', "inside main, not a task"),
        ("call", 'fetch("u1")', "inside main, not a task"),
        ("task", 'one("u2")', "task, made"),
    ]
    assert drawn(found.lanes[0])[1] == (2.0, 4.0, "waiting", "waits for fetch(u1)", 12)
    assert drawn(found.lanes[3]) == [(0.0, 2.0, "waiting", "fetch(u2)", 5)]
    assert flight(found) == [(0.0, 2.0, 2), (2.0, 4.0, 1)]


def test_the_words_of_the_line_are_given_with_the_source():
    source = "\n" * 11 + "    results.append(await fetch_data(url))\n"
    found = timeline(sequential().trace(elapsed=6.0), source)

    assert found.lanes[0].spans[0].source == "results.append(await fetch_data(url))"
    assert found.lanes[1].spans[0].source == ""


def test_a_task_left_behind_has_no_end():
    events = main_events().coro(2, "fetch").task(0, 2, coro=2, by=1, via="create_task", at=[1], start=0)
    events.wait(0, 2, SLEEP_2, (2, 2)).wait(0, 1, {"kind": "sleep", "delay": 1}, (1, 1), until=1).done(1, 1)
    events.main_done(1, pending=[2]).done(1, 2, how="cancelled")
    _, left = timeline(events.trace(elapsed=1.0)).lanes

    assert (left.ended, left.how) == (None, "left")
    assert drawn(left) == [(0.0, 1.0, "waiting", "asyncio.sleep(2)", 5)]


def test_a_thread_is_a_lane_and_so_is_a_callback_that_blocks():
    events = (
        main_events().block(0, 1, None, 2).add("thread.start", 1, thread=1, name="T", by=1, fn="work", at=[1])
    )
    events.add(
        "thread.wait", 3, thread=1, what="time.sleep(2)", since=6_000_000_000, ns=2_000_000_000, at=[2]
    )
    found = timeline(events.add("thread.end", 3, thread=1).done(3, 1).main_done(3).trace(elapsed=3.0))

    assert names(found.lanes)[1:] == [
        ("thread", "event loop", "a callback, not a task"),
        ("thread", "work()", "thread, started on line 12"),
    ]
    assert drawn(found.lanes[2]) == [(1.0, 3.0, "thread", "time.sleep(2)", 5)]
    assert (found.lanes[2].started, found.lanes[2].ended) == (1.0, 3.0)


def test_a_coroutine_that_was_cancelled_or_raised_says_so():
    events = main_events().coro(2, "fetch").coro(3, "fetch").place(3, 6, "fetch")
    events.wait(0, 1, SLEEP_2, (1, 1), (2, 2), until=1, after="cancel")
    events.wait(1, 1, SLEEP_2, (1, 1), (2, 3), until=3)
    events.done(3, 1, how="raised", error={"type": "ValueError", "message": "", "at": [3]}).main_done(3)
    main, first, second = timeline(events.trace(elapsed=3.0)).lanes

    assert [lane.how for lane in (main, first, second)] == ["raised", "cancelled", "raised"]


def test_a_plain_sleep_that_blocks_says_how_long():
    (main,) = timeline(main_events().block(0, 1.5, 1, 2, what="time.sleep").trace(elapsed=1.5)).lanes

    assert drawn(main) == [(0.0, 1.5, "blocked", "time.sleep(1.5)", 5)]


def test_a_long_list_among_the_arguments_is_counted():
    events = main_events().coro(2, "fetch_all", "['https://a.org/data1', 'https://a.org/data2']")
    found = timeline(events.task(0, 2, coro=2, by=1, via="gather").trace())

    assert found.lanes[1].name == "fetch_all([2 items])"


def workers(count, fetches):
    """`count` tasks that each await `fetches` coroutines in turn."""
    events = main_events().place(3, 7, "worker")
    for n in range(count):
        events.coro(100 + n, "worker").task(0, 2 + n, coro=100 + n, by=1, via="gather", at=[1], start=0)
    for k in range(fetches):
        for n in range(count):
            number = 1000 + k * count + n
            events.coro(number, "fetch", f"'u{k}'")
            events.wait(k, 2 + n, {"kind": "sleep", "delay": 1}, (3, 100 + n), (2, number))
        for n in range(count):
            events.add("task.resume", k + 1, task=2 + n, after={"kind": "timer"})
    return events


def test_a_task_that_awaits_in_turn_has_lanes_inside():
    found = timeline(workers(2, 2).trace(elapsed=2.0))

    assert [lane.name for lane in found.lanes] == [
        "main",
        *["worker()", 'fetch("u0")', 'fetch("u1")'] * 2,
    ]
    assert found.lanes[2].note == "inside worker, not a task"
    assert flight(found) == [(0.0, 2.0, 2)]


def test_lanes_inside_tasks_are_given_up_first_when_there_are_too_many():
    found = timeline(workers(20, 3).trace(elapsed=3.0))

    assert [lane.name for lane in found.lanes] == ["main", *["worker()"] * 20]
    assert found.hidden == 0
    assert drawn(found.lanes[1])[1] == (1.0, 2.0, "waiting", "waits for fetch(u1)", 7)
    assert flight(found) == [(0.0, 3.0, 20)]


def test_tasks_beyond_the_room_there_is_are_counted():
    found = timeline(workers(100, 1).trace(elapsed=1.0))

    assert (len(found.lanes), found.hidden) == (MAX_LANES, 101 - MAX_LANES)
    assert flight(found) == [(0.0, 1.0, 100)]


def test_many_equal_waits_are_one_span():
    events = main_events()
    for n in range(300):
        events.wait(n, 1, {"kind": "sleep", "delay": 1}, (1, 1), until=n + 1)
    (main,) = timeline(events.trace(elapsed=300.0)).lanes

    assert drawn(main) == [(0.0, 300.0, "waiting", "asyncio.sleep(1), 300 times", 12)]


def test_many_different_waits_are_cut_short():
    events = main_events()
    for n in range(300):
        events.wait(n, 1, {"kind": "sleep", "delay": 1 + n}, (1, 1), until=n + 1)
    (main,) = timeline(events.trace(elapsed=300.0)).lanes

    assert len(main.spans) == MAX_SPANS
    assert drawn(main)[-1] == (199.0, 300.0, "waiting", "… 101 more", None)


def test_nothing_is_drawn_of_a_call_that_did_nothing():
    found = timeline(Events().trace())

    assert (found.lanes, found.in_flight, found.duration) == ((), (), 0.0)
