# {"expect": {"loop": 1.0, "alarm": 2.0, "left": 3, "raised": 1.5, "interval": "1.0 1.5 2.0", "handler": "True", "async": 1.0}}
import asyncio
import os
import signal
import time


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    event = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, event.set)
    loop.call_later(1, os.kill, os.getpid(), signal.SIGUSR1)
    await asyncio.wait_for(event.wait(), 5)
    print("loop =", loop.time() - began)


asyncio.run(main())


class Rang(Exception):
    pass


def ring(number, frame):
    raise Rang


signal.signal(signal.SIGALRM, ring)
began = time.monotonic()
signal.alarm(2)
try:
    time.sleep(10)
except Rang:
    print("alarm =", time.monotonic() - began)
signal.alarm(5)
time.sleep(2)
print("left =", signal.alarm(0))
signal.setitimer(signal.ITIMER_REAL, 1.5)
began = time.monotonic()
try:
    while True:
        time.sleep(0.4)
except Rang:
    print("raised =", time.monotonic() - began)

rings = []
signal.signal(signal.SIGALRM, lambda *_: rings.append(round(time.monotonic() - began, 6)))
began = time.monotonic()
signal.setitimer(signal.ITIMER_REAL, 1, 0.5)
time.sleep(2.2)
signal.setitimer(signal.ITIMER_REAL, 0)
print("interval =", *rings)
signal.signal(signal.SIGALRM, ring)
print("handler =", signal.getsignal(signal.SIGALRM) is ring)


async def patient():
    began = time.monotonic()
    signal.alarm(1)
    try:
        await asyncio.sleep(10)
    finally:
        print("async =", time.monotonic() - began)


try:
    asyncio.run(patient())
except Rang:
    pass
