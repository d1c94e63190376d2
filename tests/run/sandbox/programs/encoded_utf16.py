"""encoded_utf16 [bad encodings]
TRIES: hand in UTF-16
MUST: ungradable, with a word about encodings
KIND: builder
"""

def build():
    return "async def fetch_data(u): pass\nasync def main(): pass\n".encode("utf-16")
