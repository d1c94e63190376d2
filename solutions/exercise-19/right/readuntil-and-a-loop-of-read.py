"""readuntil takes the headers; a loop reads the body piece by piece."""

import asyncio
import contextlib


async def http_get(host, port, path):
    reader, writer = await asyncio.open_connection(host, port, limit=1 << 20)
    with contextlib.closing(writer):
        writer.writelines(
            [f"GET {path} HTTP/1.1\r\n".encode(), f"Host: {host}\r\n".encode(), b"Connection: close\r\n\r\n"]
        )
        head = await reader.readuntil(b"\r\n\r\n")
        body = bytearray()
        while chunk := await reader.read(1000):
            body += chunk
        _version, status, *_reason = head.partition(b"\r\n")[0].decode().split()
        return int(status), bytes(body)


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
