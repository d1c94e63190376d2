# {"expect": {"select": 0.3, "ready": "1", "selector": 0.5}}
import select
import selectors
import socket
import time

began = time.perf_counter()
select.select([], [], [], 0.3)
print("select =", time.perf_counter() - began)
left, right = socket.socketpair()
left.send(b"x")
print("ready =", len(select.select([right], [], [], 5)[0]))
right.recv(1)
with selectors.DefaultSelector() as selector:
    selector.register(right, selectors.EVENT_READ)
    began = time.perf_counter()
    selector.select(0.5)
    print("selector =", time.perf_counter() - began)
