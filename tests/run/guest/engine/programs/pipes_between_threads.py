# {"expect": {"got": "ping", "took": 1.0, "end": "True"}}
import os
import threading
import time

read, write = os.pipe()
got = []


def listen():
    while data := os.read(read, 100):
        got.append(data.decode())
    got.append("")


began = time.monotonic()
thread = threading.Thread(target=listen)
thread.start()
time.sleep(1)
os.write(write, b"ping")
os.close(write)
thread.join()
print("got =", got[0])
print("took =", time.monotonic() - began)
print("end =", got[-1] == "")
