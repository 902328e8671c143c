"""python3 follow.py: prints what happens, and after a break goes on where it was."""
import json
import sys
import time
import urllib.request

SITE = "http://localhost:8080"
last, wait = "", 3.0


def tell(event):
    print(event["event"], event["data"], flush=True)
    if event["event"] == "sync" and json.loads(event["data"])["mode"] == "reset":
        print("too long away: fetch", SITE + "/api/v1/front", flush=True)


while True:
    request = urllib.request.Request(SITE + "/stream?topics=news,stats")
    if last:
        request.add_header("Last-Event-ID", last)
    try:
        with urllib.request.urlopen(request, timeout=60) as stream:  # something comes every 25 s at the latest
            event = {}
            for line in stream:
                field, _, value = line.decode().rstrip("\n").partition(": ")
                if field == "id":
                    last = value
                elif field == "retry":
                    wait = int(value) / 1000
                elif field:
                    event[field] = value
                elif "data" in event:
                    tell(event)
                    event = {}
    except OSError as problem:
        print(problem, file=sys.stderr)
    time.sleep(wait)
