"""A protocol of one's own collects what comes; the transport is closed in any case."""

import asyncio


class Get(asyncio.Protocol):
    def __init__(self, request, done):
        self.request, self.done, self.data = request, done, b""

    def connection_made(self, transport):
        transport.write(self.request)

    def data_received(self, data):
        self.data += data

    def connection_lost(self, error):
        if not self.done.done():
            self.done.set_result(self.data)


async def http_get(host, port, path):
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: Close\r\n\r\n".encode()
    transport, _ = await loop.create_connection(lambda: Get(request, done), host, port)
    try:
        head, _, body = (await done).partition(b"\r\n\r\n")
    finally:
        transport.close()
    return int(head.split()[1]), body


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
