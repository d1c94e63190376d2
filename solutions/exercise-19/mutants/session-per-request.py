"""One connection for the status, and another one for the body."""

import asyncio


async def ask(host, port, path):
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    finally:
        writer.close()
        await writer.wait_closed()
    return head, body


async def get_status(host, port, path):
    head, _ = await ask(host, port, path)
    return int(head.split()[1])


async def get_body(host, port, path):
    _, body = await ask(host, port, path)
    return body


async def http_get(host, port, path):
    return await get_status(host, port, path), await get_body(host, port, path)


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
