"""For the page of limit-not-kept: five boxes are carried, two at a time."""

import asyncio

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("concurrency")
async def test_two_at_a_time(submission):
    """No more than two boxes are carried at the same time."""
    carried = most = 0

    async def carry(box):
        nonlocal carried, most
        carried += 1
        most = max(most, carried)
        await asyncio.sleep(1)
        carried -= 1
        return box

    await submission.run("main", carry, ["hats", "tea", "books", "lamps", "shoes"])
    expect(most, "boxes carried at the same time").is_at_most(2)
