"""Tasks first, then a comprehension that awaits each of them."""

from asyncio import create_task, run, sleep


async def fetch_data(url):
    print("hello", url)
    await sleep(2)
    return f"hello from {url}"


async def main():
    greetings = [create_task(fetch_data("https://api.example.com/data" + str(n))) for n in (1, 2, 3)]
    return [await greeting for greeting in greetings]


if __name__ == "__main__":
    run(main())
