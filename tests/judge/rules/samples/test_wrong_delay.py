"""For the page of wrong-delay: rye dough takes three seconds."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("await")
async def test_the_dough_takes_three_seconds(submission):
    """main() takes three seconds."""
    run = await submission.run("main")
    expect(run).elapsed(3)
