# {"expect": {"nested": "RuntimeError", "closed": "RuntimeError", "no_loop": "RuntimeError", "other_loop": "RuntimeError", "not_a_coroutine": "True", "twice": "RuntimeError", "debug": "RuntimeError"}}
import asyncio
import threading
import warnings

warnings.simplefilter("ignore")


def attempt(name, function):
    try:
        function()
    except Exception as error:
        print(name, "=", type(error).__name__)


async def nothing():
    await asyncio.sleep(0)


async def nested():
    attempt("nested", lambda: asyncio.run(nothing()))


asyncio.run(nested())
loop = asyncio.new_event_loop()
loop.close()
attempt("closed", lambda: loop.run_until_complete(nothing()))
attempt("no_loop", asyncio.get_running_loop)


async def foreign():
    event = asyncio.Event()
    other = asyncio.new_event_loop()

    async def wait():
        await asyncio.wait_for(event.wait(), 0.01)

    try:
        await wait()
    except TimeoutError:
        pass
    result = []

    def elsewhere():
        asyncio.set_event_loop(other)
        try:
            other.run_until_complete(event.wait())
        except RuntimeError as error:
            result.append(type(error).__name__)

    await asyncio.to_thread(elsewhere)
    print("other_loop =", *result)
    other.close()


asyncio.run(foreign())
try:
    asyncio.run(42)
except (TypeError, ValueError):
    print("not_a_coroutine = True")


async def twice():
    coroutine = nothing()
    await coroutine
    try:
        await coroutine
    except RuntimeError as error:
        print("twice =", type(error).__name__)


asyncio.run(twice())


async def debug():
    loop = asyncio.get_running_loop()
    errors = []

    def call():
        try:
            loop.call_soon(print)
        except RuntimeError as error:
            errors.append(type(error).__name__)

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    print("debug =", *errors)


asyncio.run(debug(), debug=True)
