"""ensure_future starts the three; they are awaited by name."""

from asyncio import ensure_future, run, sleep


async def fetch_data(url):
    print(f"knocking at {url}")
    await sleep(2)
    return f"{url} opened"


async def main():
    one = ensure_future(fetch_data("https://api.example.com/data1"))
    two = ensure_future(fetch_data("https://api.example.com/data2"))
    three = ensure_future(fetch_data("https://api.example.com/data3"))
    return (await one, await two, await three)


if __name__ == "__main__":
    run(main())
