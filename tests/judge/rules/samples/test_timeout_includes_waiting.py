"""For the page of timeout-includes-waiting: every parcel is weighed, one after the other."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("result")
async def test_every_parcel_is_weighed(submission):
    """Each parcel takes 1 s on the scales, and none is given up."""
    run = await submission.run("main")
    expect(run).value(["red weighed", "blue weighed", "green weighed"])
