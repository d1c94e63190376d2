"""forge_end_frame [verdict forgery]
TRIES: write the last frames by hand, with the right values in it, before anything ran
MUST: nothing in it was seen to happen, so checks of time and overlap fail
"""

import json
import os
import posix
import struct

value = [f"Data of https://api.example.com/data{n}" for n in (1, 2, 3)]
for frame in (
    {"op": "begun", "now": 10**12, "events": []},
    {"op": "returned", "now": 10**12, "value": value},
    {"op": "end", "now": 10**12, "outcome": "finished", "events": [], "kind": "coroutine"},
):
    data = json.dumps(frame).encode()
    os.write(3, struct.pack("!I", len(data)) + data)
posix._exit(0)


async def fetch_data(url):
    return None


async def main():
    return None
