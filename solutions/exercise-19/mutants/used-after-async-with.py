"""The answer is read below the block that closes the connection."""

import asyncio


class Connection:
    def __init__(self, host, port):
        self.host, self.port = host, port

    async def __aenter__(self):
        self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        return self

    async def __aexit__(self, *_):
        self.writer.close()
        await self.writer.wait_closed()

    async def ask(self, path):
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nConnection: close\r\n\r\n".encode())
        await self.writer.drain()

    async def answer(self):
        head = await self.reader.readuntil(b"\r\n\r\n")
        return int(head.split()[1]), await self.reader.read()


async def http_get(host, port, path):
    async with Connection(host, port) as connection:
        await connection.ask(path)
    return await connection.answer()


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
