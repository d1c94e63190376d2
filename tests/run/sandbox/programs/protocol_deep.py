"""protocol_deep [protocol injection]
TRIES: send JSON nested sixty thousand deep
MUST: refused by the reader, which does not recurse
"""

import os
import struct

data = b'{"op":' + b"[" * 60000 + b"]" * 60000 + b"}"
os.write(3, struct.pack("!I", len(data)) + data)


async def fetch_data(url):
    return None


async def main():
    return None
