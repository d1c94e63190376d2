"""protocol_garbage [protocol injection]
TRIES: write random bytes, a length of four gigabytes, and half a frame to the channel
MUST: the run ends as killed
"""

import os

os.write(3, b"\xff\xff\xff\xff" + os.urandom(5000))


async def fetch_data(url):
    return None


async def main():
    return None
