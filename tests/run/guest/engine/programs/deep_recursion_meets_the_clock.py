# {"expect": {"clock": "RecursionError", "sleep": "RecursionError", "after": 1.0}}
import time


def look(depth):
    time.monotonic()
    look(depth + 1)


def nap(depth):
    time.sleep(0)
    nap(depth + 1)


for name, function in (("clock", look), ("sleep", nap)):
    try:
        function(0)
    except RecursionError as error:
        print(name, "=", type(error).__name__)
began = time.monotonic()
time.sleep(1)
print("after =", time.monotonic() - began)
