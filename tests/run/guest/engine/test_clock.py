"""The clock by itself: threads take turns on it as a simulation of them says they must."""

from __future__ import annotations

import _thread
import heapq
import math
import random
import threading
import types
from types import FrameType

import pytest

from grader.run.guest.engine.clock.actors import Actor, Waiter
from grader.run.guest.engine.clock.clock import Clock
from grader.run.guest.engine.settings import NS, Settings
from grader.run.guest.engine.standins.event_loop import OrderedTimerHandle
from grader.run.guest.engine.stuck import KINDS, Deadlock, Stuck, VirtualTimeLimit

START = Settings().start_ns


class Notes:
    """An observer that writes down what it is told."""

    def __init__(self) -> None:
        self.stood: list[tuple[str, int]] = []
        self.kinds: list[str] = []

    def stood_still(self, waiter: Waiter, since: int, frame: FrameType) -> None:
        self.stood.append((waiter.what, since - START))

    def stuck(self, kind: str, waiter: Waiter | None) -> Stuck:
        self.kinds.append(kind)
        return KINDS[kind]()

    def paced(self, why: str) -> None:
        self.kinds.append(f"paced: {why}")

    def step(self) -> object:
        return None


def make_clock(authority=None, **options):
    clock = Clock(Notes())
    clock.set_going(Settings(**options), authority)
    return clock


def start(clock: Clock, function) -> None:
    actor = Actor("thread")

    def play() -> None:
        clock.begin(actor)
        try:
            function()
        finally:
            clock.retire(actor)

    clock.launch(actor, lambda: _thread.start_new_thread(play, ()))


def simulate(plans: list[list[int]]) -> list[tuple[int, int]]:
    """What must come out: (time, thread) of each end of a sleep; ties in the order of going to sleep."""
    heap = [(plan[0], number, number, 0) for number, plan in enumerate(plans)]
    heapq.heapify(heap)
    log, count = [], len(plans)
    while heap:
        when, _, number, index = heapq.heappop(heap)
        log.append((when, number))
        if index + 1 < len(plans[number]):
            heapq.heappush(heap, (when + plans[number][index + 1], count, number, index + 1))
            count += 1
    return log


