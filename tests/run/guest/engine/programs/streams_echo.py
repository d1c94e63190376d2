# {"expect": {"took": 2.0, "replies": "A B C", "timeout": 1.0, "eof": "True"}}
import asyncio


async def serve(reader, writer):
    line = await reader.readline()
    await asyncio.sleep(2)
    writer.write(line.upper())
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def ask(port, text, limit=None):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(text.encode() + b"\n")
        async with asyncio.timeout(limit):
            return (await reader.readline()).decode().strip()
    finally:
        writer.close()


async def main():
    loop = asyncio.get_running_loop()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    began = loop.time()
    replies = await asyncio.gather(*(ask(port, text) for text in "abc"))
    print("took =", loop.time() - began)
    print("replies =", *replies)
    began = loop.time()
    try:
        await ask(port, "d", 1)
    except TimeoutError:
        print("timeout =", loop.time() - began)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"x\n")
    print("eof =", await reader.read() == b"X\n")
    writer.close()
    server.close()
    await server.wait_closed()


asyncio.run(main())
