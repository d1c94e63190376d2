# {"expect": {"replies": "HELLO HELLO HELLO", "took": 1.0, "late": 0.5}}
import socket
import socketserver
import threading
import time


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline()
        time.sleep(1)
        self.wfile.write(line.upper())


server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
replies = []


def ask():
    with socket.create_connection(server.server_address, timeout=5) as sock:
        sock.sendall(b"hello\n")
        replies.append(sock.recv(99).decode().strip())


began = time.monotonic()
threads = [threading.Thread(target=ask) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("replies =", *replies)
print("took =", time.monotonic() - began)
began = time.monotonic()
with socket.create_connection(server.server_address, timeout=0.5) as sock:
    sock.sendall(b"slow\n")
    try:
        sock.recv(99)
    except TimeoutError:
        print("late =", time.monotonic() - began)
server.shutdown()
server.server_close()
