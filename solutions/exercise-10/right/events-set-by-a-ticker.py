import asyncio


async def fetch_paced(fetch, urls, interval):
    signals = [asyncio.Event() for _ in urls]

    async def ticker():
        for number, signal in enumerate(signals):
            if number:
                await asyncio.sleep(interval)
            signal.set()

    async def one(signal, url):
        await signal.wait()
        return await fetch(url)

    ticking = asyncio.create_task(ticker())
    try:
        return await asyncio.gather(*map(one, signals, urls))
    finally:  # may live: drop-finally, the ticker has ended
        ticking.cancel()  # may live: drop-cancel, the ticker has ended
