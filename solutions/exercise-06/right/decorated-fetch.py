"""A decorator turns what is raised into what is returned."""

import asyncio
import functools


def kept(function):
    @functools.wraps(function)
    async def wrapper(*args):
        try:
            return await function(*args)
        except Exception as error:
            return error

    return wrapper


async def fetch_report(fetch, urls):
    fetch = kept(fetch)
    async with asyncio.TaskGroup() as group:
        tasks = [(url, group.create_task(fetch(url))) for url in urls]
    return {url: task.result() for url, task in tasks}
