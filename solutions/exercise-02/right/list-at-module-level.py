"""The results are collected in a list of the module, and the file runs main() itself."""

import asyncio

results = []


async def fetch_data(url):
    print("fetching", url)
    await asyncio.sleep(2)
    return f"data of {url}"


async def main():
    tasks = [asyncio.create_task(fetch_data(f"https://api.example.com/data{n}")) for n in (1, 2, 3)]
    for task in tasks:
        results.append(await task)
    return results


asyncio.run(main())
