# {"expect": {"raised": "Rang", "when": 1.0, "thread": 3.0, "after": 3.0}}
import signal
import threading
import time


class Rang(Exception):
    pass


def ring(number, frame):
    raise Rang


def work():
    for _ in range(6):
        time.sleep(0.5)


signal.signal(signal.SIGUSR1, ring)
began = time.monotonic()
thread = threading.Thread(target=work)
thread.start()
threading.Timer(1, signal.raise_signal, [signal.SIGUSR1]).start()
try:
    time.sleep(10)
except Rang as error:
    print("raised =", type(error).__name__)
print("when =", time.monotonic() - began)
thread.join()
print("thread =", time.monotonic() - began)
time.sleep(0)
print("after =", time.monotonic() - began)
