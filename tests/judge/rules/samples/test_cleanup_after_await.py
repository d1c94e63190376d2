"""For the page of cleanup-after-await: the lamp is off when reading was cancelled."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("cleanup")
async def test_the_lamp_is_off(submission):
    """The last thing that happened to the lamp is that it was switched off."""
    run = await submission.run("main")
    expect(list(run.value)[-1:], "lamp").equals(["off"])
