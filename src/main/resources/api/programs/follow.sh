#!/bin/sh
# sh follow.sh: prints what happens, and after a break goes on where it was. Needs curl.
site=http://localhost:8080
last=$(mktemp)
trap 'rm -f "$last"' EXIT
while true; do
  curl --silent --no-buffer --max-time 3600 --header "Last-Event-ID: $(cat "$last")" "$site/stream?topics=news,stats" |
    while IFS= read -r line; do
      printf '%s\n' "$line"
      case $line in "id: "*) printf '%s' "${line#id: }" > "$last" ;; esac
    done
  sleep 3
done
