"""For the page of plain-function-made-async: a stamp is put on a letter."""

import pytest

from grader.suite import expect, in_guest

pytestmark = pytest.mark.asyncio


@in_guest
async def stamp_a_letter(module):
    return module.stamp("letter")


@pytest.mark.topic("result")
async def test_the_letter_is_stamped(submission):
    """stamp() gives the letter with a stamp."""
    run = await submission.run(stamp_a_letter)
    expect(run).value("letter, stamped")
