"""For the page of main-not-async: main() can be awaited."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("await")
async def test_main_can_be_awaited(submission):
    """main() gives something to await."""
    run = await submission.run("main")
    expect(run.kind != "value").is_true("Calling main() gave a value at once.")
