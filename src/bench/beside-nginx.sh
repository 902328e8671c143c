#!/usr/bin/env bash
# CPU for one request of a story that is kept, here and by nginx from a file, in turn; needs nginx and wrk.
# beside-nginx.sh PORT PID [ROUNDS=3] [SECONDS=4]: a server that runs, warm: some hundred thousand requests before.
set -euo pipefail
port=$1 pid=$2 rounds=${3:-3} seconds=${4:-4}
site=http://127.0.0.1:$port
path=$(curl -s -o /dev/null -w '%{redirect_url}' "$site/a/1" | sed 's#^http://[^/]*##')
folder=$(mktemp -d)
trap 'kill "$(cat "$folder/pid")"; rm -rf "$folder"' EXIT

mkdir -p "$folder/www$(dirname "$path")"
curl -s "$site$path" > "$folder/www$path"
curl -s -H 'Accept-Encoding: gzip' "$site$path" > "$folder/www$path.gz"
touch "$folder/www$path" "$folder/www$path.gz"
said=$(curl -s -o /dev/null -D - "$site$path" | tr -d '\r' | grep -iE '^(content-security|x-content|referrer|cross-origin|permissions|cache-control)')

# nginx says the same about the same bytes
cat > "$folder/nginx.conf" <<CONF
user $(id -un); worker_processes auto; pid $folder/pid; error_log $folder/error;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 1000000000; sendfile on; tcp_nopush on; default_type text/html; open_file_cache max=100;
  server {
    listen 127.0.0.1:18999; root $folder/www; gzip_static on; gzip_vary on;
$(sed -E 's/^([^:]+): (.*)$/    add_header \1 "\2";/' <<< "$said")
  }
}
CONF
nginx -c "$folder/nginx.conf"
until curl -sfo /dev/null "http://127.0.0.1:18999$path"; do sleep 0.1; done

ticks() { # hundredths of a second that these processes have computed
  local sum=0
  for one in "$@"; do set -- $(cut -d')' -f2- "/proc/$one/stat"); sum=$((sum + ${12} + ${13})); done
  echo "$sum"
}

ask() { # name, port, encoding, processes
  local name=$1 port=$2 encoding=$3; shift 3
  local before requests
  before=$(ticks "$@")
  requests=$(wrk -t1 -c32 -d"${seconds}s" -H "Accept-Encoding: $encoding" "http://127.0.0.1:$port$path" | awk '/requests in/ {print $1}')
  awk -v t=$(($(ticks "$@") - before)) -v n="$requests" -v w="$name, $encoding" 'BEGIN {printf "%s: %d requests, %.1f us of CPU each\n", w, n, t * 10000 / n}'
}

for encoding in gzip identity; do
  for ((round = 0; round < rounds; round++)); do
    ask nginx 18999 "$encoding" $(pgrep -P "$(cat "$folder/pid")")
    ask tinmoi "$port" "$encoding" "$pid"
  done
done
