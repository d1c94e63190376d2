"""encoded_cookie [bad encodings]
TRIES: a coding cookie that turns a comment into code
MUST: the text that is shown is the text that runs
KIND: builder
LEAK_MARK: A HIDDEN LINE RAN
"""

def build():
    return (b"# -*- coding: utf-7 -*-\nasync def fetch_data(u): pass\nasync def main(): pass\n"
            b"#+AAo-print('A HIDDEN LINE RAN')\n")
