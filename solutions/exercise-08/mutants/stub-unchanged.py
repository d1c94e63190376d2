"""exercise-08: cancel and clean up.  README.md says what is asked for."""

import asyncio


async def worker(resource) -> None:
    """Open the resource, step for ever; close it, whatever ends the work."""
    # TODO


async def run_for(resource, seconds: float) -> int:
    """Run worker(resource) for that long, cancel it, wait for its end; return resource.steps."""
    # TODO
