"""The virtual loop by itself, nothing else replaced: how it waits, whom it asks, what it staggers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from types import FrameType

import pytest

from grader.run.guest.engine.clock.actors import Waiter
from grader.run.guest.engine.clock.clock import Clock
from grader.run.guest.engine.settings import NS, Settings
from grader.run.guest.engine.standins.event_loop import VirtualLoop
from grader.run.guest.engine.stuck import KINDS, Deadlock, Livelock, Stuck

START = Settings().start_ns


class Silent:
    """An observer that only makes exceptions."""

    def stood_still(self, waiter: Waiter, since: int, frame: FrameType) -> None:
        pass

    def stuck(self, kind: str, waiter: Waiter | None) -> Stuck:
        return KINDS[kind]()

    def paced(self, why: str) -> None:
        pytest.fail(f"real time leaked in: {why}")

    def step(self) -> object:
        return None


class Host:
    """An authority with a plan: at which time it does what."""

    def __init__(self, *plan: tuple[float, object]) -> None:
        self.plan = [(START + round(seconds * NS), action) for seconds, action in plan]
        self.asked: list[float | None] = []

    def advance(self, when: int | None, /) -> int | None:
        self.asked.append(None if when is None else (when - START) / NS)
        if not self.plan or (when is not None and when < self.plan[0][0]):
            return when
        at, action = self.plan.pop(0)
        action()
        return at


@pytest.fixture
def make_loop(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    loops = []

    def make_loop(authority: object = None, stagger: float = 0.0) -> VirtualLoop:
        clock = Clock(Silent())
        clock.set_going(Settings(), authority)
        monkeypatch.setattr(VirtualLoop, "clock", clock, raising=False)
        monkeypatch.setattr(VirtualLoop, "stagger", stagger)
        monkeypatch.setattr(VirtualLoop, "idle_steps", 12_000)
        loops.append(VirtualLoop())
        return loops[-1]

    yield make_loop
    for loop in loops:
        loop.close()


def test_a_sleep_asks_the_authority_for_exactly_its_end(make_loop) -> None:
    host = Host()
    loop = make_loop(host)
    loop.run_until_complete(asyncio.sleep(2))
    assert host.asked == [2.0]
    assert loop.time() == 1002.0


def test_the_authority_may_answer_a_future_before_a_timer(make_loop) -> None:
    log = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        host.plan.append((START + 3 * NS, lambda: loop.post(future.set_result, ("answer",))))
        log.append((await asyncio.wait_for(future, 10), loop.time()))
        await asyncio.sleep(1)
        log.append(loop.time())

    host = Host()
    make_loop(host).run_until_complete(main())
    assert log == [("answer", 1003.0), 1004.0]
    assert host.asked == [10.0, 4.0]


def test_the_authority_is_asked_when_only_it_can_help(make_loop) -> None:
    async def main() -> float:
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        host.plan.append((START + 7 * NS, lambda: loop.post(future.set_result, (None,))))
        await future
        return loop.time()

    host = Host()
    assert make_loop(host).run_until_complete(main()) == 1007.0
    assert host.asked == [None]


def test_an_authority_without_a_plan_means_a_deadlock(make_loop) -> None:
    async def main() -> None:
        await asyncio.get_running_loop().create_future()

    loop = make_loop(Host())
    with pytest.raises(Deadlock):
        loop.run_until_complete(main())


def test_yields_alone_are_a_livelock(make_loop) -> None:
    async def main() -> None:
        while True:
            await asyncio.sleep(0)

    loop = make_loop()
    with pytest.raises(Livelock):
        loop.run_until_complete(main())


def test_yields_may_wait_for_the_authority(make_loop) -> None:
    async def main() -> float:
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        host.plan.append((START + 2 * NS, lambda: loop.post(future.set_result, (None,))))
        while not future.done():
            await asyncio.sleep(0)
        return loop.time()

    host = Host()
    assert make_loop(host).run_until_complete(main()) == 1002.0
    assert host.asked == [None]


def test_yields_that_end_take_no_time(make_loop) -> None:
    async def main() -> None:
        for _ in range(11_000):
            await asyncio.sleep(0)

    loop = make_loop()
    loop.run_until_complete(main())
    assert loop.time() == 1000.0


def test_messages_back_and_forth_take_no_time_beside_a_timer(make_loop) -> None:
    async def main() -> float:
        loop = asyncio.get_running_loop()
        there, back = asyncio.Queue(), asyncio.Queue()

        async def echo() -> None:
            while True:
                back.put_nowait(await there.get())

        task = asyncio.create_task(echo())
        async with asyncio.timeout(0.001):
            for number in range(15_000):
                there.put_nowait(number)
                await back.get()
        task.cancel()
        return loop.time()

    assert make_loop().run_until_complete(main()) == 1000.0


@pytest.mark.parametrize(
    ("stagger", "ends"), [(0.0, [2.0, 2.0, 4.0]), (0.12, [2.12, 2.24, 4.0]), (-0.12, [1.76, 1.88, 4.0])]
)
def test_equal_sleeps_of_different_tasks_are_staggered(make_loop, stagger: float, ends: list[float]) -> None:
    found = []

    async def nap(times: int = 1) -> None:
        for _ in range(times):
            await asyncio.sleep(2)
        found.append(round(asyncio.get_running_loop().time() - 1000, 9))

    async def main() -> None:  # the first task's sleeps stay as they are, both of them
        await asyncio.gather(nap(2), nap(), nap())

    make_loop(stagger=stagger).run_until_complete(main())
    assert found == ends


def test_short_sleeps_and_timeouts_are_not_staggered(make_loop) -> None:
    ends = []

    async def nap() -> None:
        await asyncio.sleep(0.25)
        ends.append(asyncio.get_running_loop().time())

    async def limited() -> None:
        try:
            async with asyncio.timeout(2):
                await asyncio.Event().wait()
        except TimeoutError:
            ends.append(asyncio.get_running_loop().time())

    async def main() -> None:
        await asyncio.gather(nap(), nap(), limited(), limited())

    make_loop(stagger=0.5).run_until_complete(main())
    assert ends == [1000.25, 1000.25, 1002.0, 1002.0]


def test_different_delays_are_counted_apart(make_loop) -> None:
    ends = []

    async def nap(seconds: float) -> None:
        await asyncio.sleep(seconds)
        ends.append(round(asyncio.get_running_loop().time() - 1000, 9))

    async def main() -> None:
        await asyncio.gather(nap(1), nap(2), nap(1), nap(2))

    make_loop(stagger=0.125).run_until_complete(main())
    assert ends == [1.0, 1.125, 2.0, 2.125]


def test_a_stagger_never_makes_a_sleep_negative(make_loop) -> None:
    async def main() -> float:
        await asyncio.gather(*(asyncio.sleep(0.5) for _ in range(9)))
        return asyncio.get_running_loop().time()

    assert make_loop(stagger=-0.25).run_until_complete(main()) == 1000.5
