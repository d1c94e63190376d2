"""Grade asyncio exercises: run them on a virtual clock, judge what their tasks did, explain it."""

__version__ = "0.1.0"
