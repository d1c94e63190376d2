"""network_everything [network use]
TRIES: reach a listener over TCP, UDP, Unix sockets, and through a pair of datagram sockets
MUST: nothing arrives
"""

import socket

for family, kind, address in (
    (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 45871)),
    (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 45871)),
    (socket.AF_UNIX, socket.SOCK_STREAM, "\0attack-canary"),
    (socket.AF_UNIX, socket.SOCK_DGRAM, "\0attack-canary-datagrams"),
    (16, socket.SOCK_RAW, (0, 0)),
):
    try:
        with socket.socket(family, kind) as sock:
            sock.settimeout(0.2)
            sock.connect(address)
            sock.send(b"leak")
    except OSError as error:
        print(error.errno)
try:
    socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b"leak", "\0attack-canary-datagrams")
except OSError as error:
    print(error.errno)


async def fetch_data(url):
    return None


async def main():
    return None
