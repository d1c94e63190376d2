# {"expect": {"calls": 2, "took": 1.0, "kind": "CountingLoop"}}
import asyncio


class CountingLoop(asyncio.SelectorEventLoop):
    calls = 0

    def call_later(self, delay, callback, *args, context=None):
        self.calls += 1
        return super().call_later(delay, callback, *args, context=context)


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    await asyncio.gather(asyncio.sleep(1), asyncio.sleep(0.5))
    print("calls =", loop.calls)
    print("took =", loop.time() - began)
    print("kind =", type(loop).__name__)


with asyncio.Runner(loop_factory=CountingLoop) as runner:
    runner.run(main())
