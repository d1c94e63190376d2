"""A group whose children let no error out."""

import asyncio


async def fetch_report(fetch, urls):
    report = dict.fromkeys(urls)

    async def one(url):
        try:
            report[url] = await fetch(url)
        except Exception as error:
            report[url] = error

    async with asyncio.TaskGroup() as group:
        for url in urls:
            group.create_task(one(url))
    return report
