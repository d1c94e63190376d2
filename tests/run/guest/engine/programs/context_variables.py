# {"expect": {"tasks": "a b", "outer": "none", "thread": "inherited", "callback": "set"}, "oracle": true}
import asyncio
import contextvars

name = contextvars.ContextVar("name", default="none")


async def work(value):
    name.set(value)
    await asyncio.sleep(0.01)
    return name.get()


async def main():
    print("tasks =", *await asyncio.gather(work("a"), work("b")))
    print("outer =", name.get())
    name.set("inherited")
    print("thread =", await asyncio.to_thread(name.get))
    seen = asyncio.get_running_loop().create_future()
    context = contextvars.copy_context()
    context.run(name.set, "set")
    asyncio.get_running_loop().call_later(0.01, lambda: seen.set_result(name.get()), context=context)
    print("callback =", await seen)


asyncio.run(main())
