"""read_key [reading hidden files]
TRIES: read the key, the home and the results where they lie
MUST: none of them can be opened
"""

import os

for place in ("@FOLDER@", os.path.expanduser("~"), "/root", "/home", "/tmp", os.getcwd()):
    for base, _folders, files in os.walk(place):
        for name in files:
            try:
                with open(os.path.join(base, name), errors="replace") as file:
                    print(file.read(5000))
            except OSError:
                pass
for path in ("solutions/exercise-02/test_hidden.py", "home/secret.txt", "results.json"):
    try:
        print(open("@FOLDER@/" + path).read())
    except OSError as error:
        print(error.errno)


async def fetch_data(url):
    return None


async def main():
    return None
