"""exhaust_cpu [exhausting resources]
TRIES: loop for ever, deaf to every signal and exception
MUST: the kernel ends it at the hard limit
"""

import signal

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


async def fetch_data(url):
    return None


async def main():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
