"""TINMOI_TOKEN=… python3 publish.py: publishes a story."""
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

SITE = "http://localhost:8080"
story = {
    "title": "Xã Thượng Ngàn khánh thành cầu treo Nà Lúa",
    "lead": "Cầu dài 86 m, nối hai thôn bên suối Tiên.",
    "bodyHtml": "<p>Sáng nay, cây cầu treo Nà Lúa được đưa vào sử dụng.</p>",
    "byline": "HOÀI NAM",
    "status": "published",
}
request = urllib.request.Request(
    SITE + "/api/v1/articles",
    data=json.dumps(story).encode(),
    headers={
        "Authorization": "Bearer " + os.environ["TINMOI_TOKEN"],
        "Content-Type": "application/json",
        "Idempotency-Key": str(uuid.uuid4()),  # a retry with the same key writes nothing twice
    },
)
for attempt in range(5):
    seconds = 2
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            print(answer.status, answer.read().decode())
            sys.exit(0)
    except urllib.error.HTTPError as refused:
        if refused.code not in (429, 503):
            sys.exit(f"{refused.code} {refused.read().decode()}")
        seconds = int(refused.headers.get("Retry-After", 2))
    except OSError as problem:
        print(problem, file=sys.stderr)
    time.sleep(seconds)
sys.exit("no answer after 5 attempts")
