"""Joins a Telegram bot to a channel of Bandeja (custom.md). WEBHOOK, SECRET, BOT and PORT are set."""

import hashlib
import hmac
import json
import os
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WEBHOOK, SECRET, BOT = (os.environ[name] for name in ("WEBHOOK", "SECRET", "BOT"))


def post(url: str, told: dict, *, signed: bool = False) -> dict:
    body, now = json.dumps(told).encode(), str(int(time.time()))
    mark = hmac.new(SECRET.encode(), now.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json"}
    if signed:
        headers["Bandeja-Signature"] = f"t={now},v1={mark}"
    with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=10) as answer:
        return json.load(answer)


def is_ours(header: str, body: bytes) -> bool:
    now, *marks = [part.partition("=")[2] for part in header.split(",")]
    mark = hmac.new(SECRET.encode(), now.encode() + b"." + body, hashlib.sha256).hexdigest()
    return abs(time.time() - float(now or 0)) < 300 and any(hmac.compare_digest(mark, one) for one in marks)


class Adapter(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        told, status, answer = json.loads(body), 200, {}
        if self.path == "/telegram" and "message" in told:  # the same update again is the same external_id
            said, sender = told["message"], told["message"]["from"]
            contact = {"external_id": str(said["chat"]["id"]), "name": sender.get("first_name", "")}
            id_ = f"{said['chat']['id']}-{said['message_id']}"
            event = {"type": "message", "external_id": id_, "contact": contact, "text": said.get("text", "?")}
            post(WEBHOOK, event, signed=True)
        elif self.path == "/bandeja" and not is_ours(self.headers.get("Bandeja-Signature", ""), body):
            status = 403
        elif told.get("type") == "message":  # one that matters keeps the ids it has had, too
            sent = post(f"{BOT}/sendMessage", {"chat_id": told["to"]["external_id"], "text": told["text"]})
            answer = {"external_id": f"{told['to']['external_id']}-{sent['result']['message_id']}"}
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())


ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Adapter).serve_forever()
