# {"expect": {"rally": "ping pong ping pong ping pong", "took": 6.0}}
import threading
import time

rally = []
turns = [threading.Event(), threading.Event()]


def play(me, word):
    for _ in range(3):
        turns[me].wait()
        turns[me].clear()
        time.sleep(1)
        rally.append(word)
        turns[1 - me].set()


began = time.perf_counter()
players = [threading.Thread(target=play, args=(0, "ping")), threading.Thread(target=play, args=(1, "pong"))]
for player in players:
    player.start()
turns[0].set()
for player in players:
    player.join()
print("rally =", *rally)
print("took =", time.perf_counter() - began)
