# {"expect": {"got": "raw", "took": 1.0, "lock": 2.0, "rlock": "True", "local": "main"}}
import _thread
import threading
import time

lock = _thread.allocate_lock()
lock.acquire()
got = []


def raw(word):
    time.sleep(1)
    got.append(word)
    lock.release()


began = time.monotonic()
_thread.start_new_thread(raw, ("raw",))
lock.acquire()
print("got =", *got)
print("took =", time.monotonic() - began)

guard = threading.RLock()


def hold():
    with guard, guard:
        time.sleep(2)


began = time.monotonic()
thread = threading.Thread(target=hold)
thread.start()
with guard:
    print("lock =", time.monotonic() - began)
thread.join()
print("rlock =", guard.acquire(blocking=False))
local = threading.local()
local.value = "main"
thread = threading.Thread(target=lambda: setattr(local, "value", "thread"))
thread.start()
thread.join()
print("local =", local.value)
