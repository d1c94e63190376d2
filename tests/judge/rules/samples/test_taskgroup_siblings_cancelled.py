"""For the page of taskgroup-siblings-cancelled: what can be picked is picked, wasps or no wasps."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("result")
async def test_the_plum_is_picked(submission):
    """The plum is among the results."""
    run = await submission.run("main")
    expect("plum" in str(run.value)).is_true("The plum was not picked.")
