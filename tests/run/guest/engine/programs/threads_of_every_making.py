# {"expect": {"subclass": 1.0, "nested": 2.0, "daemon": "True", "error": "ValueError", "local": "worker", "names": "first second", "count": 1, "limit": "RuntimeError"}}
import threading
import time


class Worker(threading.Thread):
    def run(self):
        time.sleep(1)


began = time.monotonic()
worker = Worker()
worker.start()
worker.join()
print("subclass =", time.monotonic() - began)


def outer():
    inner = threading.Thread(target=time.sleep, args=(2,))
    inner.start()
    inner.join()


began = time.monotonic()
thread = threading.Thread(target=outer)
thread.start()
thread.join()
print("nested =", time.monotonic() - began)
print("daemon =", threading.Thread(daemon=True).daemon)
errors = []
threading.excepthook = lambda details: errors.append(details.exc_type.__name__)


def fail():
    raise ValueError


thread = threading.Thread(target=fail)
thread.start()
thread.join()
print("error =", *errors)
seen = []
thread = threading.Thread(target=lambda: seen.append(threading.current_thread().name), name="worker")
thread.start()
thread.join()
print("local =", *seen)
names = []
first = threading.Thread(target=lambda: (time.sleep(1), names.append("first")))
second = threading.Thread(target=lambda: (first.join(), names.append("second")))
second_started = [each.start() for each in (first, second)]
second.join()
print("names =", *names)
print("count =", threading.active_count())
event = threading.Event()
threads = []
try:
    for _ in range(100):
        threads.append(threading.Thread(target=event.wait))
        threads[-1].start()
except RuntimeError as error:
    print("limit =", type(error).__name__)
event.set()
