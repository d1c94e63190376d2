"""For the page of wrong-result-shape: translations in the order of the words."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("result")
async def test_translations_in_the_order_of_the_words(submission):
    """main() returns the translations of ant, bee and cat, in this order."""
    run = await submission.run("main")
    expect(run).value([f"{word} in Latin" for word in ("ant", "bee", "cat")])
