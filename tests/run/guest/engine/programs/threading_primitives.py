# {"expect": {"timer": 1.5, "cancelled": "False", "event": "False True", "semaphore": 3.0, "barrier": 2.0, "broken": "BrokenBarrierError", "condition": 1.0, "timeout": 0.5}}
import threading
import time

clock = time.monotonic
began = clock()
event = threading.Event()
threading.Timer(1.5, event.set).start()
event.wait()
print("timer =", clock() - began)

flag = threading.Event()
timer = threading.Timer(1, flag.set)
timer.start()
timer.cancel()
timer.join()
print("cancelled =", flag.is_set())

event = threading.Event()
threading.Timer(2, event.set).start()
print("event =", event.wait(1), event.wait(5))

semaphore = threading.BoundedSemaphore(2)


def guarded():
    with semaphore:
        time.sleep(1)


began = clock()
threads = [threading.Thread(target=guarded) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("semaphore =", clock() - began)

barrier = threading.Barrier(3)
began = clock()
threads = [threading.Timer(seconds, barrier.wait) for seconds in (1, 2)]
for thread in threads:
    thread.start()
barrier.wait()
print("barrier =", clock() - began)
try:
    barrier.wait(timeout=1)
except threading.BrokenBarrierError as error:
    print("broken =", type(error).__name__)

condition = threading.Condition()
items = []


def produce():
    time.sleep(1)
    with condition:
        items.append(1)
        condition.notify()


began = clock()
threading.Thread(target=produce).start()
with condition:
    condition.wait_for(lambda: items)
print("condition =", clock() - began)

lock = threading.Lock()
lock.acquire()
began = clock()
lock.acquire(timeout=0.5)
print("timeout =", clock() - began)
