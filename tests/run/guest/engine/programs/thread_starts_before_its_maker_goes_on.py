# {"expect": {"order": "child parent late"}, "oracle": true}
import threading
import time

order = []


def child():
    order.append("child")
    time.sleep(0.05)
    order.append("late")


thread = threading.Thread(target=child)
thread.start()
time.sleep(0.01)
order.append("parent")
thread.join()
print("order =", *order)
