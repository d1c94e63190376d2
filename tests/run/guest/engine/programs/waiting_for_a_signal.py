# {"expect": {"paused": 3.0, "order": "rang after"}}
import signal
import time

order = []
signal.signal(signal.SIGALRM, lambda *_: order.append("rang"))
began = time.monotonic()
signal.alarm(3)
signal.pause()
order.append("after")
print("paused =", time.monotonic() - began)
print("order =", *order)
