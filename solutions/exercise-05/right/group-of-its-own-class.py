"""What comes out is a class of its own, derived from ExceptionGroup."""

import asyncio


class FetchFailed(ExceptionGroup):
    def derive(self, excs):
        return FetchFailed(self.message, excs)  # may live: drop-return, nobody splits this group


async def fetch_all(fetch, urls):
    try:
        async with asyncio.TaskGroup() as group:
            tasks = {}
            for number, url in enumerate(urls):
                tasks[number] = group.create_task(fetch(url))
    except ExceptionGroup as error:  # may live: catch-more, catch-less, its own class is an extra
        raise FetchFailed("some urls could not be fetched", error.exceptions) from None
    return tuple(task.result() for task in tasks.values())
