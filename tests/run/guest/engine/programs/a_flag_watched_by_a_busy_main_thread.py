# {"expect": {"took": 1.0, "hops": 4.0}, "within": 0.001, "settings": {"cpu_seconds": 1.0}}
import threading
import time

done = False


def work(naps, seconds):
    global done
    for _ in range(naps):
        time.sleep(seconds)
    done = True


for name, naps, seconds in (("took", 1, 1), ("hops", 20, 0.2)):
    done = False
    began = time.monotonic()
    threading.Thread(target=work, args=(naps, seconds)).start()
    while not done:
        pass
    print(name, "=", time.monotonic() - began)
