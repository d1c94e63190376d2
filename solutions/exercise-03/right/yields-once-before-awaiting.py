"""main() gives the tasks one turn, does something else, then awaits them."""

import asyncio


async def fetch_data(url):
    print("boat to", url)
    await asyncio.sleep(2)
    return f"fish of {url}"


async def main():
    boats = {n: asyncio.create_task(fetch_data(f"https://api.example.com/data{n}")) for n in (1, 2, 3)}
    await asyncio.sleep(0)  # may live: drop-await drop-awaited blocking-sleep other-delay, an extra
    print("all boats have left:", not any(boat.done() for boat in boats.values()))
    return [await boats[1], await boats[2], await boats[3]]


if __name__ == "__main__":
    asyncio.run(main())
