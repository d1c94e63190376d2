# {"stuck": "cpu-limit", "settings": {"cpu_seconds": 0.3}}
import threading


def hog():
    while True:
        pass


thread = threading.Thread(target=hog)
thread.start()
thread.join()
