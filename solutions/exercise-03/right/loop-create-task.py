"""The running loop's own create_task."""

import asyncio


async def fetch_data(url):
    print(f"train to {url}")
    await asyncio.sleep(2)
    return f"ticket of {url}"


async def main():
    loop = asyncio.get_running_loop()
    trains = []
    for track in (1, 2, 3):
        trains.append(loop.create_task(fetch_data(f"https://api.example.com/data{track}")))
    return [await train for train in trains]


if __name__ == "__main__":
    print(asyncio.run(main()))
