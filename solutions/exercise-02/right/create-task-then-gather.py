"""Three tasks are created first, then gathered."""

import asyncio


async def fetch_data(url):
    print("Request", url)
    await asyncio.sleep(2)
    print("Response", url)
    return {"url": url}


async def main():
    requests = []
    for url in (
        "https://api.example.com/data1",
        "https://api.example.com/data2",
        "https://api.example.com/data3",
    ):
        requests.append(asyncio.create_task(fetch_data(url)))
    return await asyncio.gather(*requests)


if __name__ == "__main__":
    print(asyncio.run(main()))
