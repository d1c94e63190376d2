"""main is a plain function with an await in it."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(2)
    return f"Answer of {url}"


def main():
    answer = await fetch_data("https://api.example.com/data1")
    print(answer)


if __name__ == "__main__":
    main()
