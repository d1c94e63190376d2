# {"expect": {"unix": "pong", "took": 1.0, "datagram": "hello", "delay": 2.0, "pair": "abc"}}
import asyncio
import os
import socket
import tempfile


async def main():
    loop = asyncio.get_running_loop()

    async def serve(reader, writer):
        await reader.readexactly(4)
        await asyncio.sleep(1)
        writer.write(b"pong")
        writer.close()

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "s")
        server = await asyncio.start_unix_server(serve, path)
        began = loop.time()
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b"ping")
        print("unix =", (await reader.read()).decode())
        print("took =", loop.time() - began)
        writer.close()
        server.close()

    received = loop.create_future()

    class Receiver(asyncio.DatagramProtocol):
        def datagram_received(self, data, address):
            received.set_result(data.decode())

    transport, _ = await loop.create_datagram_endpoint(Receiver, local_addr=("127.0.0.1", 0))
    address = transport.get_extra_info("sockname")
    sender, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=address)
    began = loop.time()
    loop.call_later(2, sender.sendto, b"hello")
    print("datagram =", await received)
    print("delay =", loop.time() - began)
    sender.close()
    transport.close()

    left, right = socket.socketpair()
    for each in (left, right):
        each.setblocking(False)
    loop.call_later(1, left.send, b"abc")
    print("pair =", (await loop.sock_recv(right, 10)).decode())
    left.close()
    right.close()


asyncio.run(main())
