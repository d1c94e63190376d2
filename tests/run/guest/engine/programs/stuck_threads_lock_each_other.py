# {"stuck": "thread-deadlock"}
import threading
import time

one, two = threading.Lock(), threading.Lock()


def take(first, second):
    with first:
        time.sleep(1)
        with second:
            pass


threads = [threading.Thread(target=take, args=pair) for pair in ((one, two), (two, one))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
