"""Coroutine objects are collected in a loop and gathered after it."""

import asyncio


async def fetch_data(url):
    print(f"Order {url}")
    await asyncio.sleep(2)
    return f"Delivery of {url}"


async def main():
    orders = []
    for number in range(1, 4):
        url = f"https://api.example.com/data{number}"
        orders.append(fetch_data(url))
    deliveries = await asyncio.gather(*orders)
    for delivery in deliveries:
        print(delivery)
    return deliveries


asyncio.run(main())
