"""The results are collected by position in a dict."""

from asyncio import TaskGroup


async def fetch_all(fetch, urls):
    found = {}

    async def store(place):
        found[place] = await fetch(urls[place])

    async with TaskGroup() as group:
        for place in range(len(urls)):
            group.create_task(store(place))
    return [found[place] for place in range(len(urls))]
