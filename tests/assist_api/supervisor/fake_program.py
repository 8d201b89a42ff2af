"""`python fake_program.py PORT PIDS`: a server with a child in its group, which writes both process numbers to PIDS."""

import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path


class Healthy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()


def main(port: int, pids: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    server = HTTPServer(("127.0.0.1", port), Healthy)
    pids.write_text(json.dumps([os.getpid(), child.pid]))
    server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
