"""One object for each download; fetch_data makes and runs one of them."""

import asyncio


class Download:
    def __init__(self, url):
        self.url = url
        self.text = None

    async def run(self):
        print(f"download of {self.url}")
        await asyncio.sleep(2)
        self.text = f"text of {self.url}"

    def __str__(self):
        return f"Download({self.url}: {self.text})"


async def fetch_data(url):
    download = Download(url)
    await download.run()
    return download


async def main():
    downloads = [Download(f"https://api.example.com/data{n}") for n in (1, 2, 3)]
    await asyncio.gather(*(download.run() for download in downloads))
    return downloads


if __name__ == "__main__":
    print(*asyncio.run(main()))
