"""No finally: every way out closes by itself."""

import asyncio, socket, contextlib, time

async def http_get(host, port, path):
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = bytearray()
        while data := await reader.read(16):
            answer.extend(data)
        head, _, body = answer.partition(b"\r\n\r\n")
        result = int(head.split()[1]), bytes(body)
    except BaseException:
        writer.close()
        raise  # may live: drop-raise, what comes out is not asked
    writer.close()
    await writer.wait_closed()  # may live: drop-await drop-awaited, close() closes by itself
    return result
