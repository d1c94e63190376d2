"""For the page of result-held-back: swimmers are greeted as they arrive, the quickest first."""

import asyncio

import pytest

from grader.suite import expect, in_guest

pytestmark = pytest.mark.asyncio


@in_guest
async def on_the_shore(module, swim, names):
    """Greet whoever comes; return the names in the order in which they came."""
    clock = asyncio.get_running_loop().time
    begun = clock()
    return [(name, round(clock() - begun)) async for name in module.main(swim, names)]


@pytest.mark.topic("concurrency")
async def test_the_quickest_comes_first(submission):
    """Each swimmer is greeted when he arrives."""
    takes = {"Ada": 3, "Ben": 1, "Cleo": 2}

    async def swim(name):
        await asyncio.sleep(takes[name])
        return name

    run = await submission.run(on_the_shore, swim, list(takes))
    expect(sorted([when for _, when in run.value]), "arrivals").equals([1, 2, 3])
