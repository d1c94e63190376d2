# {"expect": {"alive": 1.0, "done": 2.0, "slept": 3.0}, "within": 0.01}
import threading
import time
from concurrent.futures import ThreadPoolExecutor

began = time.monotonic()
thread = threading.Thread(target=time.sleep, args=(1,))
thread.start()
while thread.is_alive():
    pass
print("alive =", time.monotonic() - began)
began = time.monotonic()
with ThreadPoolExecutor() as pool:
    future = pool.submit(time.sleep, 2)
    while not future.done():
        time.sleep(0.01)
print("done =", time.monotonic() - began)
began = time.monotonic()
thread = threading.Thread(target=time.sleep, args=(3,))
thread.start()
while thread.is_alive():
    thread.join(0.25)
print("slept =", time.monotonic() - began)
