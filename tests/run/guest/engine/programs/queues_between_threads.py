# {"expect": {"got": "0 1 2 3 4", "took": 5.0, "empty": 1.0, "full": 2.0, "simple": "7", "priority": "1 2 3"}}
import queue
import threading
import time

jobs = queue.Queue(maxsize=1)
got = []


def consume():
    while (job := jobs.get()) is not None:
        time.sleep(1)
        got.append(job)
        jobs.task_done()
    jobs.task_done()


began = time.time()
consumer = threading.Thread(target=consume)
consumer.start()
for number in range(5):
    jobs.put(number)
jobs.join()
print("got =", *got)
print("took =", time.time() - began)
jobs.put(None)
consumer.join()

began = time.time()
try:
    queue.Queue().get(timeout=1)
except queue.Empty:
    print("empty =", time.time() - began)
began = time.time()
full = queue.Queue(1)
full.put(1)
try:
    full.put(2, timeout=2)
except queue.Full:
    print("full =", time.time() - began)

simple = queue.SimpleQueue()
threading.Timer(1, simple.put, [7]).start()
print("simple =", simple.get())

ordered = queue.PriorityQueue()
for number in (3, 1, 2):
    ordered.put(number)
print("priority =", ordered.get(), ordered.get(), ordered.get())
