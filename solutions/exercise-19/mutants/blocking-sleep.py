"""time.sleep gives the server time before the answer is read."""

import asyncio
import time


async def http_get(host, port, path):
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        time.sleep(5)
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        return int(head.split()[1]), body
    finally:
        writer.close()


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
