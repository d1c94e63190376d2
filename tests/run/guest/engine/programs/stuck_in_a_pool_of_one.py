# {"stuck": "thread-deadlock"}
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(1)


def outer():
    return pool.submit(print).result()


pool.submit(outer).result()
