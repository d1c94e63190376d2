"""A socket that does not block, with the event loop's own methods for it."""

import asyncio
import socket


async def http_get(host, port, path):
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        sock.setblocking(False)
        await loop.sock_connect(sock, (host, port))
        request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        await loop.sock_sendall(sock, request.encode())
        data = b""
        while True:
            piece = await loop.sock_recv(sock, 4096)
            if not piece:
                break
            data += piece
    head, body = data.split(b"\r\n\r\n", 1)
    return int(head.split()[1]), body


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
