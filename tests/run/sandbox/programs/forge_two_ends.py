"""forge_two_ends [verdict forgery]
TRIES: find the harness by its frames and end the run twice
MUST: a frame after the last one ends the run as killed
"""

import sys

frame = sys._getframe()
while frame is not None:
    job = frame.f_locals.get("self")
    if type(job).__name__ == "_Run":
        job.turns.begun({})
        job.turns.returned(value=[1, 2, 3])
        for _ in range(2):
            job.turns.end({"op": "end", "now": job.engine.now, "outcome": "finished"})
    frame = frame.f_back


async def fetch_data(url):
    return None


async def main():
    return None
