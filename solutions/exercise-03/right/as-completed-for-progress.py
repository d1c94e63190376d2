"""as_completed counts the arrivals; the results are read from the tasks in order."""

import asyncio


async def fetch_data(url):
    print("ordered", url)
    await asyncio.sleep(2)
    return f"parcel from {url}"


async def main():
    orders = [asyncio.create_task(fetch_data(f"https://api.example.com/data{n}")) for n in (1, 2, 3)]
    for count, nearest in enumerate(asyncio.as_completed(orders), start=1):  # may live: in-order-of-input, only the count is used
        await nearest
        print(f"{count} of {len(orders)}")
    return [order.result() for order in orders]


if __name__ == "__main__":
    asyncio.run(main())
