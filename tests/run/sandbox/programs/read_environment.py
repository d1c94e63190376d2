"""read_environment [reading hidden files]
TRIES: read the environment of the grader, the launcher and everybody in sight
MUST: only the guest's own, which holds nothing
"""

import os

print(dict(os.environ))
for number in ("self", "1", "_HOST_", str(os.getppid()), *map(str, range(1, 200))):
    for what in ("environ", "cmdline", "maps"):
        try:
            print(open(f"/proc/{number}/{what}").read())
        except OSError:
            pass


async def fetch_data(url):
    return None


async def main():
    return None
