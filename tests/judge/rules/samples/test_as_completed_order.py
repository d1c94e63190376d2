"""For the page of as-completed-order: plants in the order of the seeds, whichever sprouts first."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("result")
async def test_plants_in_the_order_of_the_seeds(submission):
    """main() returns bean, corn and dill, in this order, even when dill is the first to sprout."""
    for stagger in (0, -0.1):
        run = await submission.run("main", stagger=stagger)
        expect(run).value([f"{seed} has grown" for seed in ("bean", "corn", "dill")])
