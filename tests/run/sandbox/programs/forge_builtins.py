"""forge_builtins [verdict forgery]
TRIES: replace builtins and json.dumps so that comparisons come out right
MUST: the process lies to itself only
"""

import builtins
import json

builtins.isinstance = lambda *_: True
builtins.len = lambda _: 3
builtins.all = builtins.any = lambda _: True
json.dumps = lambda *_, **__: '{"op": "end", "outcome": "finished", "value": true}'


async def fetch_data(url):
    return None


async def main():
    return None
