"""handle is a plain function that gives a coroutine."""

import asyncio, contextvars
from contextvars import ContextVar, copy_context
import contextlib
request_id = ContextVar("request_id", default="-")
def write(log, message):
    log.append(f"{request_id.get()}:{message}")

def handle(rid, job):
    async def run():
        token = request_id.set(rid)
        try: await job()
        finally: request_id.reset(token)
    return run()
