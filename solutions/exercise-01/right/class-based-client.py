"""The work is done by a class; the module's fetch_data is a method of its one object."""

import asyncio


class Library:
    def __init__(self, pause):
        self.pause = pause
        self.loans = 0

    async def lend(self, url):
        self.loans += 1
        print(f"loan {self.loans}: {url}")
        await asyncio.sleep(self.pause)
        return (url, self.loans)


library = Library(pause=2)
fetch_data = library.lend


async def main():
    return await library.lend("https://api.example.com/data1")  # may live: drop-return, the value of main() is not asked for


if __name__ == "__main__":
    print(asyncio.run(main()))
