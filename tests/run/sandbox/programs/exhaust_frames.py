"""exhaust_frames [protocol injection]
TRIES: send events without end
MUST: the host stops listening
"""

import json
import os
import struct

data = json.dumps({"op": "events", "events": [{"ev": "out", "t": 0, "stream": "stdout", "text": "x" * 900}] * 900}).encode()
while True:
    os.write(3, struct.pack("!I", len(data)) + data)


async def fetch_data(url):
    return None


async def main():
    return None
