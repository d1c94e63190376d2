"""For the page of wait-done-is-a-set: reports in the order of the walls, however sets are gone through."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("result")
async def test_reports_in_the_order_of_the_walls(submission):
    """main() returns the reports on the east, north and west walls, in this order."""
    for set_order in ("created", "reversed"):
        run = await submission.run("main", set_order=set_order)
        expect(run).value([f"{wall} is painted" for wall in ("east", "north", "west")])
