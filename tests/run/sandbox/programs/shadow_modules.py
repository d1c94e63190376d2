"""shadow_modules [import shadowing]
TRIES: poison the modules and importers of the process
MUST: the process harms itself only
"""

import sys

for name in ("json", "socket", "struct", "traceback", "grader.run.wire", "grader.run.values"):
    sys.modules[name] = None
sys.meta_path.clear()


async def fetch_data(url):
    return None


async def main():
    return None
