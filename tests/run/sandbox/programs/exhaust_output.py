"""exhaust_output [exhausting resources]
TRIES: print without end, and without a newline
MUST: output is cut off and the run is ended
"""

import os


async def fetch_data(url):
    return None


async def main():
    while True:
        os.write(2, b"x" * 65536)
