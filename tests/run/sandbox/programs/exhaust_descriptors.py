"""exhaust_descriptors [exhausting resources]
TRIES: open files until there are no more descriptors
MUST: EMFILE at the limit
"""

import os


async def fetch_data(url):
    return None


async def main():
    kept = []
    while True:
        kept.append(os.pipe())
