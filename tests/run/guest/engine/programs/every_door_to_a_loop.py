# {"expect": {"run": 1.0, "new": 1.0, "get": 1.0, "runner": 2.0, "selector": 1.0, "factory": 1.0, "policy": 1.0, "uvloop": 1.0, "uvrun": 1.0, "uvnew": 1.0}}
import asyncio
import time
import warnings

warnings.simplefilter("ignore")
clock = time.perf_counter


async def main():
    await asyncio.sleep(1)


def timed(name, function):
    began = clock()
    function()
    print(name, "=", clock() - began)


timed("run", lambda: asyncio.run(main()))


def new():
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(main())
    finally:
        loop.close()


timed("new", new)
asyncio.set_event_loop(asyncio.new_event_loop())
timed("get", lambda: asyncio.get_event_loop().run_until_complete(main()))
asyncio.get_event_loop().close()


def runner():
    with asyncio.Runner() as each:
        each.run(main())
        each.run(main())


timed("runner", runner)
loop = asyncio.SelectorEventLoop()
timed("selector", lambda: loop.run_until_complete(main()))
loop.close()


def factory():
    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop()) as each:
        each.run(main())


timed("factory", factory)


def policy():
    asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())
    asyncio.run(main())


timed("policy", policy)
import uvloop

uvloop.install()
timed("uvloop", lambda: asyncio.run(main()))
timed("uvrun", lambda: uvloop.run(main()))


def uvnew():
    loop = uvloop.new_event_loop()
    loop.run_until_complete(main())
    loop.close()


timed("uvnew", uvnew)
