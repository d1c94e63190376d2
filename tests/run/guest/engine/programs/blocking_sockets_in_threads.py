# {"expect": {"reply": "pong", "took": 1.0, "threads": 3.0, "timeout": 0.5, "sent": 3000000}}
import asyncio
import socket
import threading
import time


async def main():
    async def serve(reader, writer):
        await reader.readline()
        await asyncio.sleep(1)
        writer.write(b"pong")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()

    def ask():
        with socket.create_connection(address) as sock:
            sock.sendall(b"ping\n")
            return sock.recv(10).decode()

    began = time.monotonic()
    print("reply =", await asyncio.wait_for(asyncio.to_thread(ask), 5))
    print("took =", time.monotonic() - began)
    server.close()


asyncio.run(main())

listener = socket.create_server(("127.0.0.1", 0))


def serve():
    for _ in range(3):
        sock, _ = listener.accept()
        with sock, sock.makefile("rwb") as stream:
            stream.readline()
            time.sleep(1)
            stream.write(b"ok\n")


began = time.monotonic()
thread = threading.Thread(target=serve)
thread.start()
for _ in range(3):
    with socket.create_connection(listener.getsockname()) as sock:
        sock.sendall(b"hi\n")
        assert sock.makefile().readline() == "ok\n"
thread.join()
print("threads =", time.monotonic() - began)

left, right = socket.socketpair()
left.settimeout(0.5)
began = time.monotonic()
try:
    left.recv(1)
except TimeoutError:
    print("timeout =", time.monotonic() - began)

got = []


def drain():
    while data := right.recv(1 << 16):
        got.append(len(data))


thread = threading.Thread(target=drain)
thread.start()
left.settimeout(None)
left.sendall(b"x" * 3_000_000)
left.close()
thread.join()
print("sent =", sum(got))
