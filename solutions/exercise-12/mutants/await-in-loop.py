async def stream_results(fetch, urls):
    for url in urls:
        yield url, await fetch(url)
