"""Each url has a line of its own on which it is waited for."""

import asyncio


async def fetch_data(url):
    print(f"Fetching {url}")
    match url[-1]:
        case "1":
            await asyncio.sleep(2)
        case "2":
            await asyncio.sleep(2.0)
        case _:
            await asyncio.sleep(1 + 1)
    return {"url": url}


async def main():
    return await asyncio.gather(*(fetch_data(f"https://api.example.com/data{n}") for n in (1, 2, 3)))


if __name__ == "__main__":
    print(asyncio.run(main()))
