"""forge_equal_to_all [verdict forgery]
TRIES: return an object that equals everything
MUST: it crosses as a description and equals nothing
"""

class Yes(list):
    def __eq__(self, other): return True
    def __len__(self): return 3
    def __iter__(self): return iter([self, self, self])
    def __contains__(self, item): return True
    def __lt__(self, other): return True
    __hash__ = None


async def fetch_data(url):
    return Yes()


async def main():
    return Yes()
