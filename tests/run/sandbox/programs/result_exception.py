"""result_exception [hostile results]
TRIES: raise an exception with a hostile text, cause and members
MUST: its type and a bounded text
"""

class Bad(Exception):
    def __str__(self): raise RuntimeError("no")
    def __repr__(self): return "x" * 10**7


async def fetch_data(url):
    return None


async def main():
    error = Bad(*range(10**5))
    error.__cause__ = error
    raise ExceptionGroup("x" * 10**6, [error, ExceptionGroup("y", [error])])
