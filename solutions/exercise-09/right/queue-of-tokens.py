import asyncio
from functools import partial


async def with_token(tokens, fetch, url):
    token = await tokens.get()
    try:
        return await fetch(url)
    finally:
        tokens.put_nowait(token)


async def fetch_limited(fetch, urls, limit):
    tokens = asyncio.Queue(limit)  # may live: other-room, the tokens are as many as there are
    for number in range(limit):
        tokens.put_nowait(number)
    return await asyncio.gather(*map(partial(with_token, tokens, fetch), urls))
