"""time_forged_clock [escaping time accounting]
TRIES: say that two seconds have passed which the host never gave
MUST: a time that was not given ends the run as killed
"""

import json
import os
import struct

for now in (10**12 + 2 * 10**9, 10**12 + 10**10):
    data = json.dumps({"op": "returned", "now": now}).encode()
    os.write(3, struct.pack("!I", len(data)) + data)


async def fetch_data(url):
    return None


async def main():
    return None
