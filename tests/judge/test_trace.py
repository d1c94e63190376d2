"""The questions a trace answers."""

from .test_trace_reading import SLEEP_2, Events, blocking, gathered, sequential


def test_tasks_are_told_with_their_lives():
    main, first, *_ = gathered().trace(elapsed=2.0).tasks

    assert (main.id, main.made_by, main.via, main.awaited) == (1, None, "run", True)
    assert (first.created, first.started, first.ended, first.how) == (0.0, 0.0, 2.0, "returned")
    assert (first.made_by, first.via, first.line, first.awaited) == (1, "gather", 12, True)
    wait = first.waits[0]
    assert (wait.start, wait.end, wait.on, wait.label) == (0.0, 2.0, "sleep", "asyncio.sleep(2)")
    assert wait.place is not None
    assert (wait.place.line, wait.place.function) == (5, "fetch_data")


def test_sequential_calls_are_found_inside_the_main_task():
    trace = sequential().trace(elapsed=6.0)
    calls = trace.calls("fetch_data")

    assert [(call.start, call.end, call.finished, call.own_task) for call in calls] == [
        (0.0, 2.0, True, False),
        (2.0, 4.0, True, False),
        (4.0, 6.0, True, False),
    ]
    assert [call.name for call in calls] == [f'fetch_data("…/data{n}")' for n in (1, 2, 3)]
    assert calls[0].place is not None
    assert calls[0].defined is not None
    assert (calls[0].place.line, calls[0].defined.line, calls[0].task) == (12, 4, 1)
    assert trace.overlap(calls) == 1
    assert trace.makespan(calls) == 6.0


def test_gathered_calls_overlap():
    trace = gathered().trace(elapsed=2.0)

    assert trace.overlap(trace.calls("fetch_data")) == 3
    assert trace.overlap(trace.sleeps(min_seconds=2)) == 3
    assert [(s.start, s.end, s.count) for s in trace.in_flight(trace.sleeps())] == [(0.0, 2.0, 3)]
    assert trace.duration == 2.0


def test_own_tasks_are_those_made_knowingly():
    assert [task.id for task in blocking().trace().own_tasks] == [2, 3, 4]
    assert gathered().trace().own_tasks == ()


def test_a_function_is_found_below_its_wrappers():
    events = (
        Events()
        .place(1, 3, "limited")
        .place(2, 5, "Api.fetch_data")
        .coro(1, "main")
        .coro(2, "limited")
        .coro(3, "Api.fetch_data")
    )
    events.task(0, 1, coro=1, start=0).task(0, 2, coro=2, by=1, via="create_task", start=0)
    events.wait(0, 2, SLEEP_2, (1, 2), (2, 3), until=2).done(2, 2)
    trace = events.trace(elapsed=2.0)

    assert [task.id for task in trace.tasks_running("fetch_data")] == [2]
    assert [task.id for task in trace.tasks_running("Api.fetch_data")] == [2]
    assert [task.id for task in trace.tasks_running("limited")] == [2]
    assert trace.tasks_running("data") == ()


def test_a_task_that_never_started_ran_nothing():
    events = Events().coro(1, "main").coro(2, "fetch_data").task(0, 1, coro=1, start=0)
    events.task(0, 2, coro=2, by=1, via="create_task", coroutine="fetch_data").done(
        0, 2, how="cancelled"
    ).done(0, 1)
    trace = events.trace()

    assert trace.tasks_running("fetch_data") == ()
    assert trace.calls("fetch_data") == ()
    assert [task.id for task in trace.cancelled] == [2]


def test_blocks_belong_to_the_call_that_made_them():
    trace = blocking().trace(elapsed=6.0)

    assert [(b.start, b.end, b.what, b.task, b.place and b.place.line) for b in trace.blocked] == [
        (0.0, 2.0, "time.sleep(2)", 2, 5),
        (2.0, 4.0, "time.sleep(2)", 3, 5),
        (4.0, 6.0, "time.sleep(2)", 4, 5),
    ]
    assert trace.total_blocked == 6.0
    assert trace.overlap(trace.calls("fetch_data")) == 1
    assert [(line.line, line.times, line.waited, line.blocked) for line in trace.lines] == [
        (5, 3, 0.0, 6.0),
        (12, 1, 6.0, 0.0),
    ]


def test_a_block_before_the_first_wait_belongs_to_the_coroutine_that_is_seen_next():
    events = Events().place(1, 12, "main").place(2, 5, "fetch").place(3, 6, "fetch").coro(1, "main")
    events.task(0, 1, coro=1, start=0)
    for n in (0, 1):
        events.coro(n + 2, "fetch").block(3 * n, 3 * n + 2, 1, 2, 1)
        events.wait(3 * n + 2, 1, {"kind": "sleep", "delay": 1}, (1, 1), (3, n + 2), until=3 * n + 3)
    trace = events.done(6, 1).main_done(6).trace(elapsed=6.0)

    assert [(call.start, call.end) for call in trace.calls("fetch")] == [(0.0, 3.0), (3.0, 6.0)]


