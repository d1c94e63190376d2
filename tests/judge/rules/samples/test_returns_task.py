"""For the page of returns-task: the result of the work is asked for."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("result")
async def test_the_coffee_is_roasted(submission):
    """main() gives what the roasting gave."""
    run = await submission.run("main")
    expect(run.value, "what main() gave").equals("roasted coffee")
