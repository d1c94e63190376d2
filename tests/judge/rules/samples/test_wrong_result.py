"""For the page of wrong-result: main() gives what weighing gave."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("result")
async def test_main_gives_the_weight(submission):
    """main() returns the weight of the books."""
    run = await submission.run("main")
    expect(run).value("books: 5 kg")
