"""One after the other."""


async def fetch_report(fetch, urls):
    report = {}
    for url in urls:
        try:
            report[url] = await fetch(url)
        except Exception as error:
            report[url] = error
    return report
