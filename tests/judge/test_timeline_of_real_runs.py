"""What timelines show of programs that really ran: the chapter's own, and what learners make of it."""

import pytest

from grader.judge.timeline import timeline
from grader.judge.trace import Trace
from grader.model import Limits, Outcome, Submission
from grader.run.host.runs import run_alone
from grader.run.sandbox.process import Launcher

CHAPTER = """\
import asyncio
import time

async def fetch_data(url):
    {sleep}(2)
    return url

async def main():
    urls = [f"https://api.example.com/data{{n}}" for n in (1, 2, 3)]
    {main}
"""
GATHER = "return await asyncio.gather(*[fetch_data(url) for url in urls])"


@pytest.fixture(scope="module")
def draw():
    launcher = Launcher()

    def run(main, sleep="await asyncio.sleep"):
        source = CHAPTER.format(main=main, sleep=sleep)
        submission = Submission(name="exercise.py", source=source, sha256="")
        run = run_alone(launcher, submission, "main", file="exercise.py", limits=Limits())
        return run, timeline(Trace(run), source)

    yield run
    launcher.close()


def drawn(lane):
    return [(span.start, span.end, span.state, span.label, span.line) for span in lane.spans]


def flight(found):
    return [(step.start, step.end, step.count) for step in found.in_flight]


def test_the_chapters_gather(draw):
    run, found = draw(GATHER)

    assert (run.outcome, run.elapsed) == (Outcome.FINISHED, 2.0)
    assert [lane.name for lane in found.lanes] == ["main", *(f'fetch_data("…/data{n}")' for n in (1, 2, 3))]
    assert drawn(found.lanes[0]) == [(0.0, 2.0, "waiting", "gather of 3 tasks", 10)]
    assert drawn(found.lanes[1]) == [(0.0, 2.0, "waiting", "asyncio.sleep(2)", 5)]
    assert found.lanes[1].note == "task, made by gather on line 10"
    assert flight(found) == [(0.0, 2.0, 3)]


def test_awaits_in_turn(draw):
    run, found = draw("return [await fetch_data(url) for url in urls]")

    assert run.elapsed == 6.0
    assert [lane.kind for lane in found.lanes] == ["task", "coroutine", "coroutine", "coroutine"]
    assert drawn(found.lanes[0])[1] == (2.0, 4.0, "waiting", "waits for fetch_data(…/data2)", 10)
    assert found.lanes[0].spans[0].source == "return [await fetch_data(url) for url in urls]"
    assert flight(found) == [(0.0, 6.0, 1)]


def test_a_blocked_loop(draw):
    run, found = draw(GATHER, sleep="time.sleep")

    assert run.elapsed == 6.0
    assert [span[2:] for span in drawn(found.lanes[2])] == [
        ("ready", "ready, but the loop is blocked", None),
        ("blocked", "time.sleep(2)", 5),
    ]
    assert flight(found) == [(0.0, 6.0, 1)]


def test_a_deadlock(draw):
    run, found = draw("await asyncio.Queue().get()")

    assert run.outcome is Outcome.DEADLOCKED
    assert Trace(run).stuck == "main waits on line 10 for Queue#1.get(); nobody is left who could put"
    assert found.lanes[0].how == "left"


def test_coroutines_that_were_never_awaited(draw):
    run, found = draw("[fetch_data(url) for url in urls]")
    never = Trace(run).never_awaited

    assert [(each.name, each.place and each.place.line) for each in never] == [("fetch_data", 10)] * 3
    assert [lane.name for lane in found.lanes] == ["main"]
