"""A mirror of a published log that changes one byte of one file."""

import http.server
import threading
import urllib.error
import urllib.request


class TamperingProxy:
    """Serves what is below `origin`, on loopback; context manager."""

    def __init__(self, origin):
        self.origin = origin.rstrip("/")
        # The path whose middle byte is changed; "" changes nothing.
        self.tampered = ""
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # pylint: disable=invalid-name
                status, body = proxy.read(self.path.lstrip("/"))
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0),
                                                       Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def read(self, path):
        """The status and body for a path, one byte of it changed if it is so."""
        try:
            with urllib.request.urlopen(f"{self.origin}/{path}") as answer:
                body = bytearray(answer.read())
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()
        if path == self.tampered:
            body[len(body) // 2] ^= 1
        return 200, bytes(body)
