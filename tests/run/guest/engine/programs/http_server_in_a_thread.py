# {"expect": {"body": "hello", "took": 1.0, "three": 1.0}}
import asyncio
import http.server
import threading
import time
import urllib.request


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(1)
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"


def get():
    with urllib.request.urlopen(url) as response:
        return response.read().decode()


began = time.perf_counter()
print("body =", get())
print("took =", time.perf_counter() - began)


async def main():
    began = time.perf_counter()
    await asyncio.gather(*(asyncio.to_thread(get) for _ in range(3)))
    print("three =", time.perf_counter() - began)


asyncio.run(main())
server.shutdown()
server.server_close()
