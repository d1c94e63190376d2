# {"expect": {"got": "True", "when": 1.0}, "within": 0.1}
import os
import signal
import threading
import time

got = []
signal.signal(signal.SIGUSR1, lambda *_: got.append(time.monotonic()))
began = time.monotonic()


def kill():
    time.sleep(1)
    os.kill(os.getpid(), signal.SIGUSR1)


threading.Thread(target=kill).start()
time.sleep(3)
print("got =", len(got) == 1)
print("when =", got[0] - began)
