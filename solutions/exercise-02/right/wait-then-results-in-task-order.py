"""wait tells when all are done; the results are read from the list of tasks."""

import asyncio


async def fetch_data(url):
    print(f"probe {url}")
    await asyncio.sleep(2)
    return f"sample of {url}"


async def main():
    probes = [asyncio.create_task(fetch_data(f"https://api.example.com/data{n}")) for n in (1, 2, 3)]
    done, pending = await asyncio.wait(probes)
    print(len(done), "done,", len(pending), "pending")
    return [probe.result() for probe in probes]


if __name__ == "__main__":
    print(asyncio.run(main()))
