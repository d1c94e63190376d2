# {"expect": {"result": 5, "took": 2.0, "called": 4.0, "timeout": "TimeoutError", "forever": 6.0}}
import asyncio
import concurrent.futures
import threading
import time


async def answer():
    await asyncio.sleep(1)
    return 5


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()

    def ask():
        time.sleep(1)
        return asyncio.run_coroutine_threadsafe(answer(), loop).result()

    print("result =", await asyncio.to_thread(ask))
    print("took =", loop.time() - began)

    event = asyncio.Event()

    def call():
        time.sleep(2)
        loop.call_soon_threadsafe(event.set)

    threading.Thread(target=call).start()
    await event.wait()
    print("called =", loop.time() - began)

    def impatient():
        try:
            asyncio.run_coroutine_threadsafe(asyncio.sleep(9), loop).result(timeout=1)
        except (TimeoutError, concurrent.futures.TimeoutError) as error:
            return type(error).__name__

    print("timeout =", await asyncio.to_thread(impatient))


asyncio.run(main())

loop = asyncio.new_event_loop()
began = time.monotonic()
thread = threading.Thread(target=loop.run_forever)
thread.start()
future = asyncio.run_coroutine_threadsafe(asyncio.sleep(6), loop)
future.result()
print("forever =", time.monotonic() - began)
loop.call_soon_threadsafe(loop.stop)
thread.join()
loop.close()
