"""close() stands in except Exception, which a cancellation passes by."""

import asyncio


async def http_get(host, port, path):
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        status = int((await reader.readline()).split()[1])
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split()[0])
        body = await reader.readexactly(length)
    except Exception:
        writer.close()
        raise
    writer.close()
    return status, body


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
