"""The suite's loop and its guests share one virtual clock."""

import asyncio
import itertools

import pytest

from grader.run.host.clock import NS, START, HostLoop, SuiteStuck


def run(coroutine):
    with asyncio.Runner(loop_factory=HostLoop) as runner:
        return runner.run(coroutine)


class Ticker:
    """A guest that wants a turn every `interval` seconds, `count` times."""

    def __init__(self, loop, name, interval, count, log):
        self.loop, self.name, self.interval, self.left, self.log = (
            loop,
            name,
            round(interval * NS),
            count,
            log,
        )
        self.due = loop.now + self.interval
        self.given_up = False
        loop.join(self)

    def take_turn(self, now):
        self.log.append((self.name, (now - START) / NS))
        self.left -= 1
        self.due = now + self.interval if self.left else None
        if not self.left:
            self.loop.leave(self)

    def give_up(self):
        self.given_up = True
        self.loop.leave(self)


def test_sleeping_takes_virtual_time_only():
    async def main():
        await asyncio.gather(*(asyncio.sleep(86_400) for _ in range(100)))
        return asyncio.get_running_loop().time()

    assert run(main()) == 1000 + 86_400


def test_timers_due_at_the_same_instant_run_in_the_order_they_were_set():
    async def main():
        order = []

        async def sleeper(number):
            await asyncio.sleep(1)
            order.append(number)

        await asyncio.gather(*map(sleeper, range(20)))
        return order

    assert run(main()) == list(range(20))


def test_guests_and_the_suite_take_turns_in_order_of_time():
    log = []

    async def main():
        loop = asyncio.get_running_loop()
        Ticker(loop, "a", 1.0, 3, log)
        Ticker(loop, "b", 1.5, 2, log)
        for _ in range(2):
            await asyncio.sleep(1.25)
            log.append(("suite", loop.time() - 1000))
        await asyncio.sleep(1)

    run(main())
    assert log == [
        ("a", 1.0),
        ("suite", 1.25),
        ("b", 1.5),
        ("a", 2.0),
        ("suite", 2.5),
        ("a", 3.0),
        ("b", 3.0),
    ]


def test_a_guest_that_waits_for_nothing_is_told_so_when_nobody_else_is_left():
    async def main():
        loop = asyncio.get_running_loop()
        guest = Ticker(loop, "a", 1.0, 3, [])
        guest.due = None
        await asyncio.sleep(0.5)
        assert not guest.given_up  # the suite's own timer was still to come
        ended = loop.create_future()
        guest.give_up = lambda: (loop.leave(guest), ended.set_result(loop.time()))
        return await ended

    assert run(main()) == 1000.5


def test_a_suite_that_waits_for_what_never_comes_is_an_error_not_a_hang():
    async def main():
        await asyncio.get_running_loop().create_future()

    with pytest.raises(SuiteStuck):
        run(main())


def test_a_cancelled_timer_does_not_move_time():
    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(100, lambda: None).cancel()
        await asyncio.sleep(2)
        return loop.time()

    assert run(main()) == 1002


def test_a_thread_of_the_suite_is_waited_for():
    async def main():
        return await asyncio.to_thread(lambda: 7)

    assert run(main()) == 7


@pytest.mark.parametrize("seconds", [1e7, 3e7, 1e9, 1e12])
def test_a_sleep_of_years_ends_after_a_few_rounds_of_the_loop(seconds):
    async def main():
        await asyncio.sleep(seconds)
        await asyncio.sleep(1)
        return asyncio.get_running_loop().time()

    loop = HostLoop()
    once, rounds = loop._run_once, itertools.count()

    def counted():
        assert next(rounds) < 50
        once()

    loop._run_once = counted
    try:
        assert loop.run_until_complete(main()) == pytest.approx(1000 + seconds + 1)
    finally:
        loop.close()
