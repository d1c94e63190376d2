# {"expect": {"order": "c b a", "first": "c", "cancelled": "True", "error": "ZeroDivisionError", "timeout": "TimeoutError", "name": "crew_", "after": "RuntimeError", "broken": "BrokenThreadPool"}}
import concurrent.futures as cf
import logging
import threading
import time

logging.disable(logging.CRITICAL)


def job(name, seconds):
    time.sleep(seconds)
    return name


with cf.ThreadPoolExecutor(3, thread_name_prefix="crew") as pool:
    futures = [pool.submit(job, name, seconds) for name, seconds in (("a", 3), ("b", 2), ("c", 1))]
    done, _ = cf.wait(futures, return_when=cf.FIRST_COMPLETED)
    print("first =", *(future.result() for future in done))
    print("order =", *(future.result() for future in cf.as_completed(futures)))
    print("name =", pool.submit(lambda: threading.current_thread().name[:5]).result())
    try:
        pool.submit(lambda: 1 / 0).result()
    except ZeroDivisionError as error:
        print("error =", type(error).__name__)
    try:
        pool.submit(job, "x", 5).result(timeout=1)
    except (TimeoutError, cf.TimeoutError):
        print("timeout = TimeoutError")
pool = cf.ThreadPoolExecutor(1)
pool.submit(time.sleep, 1)
queued = pool.submit(time.sleep, 1)
pool.shutdown(cancel_futures=True)
print("cancelled =", queued.cancelled())
try:
    pool.submit(print)
except RuntimeError as error:
    print("after =", type(error).__name__)


def bad():
    raise ValueError


with cf.ThreadPoolExecutor(1, initializer=bad) as pool:
    try:
        pool.submit(print).result()
    except cf.BrokenExecutor as error:
        print("broken =", type(error).__name__)
