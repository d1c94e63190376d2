# {"stuck": "deadlock"}
import asyncio


async def main():
    silent = []
    server = await asyncio.start_server(lambda *streams: silent.append(streams), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    await reader.readline()


asyncio.run(main())
