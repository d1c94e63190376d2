"""An object creates the tasks and collects their results."""

import asyncio


class Crew:
    def __init__(self):
        self._members = []

    def send(self, coroutine):
        self._members.append(asyncio.get_running_loop().create_task(coroutine))
        return self

    async def home(self):
        return [await member for member in self._members]


async def fetch_data(url):
    print("diving at", url)
    await asyncio.sleep(2)
    return f"pearl of {url}"


async def main():
    crew = Crew()
    for n in (1, 2, 3):
        crew.send(fetch_data(f"https://api.example.com/data{n}"))
    return await crew.home()


if __name__ == "__main__":
    asyncio.run(main())
