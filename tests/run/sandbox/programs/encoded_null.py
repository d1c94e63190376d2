"""encoded_null [bad encodings]
TRIES: null bytes and lone surrogates in the source
MUST: ungradable or run as it stands
KIND: builder
"""

def build():
    return b"x = 'a\x00b'\nasync def fetch_data(u): pass\nasync def main(): pass\n"
