"""How events become tables, also events that make no sense; and the builder of events for these tests."""

import random

from grader.judge.timeline import timeline
from grader.judge.trace import Trace
from grader.judge.trace_reading import read
from grader.model import Outcome, Run

S = 1_000_000_000  # nanoseconds in a second
SLEEP_2 = {"kind": "sleep", "delay": 2}


class Events(list):
    """Builds events by hand.  Times are seconds after the call began, which is 5 s after the run began."""

    def __init__(self, call=True):
        self.origin = 5 * S if call else 0
        super().__init__([{"ev": "run.start", "t": 0, "python": "3.11", "seed": 0}])
        if call:
            self.append({"ev": "call.start", "t": self.origin})

    def add(self, ev, t, **fields):
        self.append({"ev": ev, "t": self.origin + round(t * S), **fields})
        return self

    def place(self, number, line, function, file="exercise.py", column=5):
        return self.add("loc", 0, id=number, file=file, line=line, function=function, column=column)

    def coro(self, number, name, args="", loc=None):
        return self.add("coro", 0, id=number, name=name, args=args, loc=loc)

    def task(self, t, number, coro=None, by=None, via="run", at=(), coroutine="f", start=None):
        fields = {"by": by, "coro": coro, "coroutine": coroutine, "via": via, "at": [*at]}
        self.add("task.create", t, task=number, name=f"Task-{number}", **fields)
        return self if start is None else self.add("task.start", start, task=number)

    def wait(self, t, task, on, *at, until=None, after="timer", by=None):
        """at: (place, coroutine) pairs, outermost first."""
        self.add("task.wait", t, task=task, at=[[*pair] for pair in at], on=on)
        if until is not None:
            self.add("task.resume", until, task=task, after={"kind": after} | ({"task": by} if by else {}))
        return self

    def done(self, t, task, how="returned", error=None):
        return self.add("task.done", t, task=task, how=how, value="None", error=error)

    def block(self, start, end, task, *at, what="time.sleep(2)"):
        return self.add(
            "block",
            end,
            task=task,
            what=what,
            since=self.origin + round(start * S),
            ns=round((end - start) * S),
            at=[*at],
        )

    def main_done(self, t, task=1, pending=()):
        return self.add("main.done", t, task=task, pending=[*pending], how="returned")

    def trace(self, elapsed=0.0, whole=False):
        return Trace(
            Run(call="main()", outcome=Outcome.FINISHED, elapsed=elapsed, events=tuple(self)), whole=whole
        )


def sequential():
    """main awaits fetch_data three times, one after another, in a loop on line 12."""
    events = (
        Events().place(1, 12, "main").place(2, 5, "fetch_data").place(3, 4, "fetch_data").place(4, 9, "main")
    )
    events.coro(1, "main", loc=4).task(0, 1, coro=1, coroutine="main", start=0)
    for n in (1, 2, 3):
        events.coro(n + 1, "fetch_data", f"'https://api.example.com/data{n}'", loc=3)
        events.wait(2 * n - 2, 1, SLEEP_2, (1, 1), (2, n + 1), until=2 * n)
    return events.done(6, 1).main_done(6)


def gathered():
    """main gathers three fetches, on line 12."""
    events = (
        Events().place(1, 12, "main").place(2, 5, "fetch_data").coro(1, "main").task(0, 1, coro=1, start=0)
    )
    for n in (1, 2, 3):
        events.coro(n + 1, "fetch_data", f"'https://api.example.com/data{n}'")
        events.task(0, n + 1, coro=n + 1, by=1, via="gather", at=[1])
    events.wait(0, 1, {"kind": "gather", "tasks": [2, 3, 4]}, (1, 1))
    for n in (2, 3, 4):
        events.add("task.start", 0, task=n).wait(0, n, SLEEP_2, (2, n))
    for n in (2, 3, 4):
        events.add("task.resume", 2, task=n, after={"kind": "timer"}).done(2, n)
    return events.add("task.resume", 2, task=1, after={"kind": "future"}).done(2, 1).main_done(2)


