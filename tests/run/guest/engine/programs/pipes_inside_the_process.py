# {"expect": {"text": "through", "took": 2.0}}
import asyncio
import os


async def main():
    loop = asyncio.get_running_loop()
    read, write = os.pipe()
    reader = asyncio.StreamReader()
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), open(read, "rb"))
    began = loop.time()
    loop.call_later(2, lambda: (os.write(write, b"through"), os.close(write)))
    print("text =", (await reader.read()).decode())
    print("took =", loop.time() - began)
    transport.close()


asyncio.run(main())
