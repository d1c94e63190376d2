"""Everything is read until the server closes, and split then."""

import asyncio


async def http_get(host, port, path):
    reader, writer = await asyncio.open_connection(host=host, port=port)
    try:
        request = "\r\n".join([f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Connection: close", "", ""])
        writer.write(request.encode("ascii"))
        await writer.drain()  # may live: drop-await drop-awaited, so little is sent at once
        answer = await reader.read()
    finally:
        writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]), body


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
