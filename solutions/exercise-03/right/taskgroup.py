"""A TaskGroup creates the tasks."""

import asyncio


async def fetch_data(url):
    print("sowing", url)
    await asyncio.sleep(2)
    return f"harvest of {url}"


async def main():
    fields = []
    async with asyncio.TaskGroup() as season:
        for n in (1, 2, 3):
            fields.append(season.create_task(fetch_data(f"https://api.example.com/data{n}")))
    return [field.result() for field in fields]


if __name__ == "__main__":
    asyncio.run(main())
