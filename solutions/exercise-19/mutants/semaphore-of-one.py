"""A semaphore lets one request through at a time."""

import asyncio

one = asyncio.Semaphore(1)


async def http_get(host, port, path):
    async with one:
        reader, writer = await asyncio.open_connection(host, port)
        try:
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            head, _, body = (await reader.read()).partition(b"\r\n\r\n")
            return int(head.split()[1]), body
        finally:
            writer.close()


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
