"""exercise-19: a real HTTP request."""

import asyncio


async def http_get(host: str, port: int, path: str) -> tuple[int, bytes]:
    """Send a GET request over a connection of its own; return the status and the body."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()  # may live: drop-await drop-awaited, so little is sent at once
        status = int((await reader.readline()).split()[1])
        length = 0
        while (line := await reader.readline()).strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return status, await reader.readexactly(length)
    finally:
        writer.close()
        await writer.wait_closed()  # may live: drop-await drop-awaited, close() closes by itself


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
