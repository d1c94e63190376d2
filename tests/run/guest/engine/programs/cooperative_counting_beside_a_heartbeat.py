# {"expect": {"took": "short", "primes": 1229, "beats": "few"}}
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    beats = []

    async def beat():
        while True:
            beats.append(loop.time())
            await asyncio.sleep(0.1)

    async def count():
        found = 0
        for number in range(2, 10_000):
            found += all(number % divisor for divisor in range(2, int(number**0.5) + 1))
            await asyncio.sleep(0)
        return found

    began = loop.time()
    heart = asyncio.create_task(beat())
    primes = await count()
    heart.cancel()
    print("took =", "short" if loop.time() - began < 0.5 else loop.time() - began)
    print("primes =", primes)
    print("beats =", "few" if len(beats) < 6 else len(beats))


asyncio.run(main())
