"""For the page of lock-held-across-everything: the readings overlap."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("concurrency")
async def test_the_readings_take_the_time_of_one(submission):
    """All readings run at the same time."""
    run = await submission.run("main")
    expect(run.elapsed, "seconds").equals(2.0)
