# {"expect": {"slow": "True", "took": 2.0}}
import asyncio
import logging
import time

records = []


class Keep(logging.Handler):
    def emit(self, record):
        records.append(record.getMessage())


logging.getLogger("asyncio").addHandler(Keep())
logging.getLogger("asyncio").propagate = False


async def main():
    began = time.monotonic()
    time.sleep(2)
    await asyncio.sleep(0)
    print("took =", time.monotonic() - began)


asyncio.run(main(), debug=True)
print("slow =", any("took 2.000 seconds" in record for record in records))
