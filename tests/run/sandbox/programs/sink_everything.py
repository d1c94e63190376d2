"""sink_everything [verdict forgery]
TRIES: print what terminals, web pages, Markdown and CI logs obey
MUST: shown, obeyed nowhere
"""

TEXT = ("\x1b[2J\x1b]0;title\x07\x1b]52;c;aGk=\x07", "<script>alert(1)</script><img src=x onerror=y>",
        "```\n# passed", "::error::failed\n##vso[task.complete result=Succeeded]", "\u202eevil", "=1+1")
print(*TEXT, sep="\n")


async def fetch_data(url):
    return TEXT


async def main():
    raise ValueError("\n".join(TEXT))
