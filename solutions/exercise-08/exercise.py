"""exercise-08: cancel and clean up."""

import asyncio
import contextlib
from typing import Protocol

# may live: catch-more, run_for meets no other error, and a worker that catches more has to raise it again


class Resource(Protocol):
    """What is worked with."""

    steps: int

    async def open(self) -> None: ...
    async def step(self) -> None: ...
    async def close(self) -> None: ...


async def worker(resource: Resource) -> None:
    """Open the resource, step for ever; close it, whatever ends the work."""
    await resource.open()
    try:
        while True:
            await resource.step()
    finally:
        await resource.close()


async def run_for(resource: Resource, seconds: float) -> int:
    """Run worker(resource) for that long, cancel it, wait for its end; return resource.steps."""
    task = asyncio.create_task(worker(resource))
    await asyncio.sleep(seconds)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    return resource.steps
