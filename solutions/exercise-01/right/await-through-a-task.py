"""main() puts the fetch into a task and awaits the task."""

import asyncio


async def fetch_data(url):
    print(f"Request to {url}")
    await asyncio.sleep(2)
    print(f"Response of {url}")
    return {"from": url, "ok": True}


async def main():
    request = asyncio.create_task(fetch_data("https://api.example.com/data1"))  # may live: drop-create-task, an extra
    print("The request is on its way.")
    response = await request
    print(response["ok"])


if __name__ == "__main__":
    asyncio.run(main())
