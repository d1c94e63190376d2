# {"expect": {"main": 0.0, "thread": 2.0}}
import threading
import time

began = time.monotonic()


def late():
    time.sleep(2)
    print("thread =", time.monotonic() - began)


threading.Thread(target=late).start()
print("main =", time.monotonic() - began)
