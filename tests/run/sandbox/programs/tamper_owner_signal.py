"""tamper_owner_signal [tampering]
TRIES: have the kernel send a signal to the grader, as the owner of a descriptor
MUST: refused
LEAK_MARK: OWNED
"""

import fcntl
import os
import socket

one, other = socket.socketpair()
try:
    fcntl.fcntl(one, fcntl.F_SETOWN, _HOST_)
    fcntl.fcntl(one, fcntl.F_SETFL, os.O_ASYNC)
    other.send(b"x")
    print("OWNED")
except OSError as error:
    print(error.errno)


async def fetch_data(url):
    return None


async def main():
    return None
