"""create_task is imported by name."""

from asyncio import create_task, run, sleep, wait


async def fetch_data(url):
    print(url, "is asked")
    await sleep(2)
    return url, "has answered"


async def main():
    asked = [create_task(fetch_data(f"https://api.example.com/data{n}")) for n in (1, 2, 3)]
    await wait(asked)
    return tuple(question.result() for question in asked)


if __name__ == "__main__":
    run(main())