def test_a_block_after_the_last_wait_belongs_to_the_coroutine_that_was_waiting():
    events = Events().place(1, 12, "main").place(2, 5, "fetch").place(3, 6, "fetch").coro(1, "main")
    events.task(0, 1, coro=1, start=0)
    for n in (0, 1):
        events.coro(n + 2, "fetch").wait(
            3 * n, 1, {"kind": "sleep", "delay": 1}, (1, 1), (2, n + 2), until=3 * n + 1
        )
        events.block(3 * n + 1, 3 * n + 3, 1, 3, 1)
    trace = events.done(6, 1).main_done(6).trace(elapsed=6.0)

    assert [(call.start, call.end) for call in trace.calls("fetch")] == [(0.0, 3.0), (3.0, 6.0)]


def test_blocked_stretches_that_overlap_count_once():
    trace = Events().task(0, 1, start=0).block(0, 2, 1).block(1, 3, None).block(5, 6, 1).trace(elapsed=6.0)

    assert trace.total_blocked == 4.0


def test_tasks_left_behind_are_told_apart_from_cancelled_ones():
    events = Events().place(1, 9, "main").coro(1, "main").coro(2, "fetch_data").task(0, 1, coro=1, start=0)
    events.task(0, 2, coro=2, by=1, via="create_task", at=[1], start=0).wait(0, 2, SLEEP_2)
    events.done(0, 1).main_done(0, pending=[2]).add("task.cancel", 0, task=2, by=None, via="run", at=[])
    events.add("task.resume", 0, task=2, after={"kind": "cancel"}).done(0, 2, how="cancelled")
    trace = events.trace()

    assert trace.pending == (2,)
    assert trace.cancelled == ()
    left = trace.task(2)
    assert left is not None
    assert (left.how, left.ended, left.awaited) == ("left", None, False)
    assert [task.id for task in trace.completed] == [1]


def test_who_waited_for_whom():
    events = gathered().task(2, 7, by=1, via="create_task").add("task.await-done", 2, task=7, by=3, at=[])
    trace = events.trace(elapsed=2.0)

    assert [task.id for task in trace.awaited_by(3)] == [1]
    assert [task.id for task in trace.awaited_by(7)] == [3]
    assert [task.id for task in trace.waited_for(1)] == [2, 3, 4]
    assert trace.main is not None
    assert trace.waited_for(trace.main) == trace.tasks[1:4]


def test_tasks_in_the_order_they_ended():
    events = (
        Events().task(0, 1, start=0).task(0, 2, start=0).task(0, 3, start=0).done(1, 3).done(2, 2).done(2, 1)
    )

    assert [task.id for task in events.trace().completed] == [3, 2, 1]


def test_the_main_task_is_the_one_the_program_ran():
    events = Events().task(0, 1, via="create_task").task(0, 2, via="run_until_complete", start=0)

    assert events.trace().main_id == 2
    assert Events().task(0, 1, via="create_task", by=None).trace().main is None
    assert Events().trace().main is None


def test_a_deadlock_is_told_in_words():
    events = Events().place(1, 12, "main").coro(1, "main").task(0, 1, coro=1, start=0)
    on = {"kind": "queue.get", "obj": "Queue#1"}
    events.wait(0, 1, on, (1, 1)).add(
        "stuck", 0, kind="deadlock", tasks=[{"task": 1, "at": [[1, 1]], "on": on}], at=[]
    )

    assert events.trace().stuck == "main waits on line 12 for Queue#1.get(); nobody is left who could put"


def test_tasks_of_a_stuck_run_are_left_and_its_detail_names_them():
    events = Events().coro(1, "main").coro(2, "holder", "'a'").task(0, 1, coro=1, start=0)
    on = {"kind": "lock.acquire", "obj": "Lock#1"}
    events.task(0, 2, coro=2, by=1, via="create_task", start=0).wait(0, 1, on).wait(0, 2, {"kind": "future"})
    waiters = [{"task": 1, "at": [], "on": on}, {"task": 2, "at": [], "on": {"kind": "future"}}]
    events.add("stuck", 0, kind="deadlock", tasks=waiters, at=[], detail="Lock#1 is held by task 2")
    error = {"type": "Deadlock", "message": "", "at": []}
    trace = events.done(0, 1, how="raised", error=error).main_done(0, pending=[2]).trace()

    assert trace.stuck == (
        'main waits for Lock#1.acquire(); holder("a") waits for a future; '
        'nobody is left who could give it a result; Lock#1 is held by holder("a")'
    )
    assert [(task.how, task.error) for task in trace.tasks] == [("left", None), ("left", None)]
    assert trace.pending == ()


