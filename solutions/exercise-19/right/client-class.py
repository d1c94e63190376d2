"""A small client class with __aenter__ and __aexit__; a timeout of a minute around it all."""

import asyncio


class Client:
    def __init__(self, host, port):
        self.host, self.port = host, port

    async def __aenter__(self):
        self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        return self

    async def __aexit__(self, *_):
        self.writer.close()
        await self.writer.wait_closed()  # may live: drop-await drop-awaited, close() closes by itself

    async def send(self, path):
        lines = (f"GET {path} HTTP/1.1", f"Host: {self.host}", "Connection: close", "\r\n")
        self.writer.write("\r\n".join(lines).encode())
        await self.writer.drain()  # may live: drop-await drop-awaited, so little is sent at once

    async def receive(self):
        status = await self.reader.readline()
        headers = {}
        while (line := await self.reader.readline()) not in (b"\r\n", b""):
            key, value = line.decode("latin-1").split(":", 1)
            headers[key.strip().title()] = value.strip()
        return int(status.split()[1]), await self.reader.readexactly(int(headers["Content-Length"]))


async def http_get(host: str, port: int, path: str) -> tuple[int, bytes]:
    async with asyncio.timeout(60), Client(host, port) as client:
        await client.send(path)
        return await client.receive()


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
