"""A dataclass for each key holds its lock and its text."""

import asyncio
from dataclasses import dataclass, field


@dataclass
class _Entry:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    loaded: bool = False
    text: str = ""


class Cache:
    def __init__(self, load) -> None:
        self._load = load
        self._entries: dict[str, _Entry] = {}

    async def get(self, key: str) -> str:
        if key not in self._entries:
            self._entries[key] = _Entry()
        entry = self._entries[key]
        async with entry.lock:
            if not entry.loaded:
                entry.text = await self._load(key)
                entry.loaded = True
        return entry.text
