"""For the page of stream-read-is-partial: the whole letter has come."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("result")
async def test_the_letter_is_whole(submission):
    """main() returns the whole letter."""
    expect(await submission.run("main")).value(b"All is well\n")
