"""An exit stack closes; the headers are parsed as those of a letter."""

import asyncio
from contextlib import AsyncExitStack
from email.parser import BytesParser


async def http_get(host, port, path):
    async with AsyncExitStack() as stack:
        reader, writer = await asyncio.open_connection(host, port)
        stack.push_async_callback(writer.wait_closed)
        stack.callback(writer.close)
        writer.write(b"GET %b HTTP/1.1\r\nHost: %b\r\n" % (path.encode(), host.encode()))
        writer.write(b"User-Agent: learner/1.0\r\nAccept: */*\r\nConnection: close\r\n\r\n")
        await writer.drain()  # may live: drop-await drop-awaited, so little is sent at once
        line = await reader.readline()
        headers = BytesParser().parsebytes(await reader.readuntil(b"\r\n\r\n") if line else b"")
        body = await reader.readexactly(int(headers["content-length"]))
    return int(line.split()[1]), body


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
