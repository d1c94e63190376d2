"""For the page of expects-task-to-start-at-once: a task's state, before and after one turn."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("tasks")
async def test_the_clock_has_struck_after_one_turn(submission):
    """main() returns the task's state before and after its first turn."""
    run = await submission.run("main")
    expect(run).value((False, True))
