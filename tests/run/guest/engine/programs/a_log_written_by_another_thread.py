# {"expect": {"lines": "0 1 2", "stamps": "1.0 2.0 3.0"}}
import asyncio
import logging
import logging.handlers
import queue
import time

began = time.time()
records = []


class Keep(logging.Handler):
    def emit(self, record):
        records.append(record)


outbox = queue.Queue()
listener = logging.handlers.QueueListener(outbox, Keep())
listener.start()
log = logging.getLogger("jobs")
log.setLevel(logging.INFO)
log.addHandler(logging.handlers.QueueHandler(outbox))


async def main():
    for number in range(3):
        await asyncio.sleep(1)
        log.info("%d", number)


asyncio.run(main())
listener.stop()
print("lines =", *(record.getMessage() for record in records))
print("stamps =", *(round(record.created - began, 6) for record in records))
