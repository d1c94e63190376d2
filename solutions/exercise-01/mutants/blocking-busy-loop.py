"""fetch_data looks at the clock until two seconds are over."""

import asyncio
import time


async def fetch_data(url):
    print(f"Asking {url}")
    until = time.monotonic() + 2
    while time.monotonic() < until:
        pass
    return f"Answer of {url}"


async def main():
    answer = await fetch_data("https://api.example.com/data1")
    print(answer)
    return answer


if __name__ == "__main__":
    asyncio.run(main())
