"""For the page of fetch-not-called: main() boils the egg with boil()."""

import pytest

from grader.suite import expect

pytestmark = pytest.mark.asyncio


@pytest.mark.topic("await")
async def test_the_egg_is_boiled_by_boil(submission):
    """main() boils an egg as boil() does."""
    run = await submission.run("main")
    alone = await submission.run("boil", "egg")
    made = {(call.function, call.defined) for call in run.trace.calls()}
    expect(any((call.function, call.defined) in made for call in alone.trace.calls())).is_true(
        "boil() did not run in main()."
    )
