"""Each task runs a coroutine that awaits the fetch under a time limit."""

import asyncio


async def fetch_data(url):
    print("ringing", url)
    await asyncio.sleep(2)
    return f"voice of {url}"


async def patient(url, seconds=8):
    answer = await asyncio.wait_for(fetch_data(url), seconds)  # may live: drop-timeout, an extra
    print("it was", answer)
    return answer


async def main():
    calls = [asyncio.create_task(patient(f"https://api.example.com/data{n}")) for n in (1, 2, 3)]
    return await asyncio.gather(*calls)


if __name__ == "__main__":
    asyncio.run(main())
