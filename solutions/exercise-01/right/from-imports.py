"""sleep and run are imported by name."""

from asyncio import run, sleep


async def fetch_data(url: str) -> str:
    print(f"{url} ...")
    await sleep(2.0)
    return f"{url} has answered"


async def main() -> None:
    print(await fetch_data("https://api.example.com/data1"))


if __name__ == "__main__":
    run(main())