@pytest.mark.parametrize("seed", range(60))
def test_threads_wake_in_the_order_of_a_simulation(seed: int) -> None:
    chance = random.Random(seed)
    plans = [[chance.randrange(6) for _ in range(chance.randint(1, 4))] for _ in range(chance.randint(1, 6))]
    clock, log = make_clock(), []

    def sleeper(number: int) -> None:
        for seconds in plans[number]:
            clock.sleep(seconds)
            log.append(((clock.now - START) // NS, number))

    gate = Waiter("everybody ready")  # so that nobody sleeps before all have started
    for number in range(len(plans)):
        start(clock, lambda number=number: sleeper(number))
    clock.wait(gate, clock.deadline(1000))
    assert log == simulate(plans)


@pytest.mark.parametrize("seed", range(20))
def test_time_never_goes_back(seed: int) -> None:
    chance = random.Random(seed)
    delays = [chance.choice([0, 1e-10, chance.random(), chance.random() * 50]) for _ in range(20)]
    clock = make_clock()
    seen = [clock.now]
    for delay in delays:
        clock.sleep(delay)
        seen.append(clock.read())
    assert seen == sorted(seen)
    assert seen[-1] - START == sum(round(delay * NS) for delay in delays)


@pytest.mark.parametrize("seed", range(20))
def test_timers_run_by_time_then_by_making(seed: int) -> None:
    whens = random.Random(seed).choices([0.1, 0.2, 0.1 + 0.2, 0.3, 1e12, math.inf, 5.0], k=12)
    loop = types.SimpleNamespace(get_debug=lambda: False)
    handles = [OrderedTimerHandle(when, print, (), loop) for when in whens]
    made = {id(handle): number for number, handle in enumerate(handles)}
    heapq.heapify(handles)
    order = [heapq.heappop(handles) for _ in whens]
    keys = [(round(handle.when(), 9), made[id(handle)]) for handle in order]
    assert keys == sorted(keys)


def test_nobody_to_wake_is_a_deadlock() -> None:
    clock = make_clock()
    with pytest.raises(Deadlock):
        clock.wait(Waiter())
    assert clock.observer.kinds == ["deadlock"]
    clock.sleep(1)  # the clock still goes
    assert clock.now == START + NS


def test_the_main_thread_hears_of_a_deadlock_first() -> None:
    clock, other, log = make_clock(), Waiter(), []
    start(clock, lambda: log.append(clock.wait(other)))
    start(clock, lambda: clock.sleep(10))
    with pytest.raises(Deadlock):
        clock.wait(Waiter())
    assert clock.now == START + 10 * NS
    clock.wake(other)
    clock.sleep(1)
    assert log == [True]


def test_time_beyond_the_limit_is_not_reached() -> None:
    clock = make_clock(virtual_ns=100 * NS)
    clock.sleep(100)
    with pytest.raises(VirtualTimeLimit):
        clock.sleep(1)
    assert clock.now == START + 100 * NS


def test_a_wake_up_beats_a_deadline_and_counts_once() -> None:
    clock, waiter = make_clock(), Waiter()
    start(clock, lambda: (clock.sleep(1), clock.wake(waiter), clock.wake(waiter)))
    assert clock.wait(waiter, clock.deadline(5)) is True
    assert clock.now == START + NS
    assert clock.wake(waiter) is False


def test_a_deadline_beats_a_late_wake_up() -> None:
    clock, waiter = make_clock(), Waiter()
    woke = []
    start(clock, lambda: (clock.sleep(9), woke.append(clock.wake(waiter))))
    assert clock.wait(waiter, clock.deadline(5)) is False
    clock.sleep(10)
    assert woke == [False]


def test_a_reader_that_only_reads_gets_on() -> None:
    clock = make_clock()
    reads = 0
    while clock.read() < START + NS:
        reads += 1
    assert 50_000 <= reads < 60_000
    assert clock.now == START + NS
    free = [clock.read() for _ in range(100)]  # from another place
    assert free == [clock.now] * 100


def test_a_loop_that_reads_meets_every_deadline_on_the_way() -> None:
    clock, seen = make_clock(), []
    start(clock, lambda: (clock.sleep(0.2505), seen.append(clock.now - START)))
    clock.give_way()  # until the other one sleeps
    while clock.read() < START + NS:
        pass
    assert seen == [250_500_000]


def test_alarms_ring_on_the_main_thread_while_it_waits() -> None:
    clock, rung = make_clock(), []
    clock.set_alarm(START + NS, lambda: rung.append((clock.now - START, threading.current_thread())))
    cancelled = clock.set_alarm(START + 2 * NS, lambda: rung.append("never"))
    cancelled.done = True
    clock.sleep(3)
    assert rung == [(NS, threading.main_thread())]
    assert clock.now == START + 3 * NS


def test_an_alarm_may_end_a_wait_by_raising() -> None:
    clock, waiter = make_clock(), Waiter()

    def ring() -> None:
        raise KeyError

    clock.set_alarm(START + NS, ring)
    with pytest.raises(KeyError):
        clock.wait(waiter, clock.deadline(5))
    assert clock.now == START + NS
    assert clock.wake(waiter) is False
    clock.sleep(1)


class Host:
    """An authority that has events of its own."""

    def __init__(self, *answers: int | None) -> None:
        self.answers = list(answers)
        self.asked: list[int | None] = []

    def advance(self, when: int | None, /) -> int | None:
        self.asked.append(when)
        return self.answers.pop(0) if self.answers else when


def test_the_authority_may_stop_the_clock_earlier() -> None:
    host = Host(START + NS, START + 2 * NS)
    clock = make_clock(host)
    clock.sleep(5)
    assert host.asked == [START + 5 * NS] * 3
    assert clock.now == START + 5 * NS


def test_the_authority_knows_a_deadlock() -> None:
    clock = make_clock(Host(START + NS, None))
    with pytest.raises(Deadlock):
        clock.wait(Waiter())
    assert clock.now == START + NS


def test_real_waits_let_the_others_go_on() -> None:
    clock, log = make_clock(), []
    start(clock, lambda: (clock.sleep(0.001), log.append("slept")))
    with clock.outside("a test"):
        while not log:
            pass
    assert log == ["slept"]
    assert clock.observer.kinds == ["paced: a test"]


def test_a_fork_leaves_virtual_time() -> None:
    clock = make_clock()
    clock.sleep(100)
    before = clock.read()
    clock.go_real()
    assert 0 <= clock.read() - before < 60 * NS
