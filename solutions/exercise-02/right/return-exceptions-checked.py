"""Errors would come back as values, and are looked for."""

import asyncio

URLS = ["https://api.example.com/data1", "https://api.example.com/data2", "https://api.example.com/data3"]


async def fetch_data(url):
    print("try", url)
    await asyncio.sleep(2)
    return f"{url} worked"


async def main():
    answers = await asyncio.gather(*[fetch_data(url) for url in URLS], return_exceptions=True)
    for answer in answers:
        if isinstance(answer, BaseException):
            raise answer  # may live: drop-raise, an extra
    return answers


if __name__ == "__main__":
    print(asyncio.run(main()))
