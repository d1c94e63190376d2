"""An ordinary socket, which waits with the thread of the event loop."""

import asyncio
import socket


async def http_get(host, port, path):
    with socket.create_connection((host, port)) as sock:
        sock.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while piece := sock.recv(4096):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


if __name__ == "__main__":
    print(asyncio.run(http_get("localhost", 8000, "/")))
