"""exercise-19: a real HTTP request.  README.md says what is asked for."""

import asyncio


async def http_get(host: str, port: int, path: str) -> tuple[int, bytes]:
    """Send a GET request over a connection of its own; return the status and the body."""
    # TODO


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