def blocking():
    """main gathers three fetches; each blocks the loop with time.sleep(2) on line 5."""
    events = (
        Events().place(1, 12, "main").place(2, 5, "fetch_data").coro(1, "main").task(0, 1, coro=1, start=0)
    )
    for n in (1, 2, 3):
        events.coro(n + 1, "fetch_data", f"'data{n}'").task(
            0, n + 1, coro=n + 1, by=1, via="create_task", at=[1]
        )
    events.wait(0, 1, {"kind": "gather", "tasks": [2, 3, 4]}, (1, 1))
    for n in (2, 3, 4):
        start = 2 * (n - 2)
        events.add("task.start", start, task=n).block(start, start + 2, n, 2).done(start + 2, n)
    return events.add("task.resume", 6, task=1, after={"kind": "future"}).done(6, 1).main_done(6)


def test_only_the_call_counts():
    events = Events(call=False).place(1, 3, "main").task(0, 1, start=0).done(2, 1).main_done(2)
    events.add("call.start", 2).task(2, 2, start=2).done(3, 2).main_done(3, task=2)
    trace = events.trace(elapsed=1.0)

    assert [task.id for task in trace.tasks] == [2]
    assert (trace.import_seconds, trace.import_tasks) == (2.0, 1)
    assert (trace.tasks[0].created, trace.tasks[0].ended) == (0.0, 1.0)
    assert trace.recording.places[1].line == 3


def test_the_whole_run_counts_when_asked_for():
    events = Events(call=False).task(0, 1, start=0).done(2, 1).add("call.start", 2).task(2, 2)

    assert [task.id for task in events.trace(whole=True).tasks] == [1, 2]


def test_without_a_call_the_whole_run_counts():
    trace = Events(call=False).task(1, 1, start=1).done(2, 1).trace(elapsed=2.0)

    assert trace.import_seconds == 0.0
    assert [task.created for task in trace.tasks] == [1.0]


def test_events_that_make_no_sense_are_left_out():
    events = Events().task(0, 1, start=0).task(1, 1).done(1, 1).done(2, 1, how="raised")
    events.wait(0, 99, SLEEP_2, (7, 8), until=1).done(1, 98).add(
        "task.cancel", 1, task=97, by=3, via=None, at=[5]
    )
    events.block(3, 1, 1, 5).add("thread.end", 1, thread=4).main_done(3, task=55, pending=[66, 1])
    trace = events.trace(elapsed=3.0)

    assert [(task.id, task.created, task.ended, task.how) for task in trace.tasks] == [
        (1, 0.0, 1.0, "returned")
    ]
    assert (trace.blocked, trace.pending, trace.cancellations, trace.threads) == ((), (), (), ())


def test_time_never_goes_back():
    recording = read(Events().task(3, 1, start=1).done(2, 1))

    assert (recording.lives[1].created, recording.lives[1].ended) == (3 * S, 3 * S)


def test_a_call_of_the_host_that_is_cancelled_is_one_wait_until_the_host_has_ended_it():
    on = {"kind": "call", "name": "fetch('u')"}
    events = Events().task(0, 1, start=0).wait(0, 1, on, until=1, after="cancel")
    recording = read(events.wait(1, 1, on, until=3, after="call"))

    (stand,) = recording.lives[1].stands
    assert (stand.start, stand.end, stand.cancelled) == (0, 3 * S, True)


def test_the_end_of_the_main_task_is_known_when_its_own_event_was_dropped():
    trace = (
        Events().task(0, 1, start=0).wait(0, 1, SLEEP_2).main_done(2).add("truncated", 2, dropped=1).trace()
    )

    assert trace.main is not None
    assert (trace.main.ended, trace.main.how, trace.waits()[0].end) == (2.0, "returned", 2.0)


