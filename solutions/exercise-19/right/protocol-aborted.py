"""A protocol notes the end of the data; the transport is aborted."""

import asyncio, socket, contextlib, time

class P(asyncio.Protocol):
    def __init__(self): self.buf = bytearray(); self.over = asyncio.get_running_loop().create_future()
    def connection_made(self, t): self.t = t
    def data_received(self, d): self.buf.extend(d)
    def eof_received(self):
        if not self.over.done(): self.over.set_result(None)
        return True
    def connection_lost(self, exc):
        if not self.over.done(): self.over.set_exception(exc or ConnectionError())
async def http_get(host, port, path):
    t, p = await asyncio.get_running_loop().create_connection(P, host, port, ssl=None)
    try:
        t.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        await p.over
    finally:
        t.abort()
    head, body = bytes(p.buf).split(b"\r\n\r\n", 1)
    return int(head[9:12]), body
