"""gather makes the task in which the id is set."""

import asyncio, contextvars
from contextvars import ContextVar, copy_context
import contextlib
request_id = ContextVar("request_id", default="-")
def write(log, message):
    log.append(f"{request_id.get()}:{message}")

async def _inner(rid, job):
    request_id.set(rid)
    return await job()
async def handle(rid, job):
    await asyncio.gather(_inner(rid, job))
