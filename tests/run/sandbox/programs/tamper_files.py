"""tamper_files [tampering]
TRIES: write, truncate, rename, chmod and unlink what lies around
MUST: nothing changes
LEAK_MARK: CHANGED
"""

import os

PATH = "@FOLDER@/results.json"
for attempt in (
    lambda: open(PATH, "w").write('{"score": 100}'),
    lambda: os.truncate(PATH, 0),
    lambda: os.close(os.open(PATH, os.O_RDONLY | os.O_TRUNC)),
    lambda: os.chmod(PATH, 0o600),
    lambda: os.utime(PATH, (1, 1)),
    lambda: os.rename(PATH, PATH + ".gone"),
    lambda: os.link(PATH, PATH + ".link"),
    lambda: os.unlink(PATH),
    lambda: open("@FOLDER@/answers/exercise.py", "w").write(""),
    lambda: open("/tmp/left-behind", "w").write("x"),
    lambda: open("left-behind", "w").write("x"),
):
    try:
        attempt()
        print("CHANGED")
    except OSError as error:
        print(error.errno)


async def fetch_data(url):
    return None


async def main():
    return None
