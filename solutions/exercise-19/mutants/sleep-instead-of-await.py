"""The answer is read in a task; a pause stands where that could be awaited."""

import asyncio


async def http_get(host, port, path):
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        reading = asyncio.create_task(reader.read())
        await asyncio.sleep(1)
        head, _, body = reading.result().partition(b"\r\n\r\n")
        return int(head.split()[1]), body
    finally:
        writer.close()


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
