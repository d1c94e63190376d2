# {"expect": {"bytes": 4000000, "late": 0, "took": 0.0}}
import asyncio


async def main():
    loop = asyncio.get_running_loop()

    async def echo(reader, writer):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    late = 0

    async def client():
        nonlocal late
        reader, writer = await asyncio.open_connection("127.0.0.1", port)

        async def send():
            for _ in range(10):
                writer.write(b"x" * 200_000)
                await writer.drain()

        sending = asyncio.create_task(send())
        received = 0
        while received < 2_000_000:
            try:
                received += len(await asyncio.wait_for(reader.read(65536), 0.05))
            except TimeoutError:
                late += 1
        await sending
        writer.close()
        return received

    began = loop.time()
    print("bytes =", sum(await asyncio.gather(client(), client())))
    print("late =", late)
    print("took =", loop.time() - began)
    server.close()


asyncio.run(main())
