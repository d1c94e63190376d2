"""A socket is connected first, and a stream put over it."""

import asyncio, socket, contextlib, time

async def http_get(host, port, path):
    loop = asyncio.get_running_loop()
    info = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    family, kind, proto, _, address = info[0]
    s = socket.socket(family, kind, proto)
    s.setblocking(False)
    try:  # may live: drop-finally, the stream closes its socket
        await loop.sock_connect(s, address)
        r, w = await asyncio.open_connection(sock=s)
        try:  # may live: drop-finally, the socket is closed below
            w.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            await w.drain()  # may live: drop-await drop-awaited, so little is sent at once
            line = await r.readline()
            n = 0
            while True:
                h = await r.readline()
                if h in (b"\r\n", b"\n", b""): break
                if h.lower().startswith(b"content-length:"): n = int(h.split(b":")[1])
            return int(line.split()[1]), (await r.readexactly(n) if n else b"")
        finally:
            w.close()  # may live: drop-clean-up, the socket is closed below
    finally:
        s.close()
