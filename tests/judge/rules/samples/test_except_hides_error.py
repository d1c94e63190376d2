"""For the page of except-hides-error: main gives something, for dives that came to their end."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("result")
async def test_the_dives_are_told(submission):
    """The result names the dives."""
    run = await submission.run("main")
    expect(" m" in str(run.value)).is_true("The result names no dive.")