def test_asyncio_s_own_tasks_and_threads_are_not_the_programs():
    events = Events().task(0, 1, start=0).task(0, 2, by=1, via="asyncgen", coroutine="agen")
    events.task(0, 3, via="create_server", coroutine="BaseEventLoop._create_server_getaddrinfo")
    events.add("thread.start", 0, thread=1, name="", by=1, fn="BaseEventLoop._do_shutdown", at=[])
    trace = events.done(0, 1).main_done(0, pending=[2, 3]).trace()

    assert [task.id for task in trace.tasks] == [1]
    assert (trace.pending, trace.threads) == ((), ())
    assert len(timeline(trace).lanes) == 1


def test_a_pools_thread_without_work_does_not_wait():
    events = Events().add("thread.start", 0, thread=1, name="pool_0", by=None, fn="work", at=[])
    idle = {"thread": 1, "what": "queue.SimpleQueue.get", "since": 5 * S, "ns": S, "at": []}
    (thread,) = events.add("thread.wait", 1, **idle).trace().threads

    assert thread.waits == ()


KINDS = ["sleep", "task", "gather", "queue.get", "call", "taskgroup", "future", "made up"]


def nonsense(seed):
    """A hundred events of the right types with numbers at random."""
    r = random.Random(seed)
    events = Events(call=r.random() < 0.5)
    for _ in range(100):
        one_more(r, events, r.uniform(-3, 10), r.randrange(6))
    return events


def one_more(r, events, t, n):
    def some():
        return r.choice([None, 0, 1, 2, 3, -1]) if r.random() < 0.3 else r.randrange(6)

    at = [r.randrange(6) for _ in range(r.randrange(3))]
    frames = [(r.randrange(6), some()) for _ in range(r.randrange(4))]
    delay = r.choice([None, -1, 1e17, 2])
    on = {"kind": r.choice(KINDS), "task": some(), "tasks": [some()], "delay": delay, "name": "f('a')"}
    error = {"type": "E", "message": "", "at": at}
    waiter = {"task": n, "at": frames, "on": r.choice([None, on])}
    moment = {"thread": n, "what": "w", "since": round(t * S), "ns": n * S, "at": at}
    makers = [
        lambda: events.place(n, r.randrange(-2, 9), "f"),
        lambda: events.coro(n, "f", "'x/y/z', '"),
        lambda: events.task(t, n, coro=some(), by=some(), via=r.choice(["run", None, "gather"]), at=at),
        lambda: events.wait(t, n, on, *frames, until=r.choice([None, t + 1]), by=some()),
        lambda: events.done(t, n, how=r.choice(["raised", "cancelled"]), error=error),
        lambda: events.block(t, t + r.uniform(-1, 3), some(), *at),
        lambda: events.main_done(t, task=some(), pending=at),
        lambda: events.add("task.cancel", t, task=n, by=some(), via=None, at=at),
        lambda: events.add("task.await-done", t, task=n, by=some(), at=at),
        lambda: events.add("thread.start", t, thread=n, name="T", by=some(), fn="f", at=at),
        lambda: events.add("thread.wait", t, **moment),
        lambda: events.add("thread.end", t, thread=n),
        lambda: events.add("error", t, what="callback", task=some(), error=None),
        lambda: events.add("stuck", t, kind="deadlock", tasks=[waiter]),
    ]
    r.choice(makers)()


def test_no_nonsense_makes_a_trace_or_a_timeline_fail():
    for seed in range(300):
        trace = nonsense(seed).trace(elapsed=random.Random(seed).choice([0.0, 1.0, 7.0]))

        drawn = timeline(trace, "x\n" * 5)
        for name in dir(trace):
            getattr(trace, name)
        trace.waits(), trace.calls(), trace.host_calls()
        for task in trace.tasks:
            assert all(0 <= wait.start <= wait.end for wait in task.waits)
        for lane in drawn.lanes:
            ends = [span.end for span in lane.spans]
            assert all(0 <= span.start < span.end <= drawn.duration for span in lane.spans)
            assert ends == sorted(ends)
