"""protocol_descriptors [protocol injection]
TRIES: pass descriptors to the host until its table is full
MUST: the host's reader takes bytes only
"""

import os
import socket

with socket.socket(fileno=os.dup(3)) as channel:
    for _ in range(200):
        socket.send_fds(channel, [b"x"], [0, 1, 2])


async def fetch_data(url):
    return None


async def main():
    return None
