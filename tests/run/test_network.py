"""The guest's network: whatever speaks to it meets the suite's server, on the virtual clock."""

import pytest

from grader.model import Outcome

PIECES = '[(1, b"one "), (2, b"two")]'
SERVED = f"""
    import asyncio, http.client, socket
    from grader.run.guest import network
    async def with_server(get, pieces={PIECES}):
        connections = network.serve("shop.example", 80, pieces)
        value = await get("shop.example", 80)
        await asyncio.sleep(0)
        return value, [(one.received, one.closed) for one in connections]
"""
STREAM = """
    async def get(host, port):
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(b"GET\\r\\n\\r\\n")
        answer = await reader.read()
        writer.close()
        return answer
"""
SOCKET_OF_THE_LOOP = """
    async def get(host, port):
        loop = asyncio.get_running_loop()
        with socket.socket() as sock:
            sock.setblocking(False)
            await loop.sock_connect(sock, (host, port))
            await loop.sock_sendall(sock, b"GET\\r\\n\\r\\n")
            answer = b""
            while piece := await loop.sock_recv(sock, 100):
                answer += piece
            return answer
"""
BLOCKING = """
    def read(host, port):
        with socket.create_connection((host, port)) as sock:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.sendall(b"GET\\r\\n\\r\\n")
            answer = b""
            while piece := sock.recv(100):
                answer += piece
            return answer
    async def get(host, port):
        return read(host, port)
"""
IN_A_THREAD = BLOCKING.replace("return read(host, port)", "return await asyncio.to_thread(read, host, port)")
MAIN = """
    async def main():
        return await with_server(get)
"""


@pytest.mark.parametrize("get", [STREAM, SOCKET_OF_THE_LOOP, BLOCKING, IN_A_THREAD])
def test_every_kind_of_connection_meets_the_server(call, get):
    run = call(SERVED + get + MAIN, "main")
    assert run.value == (b"one two", [(b"GET\r\n\r\n", True)])
    assert run.elapsed == 3.0


def test_what_is_not_closed_stays_open(call):
    run = call(SERVED + STREAM.replace("writer.close()", "pass") + MAIN, "main")
    assert run.value == (b"one two", [(b"GET\r\n\r\n", False)])


def test_a_request_that_stays_incomplete_is_not_answered(call):
    run = call(SERVED + STREAM.replace("\\r\\n\\r\\n", "\\r\\n") + MAIN, "main")
    assert run.value == (b"", [(b"GET\r\n", True)])
    assert run.elapsed == 30.0


@pytest.mark.parametrize(("host", "port"), [("shop.example", 81), ("other.example", 80)])
def test_where_nobody_serves_there_is_nobody(call, host, port):
    main = f"""
    async def main():
        return await with_server(lambda *_: get({host!r}, {port}))
    """
    run = call(SERVED + STREAM + main, "main")
    assert run.outcome is Outcome.RAISED
    assert "OSError" in run.error.bases
