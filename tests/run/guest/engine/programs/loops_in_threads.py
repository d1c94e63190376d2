# {"expect": {"took": 3.0, "results": "1 2 3", "order": "1 2 3"}}
import asyncio
import threading
import time

results, order = {}, []


async def main(seconds):
    await asyncio.sleep(seconds)
    order.append(seconds)
    return seconds


def run(seconds):
    results[seconds] = asyncio.run(main(seconds))


began = time.monotonic()
threads = [threading.Thread(target=run, args=(seconds,)) for seconds in (3, 1, 2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("took =", time.monotonic() - began)
print("results =", *sorted(results.values()))
print("order =", *order)
