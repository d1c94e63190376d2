"""A new context gets every value of the old one, and the id."""

import asyncio, contextvars
from contextvars import ContextVar, copy_context
import contextlib
request_id = ContextVar("request_id", default="-")
def write(log, message):
    log.append(f"{request_id.get()}:{message}")

async def handle(rid, job):
    ctx = contextvars.Context()
    for var, value in copy_context().items():
        ctx.run(var.set, value)
    ctx.run(request_id.set, rid)
    await asyncio.create_task(job(), context=ctx)
