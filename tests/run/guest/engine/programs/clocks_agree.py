# {"expect": {"all": "2.5", "started": "True", "year": 2026, "gettime": "True", "log": 2.5, "default": 2.5}}
import asyncio
import datetime
import logging
import time
from datetime import date, datetime as when
from time import monotonic, perf_counter, perf_counter_ns, sleep, time_ns


async def main():
    loop = asyncio.get_running_loop()
    clocks = [
        monotonic,
        perf_counter,
        time.time,
        loop.time,
        lambda: time_ns() / 1e9,
        lambda: perf_counter_ns() / 1e9,
        lambda: time.monotonic_ns() / 1e9,
        lambda: when.now().timestamp(),
        lambda: datetime.datetime.now(datetime.timezone.utc).timestamp(),
        lambda: datetime.datetime.today().timestamp(),
        lambda: time.clock_gettime(time.CLOCK_MONOTONIC),
        lambda: time.clock_gettime_ns(time.CLOCK_REALTIME) / 1e9,
        lambda: time.mktime(time.localtime()) + time.time() % 1,
    ]
    before = [clock() for clock in clocks]
    await asyncio.sleep(2)
    sleep(0.5)
    spans = {round(clock() - start, 3) for clock, start in zip(clocks, before)}
    print("all =", *spans)
    print("started =", monotonic() > 900)
    print("year =", date.today().year)
    print("gettime =", time.clock_gettime(time.CLOCK_MONOTONIC) == time.monotonic())


asyncio.run(main())

records = []


class Keep(logging.Handler):
    def emit(self, record):
        records.append(record.created)


log = logging.getLogger("example")
log.addHandler(Keep())
log.warning("one")
time.sleep(2.5)
log.warning("two")
print("log =", records[1] - records[0])
import sched

began = time.monotonic()
plan = sched.scheduler()
plan.enter(2.5, 1, lambda: None)
plan.run()
print("default =", time.monotonic() - began)
