"""For the page of threads-instead-of-tasks: the program makes its tasks itself."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("tasks")
async def test_every_dive_has_a_task_of_the_program_s_own(submission):
    """Every dive runs in a task that the program made."""
    run = await submission.run("main")
    expect(len(run.trace.own_tasks), "tasks of the program's own").equals(2)
