"""For the page of shared-append-order: the loaves in order, even when the last is done first."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("result")
async def test_loaves_in_order(submission):
    """main() returns loaves 1, 2 and 3, in this order, whichever is done first."""
    run = await submission.run("main", stagger=-0.12)
    expect(run).value([f"loaf {number} bread" for number in (1, 2, 3)])
