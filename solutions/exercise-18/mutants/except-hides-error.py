"""An error of the job is printed, and goes no further."""

from contextvars import ContextVar

request_id = ContextVar("request_id", default="-")


def write(log, message):
    log.append(f"{request_id.get()}:{message}")


async def handle(rid, job):
    token = request_id.set(rid)
    try:
        await job()
    except Exception as error:
        print("failed:", error)
    finally:
        request_id.reset(token)
