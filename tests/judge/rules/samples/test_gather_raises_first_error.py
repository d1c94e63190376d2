"""For the page of gather-raises-first-error: what became of three climbers, one of whom gives up."""

import asyncio

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("errors")
async def test_all_three_are_told_of(submission):
    """main() tells of each climber, of the one who gives up as well."""

    async def climb(name):
        await asyncio.sleep(1 if name == "Ben" else 2)
        if name == "Ben":
            raise ValueError("too steep")
        return f"{name} is up"

    run = await submission.run("main", climb)
    expect(run).value(["Ada is up", "too steep", "Cleo is up"])
