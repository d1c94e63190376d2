"""result_hostile [hostile results]
TRIES: return objects whose methods raise, lie or never end
MUST: described by type, by the process they harm
"""

class Endless(dict):
    def __iter__(self):
        while True:
            yield 1
    def items(self): return iter(self)
    def __len__(self): return -1
    def __repr__(self): raise SystemExit(0)
    def __getattr__(self, name): raise KeyboardInterrupt


async def fetch_data(url):
    return None


async def main():
    return [Endless(), float("nan"), float("inf"), 10**5000, object(), main(), {1: [2, {3}]}, "\ud800"]