def test_a_livelock_is_told_in_words():
    events = Events().place(1, 12, "main").coro(1, "main").task(0, 1, coro=1, start=0)
    events.add(
        "stuck", 0, kind="livelock", tasks=[{"task": 1, "at": [[1, 1]], "on": {"kind": "yield"}}], at=[1]
    )

    assert events.trace().stuck == (
        "the tasks go on in turn, but none of them ever gets further (line 12); "
        "main waits on line 12 for asyncio.sleep(0)"
    )


def test_where_a_limit_broke_a_run_off_is_chance_and_not_told():
    events = Events().place(1, 12, "main").coro(1, "main").task(0, 1, coro=1, start=0)
    events.add("stuck", 0, kind="cpu-limit", tasks=[], at=[1])

    assert events.trace().stuck == "the program computed for too long without an end"


def test_a_run_that_came_to_its_end_was_not_stuck():
    assert gathered().trace().stuck is None


def test_what_went_amiss():
    events = Events().place(1, 14, "main").task(0, 1, start=0)
    message = "coroutine 'fetch_data' was never awaited"
    events.add("coro.never-awaited", 1, name="fetch_data", coro=None, at=[1], message=message)
    error = {"type": "ValueError", "message": "no", "at": [1]}
    events.add("error", 1, what="exception never retrieved", task=1, error=error)
    events.add("error", 1, what="callback", task=None, error=None)
    trace = events.trace()

    assert [(n.name, n.message, n.place and n.place.line) for n in trace.never_awaited] == [
        ("fetch_data", message, 14)
    ]
    assert [e.what for e in trace.stray_errors] == ["exception never retrieved", "callback"]
    (lost,) = trace.never_retrieved
    assert lost.error is not None
    assert (lost.error.type, lost.error.line, lost.at) == ("ValueError", 14, 1.0)


def test_calls_of_the_host_are_found():
    events = Events().place(1, 7, "main").coro(1, "main").task(0, 1, coro=1, start=0)
    for n in (0, 1):
        events.wait(
            2 * n, 1, {"kind": "call", "name": f"fetch('https://a.org/u{n}')"}, (1, 1), until=2 * n + 2
        )
    trace = events.done(4, 1).main_done(4).trace(elapsed=4.0)

    assert [(c.start, c.end, c.name) for c in trace.host_calls("fetch")] == [
        (0.0, 2.0, 'fetch("…/u0")'),
        (2.0, 4.0, 'fetch("…/u1")'),
    ]
    assert trace.host_calls("save") == ()


def test_output_is_known_at_every_instant():
    events = Events().add("out", 0, stream="stdout", text="a").add("out", 2, stream="stderr", text="b")
    trace = events.add("out", 2, stream="stdout", text="c").trace()

    assert [trace.printed_until(t) for t in (0, 1.9, 2)] == ["a", "a", "ac"]
    assert [(p.at, p.stream) for p in trace.printed] == [(0.0, "stdout"), (2.0, "stderr"), (2.0, "stdout")]


def test_threads_and_what_they_waited_in():
    events = (
        Events().place(1, 3, "main").add("thread.start", 0, thread=1, name="T", by=None, fn="work", at=[1])
    )
    events.add(
        "thread.wait", 2, thread=1, what="time.sleep(2)", since=5_000_000_000, ns=2_000_000_000, at=[1]
    )
    (thread,) = events.add("thread.end", 2, thread=1).trace().threads

    assert (thread.function, thread.started, thread.ended, thread.place and thread.place.line) == (
        "work",
        0.0,
        2.0,
        3,
    )
    assert [(w.start, w.end, w.what) for w in thread.waits] == [(0.0, 2.0, "time.sleep(2)")]


def test_what_still_waits_when_the_run_ends_lasts_to_its_end():
    events = Events().place(2, 5, "f").coro(1, "f").task(0, 1, coro=1, start=0).wait(1, 1, SLEEP_2, (2, 1))
    trace = events.trace(elapsed=3.0)

    assert [(w.start, w.end) for w in trace.waits()] == [(1.0, 3.0)]
    assert [(c.end, c.finished) for c in trace.calls("f")] == [(3.0, False)]


def test_waits_can_be_asked_for_by_kind_length_and_function():
    trace = sequential().trace(elapsed=6.0)

    assert len(trace.waits("sleep", min_seconds=2, function="fetch_data")) == 3
    assert trace.waits("sleep", min_seconds=2.1) == ()
    assert trace.waits("queue.get") == ()
    assert trace.waits(function="other") == ()


def test_why_real_time_passed_and_what_is_missing():
    trace = Events().add("paced", 0, why="subprocess").add("truncated", 1, dropped=7).trace()

    assert (trace.paced, trace.dropped) == (("subprocess",), 7)
