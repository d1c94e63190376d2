async def stream_results(fetch, urls):
    started = {url: fetch(url) for url in urls}
    for url in urls:
        yield url, await started[url]
