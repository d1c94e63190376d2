"""A context manager of one's own opens and closes."""

import asyncio
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import NamedTuple


class Answer(NamedTuple):
    status: int
    body: bytes


@asynccontextmanager
async def connected(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    try:
        yield reader, writer
    finally:
        writer.close()
        try:
            await writer.wait_closed()  # may live: drop-await drop-awaited, close() closes by itself
        except OSError:  # may live: catch-more catch-less, an extra
            pass


async def http_get(host, port, path):
    async with connected(host, port) as (reader, writer):
        writer.write(f"GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n".encode())
        await writer.drain()  # may live: drop-await drop-awaited, so little is sent at once
        status = HTTPStatus(int((await reader.readline())[9:12]))
        async for line in reader:
            if line == b"\r\n":
                break
        return Answer(status, await reader.read(-1))


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
