"""For the page of session-per-request: one letter is enough."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("result")
async def test_one_letter(submission):
    """main() asks for one letter."""
    run = await submission.run("main")
    expect(list(run.value)[-1:], "letters").equals(["1 letter"])
