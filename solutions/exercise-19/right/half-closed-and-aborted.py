"""write_eof says that the request is all; abort ends the connection whatever happens."""

import asyncio


async def http_get(host, port, path):
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        writer.write_eof()
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += await reader.readexactly(1)
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        )
        body = b""
        while len(body) < length:
            piece = await reader.read(length - len(body))
            if not piece:
                raise ConnectionError("the answer broke off")
            body += piece
        return int(head.split()[1]), body
    finally:
        writer.transport.abort()


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
