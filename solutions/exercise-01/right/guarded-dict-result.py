"""fetch_data returns a dict, and main() returns nothing."""

import asyncio


async def fetch_data(url):
    print("GET", url)
    await asyncio.sleep(2)
    return {"url": url, "status": 200, "body": ["a", "b"]}


async def main():
    answer = await fetch_data("https://api.example.com/data1")
    if answer["status"] == 200:
        print(len(answer["body"]), "items")


if __name__ == "__main__":
    asyncio.run(main())
