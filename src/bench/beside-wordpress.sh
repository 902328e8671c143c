#!/usr/bin/env bash
# CPU for one story page, here and by Debian's WordPress with nginx, php-fpm, OPcache and MariaDB, in turn; needs wordpress,
# wordpress-theme-twentytwentythree, php-fpm, php-mysql, mariadb-server, nginx and wrk. Everything of theirs lives in a folder that goes with the script.
# beside-wordpress.sh PORT PID [ROUNDS=3] [SECONDS=5]: a server that runs, warm, PID its process.
set -euo pipefail
port=$1 pid=$2 rounds=${3:-3} seconds=${4:-5}
folder=$(mktemp -d)
me=$(id -un)
other=18997
started=()
trap 'for one in "${started[@]}"; do kill "$one" 2> /dev/null || true; done; wait; rm -rf "$folder"' EXIT

# MariaDB, known only by its socket
mysql_install_db --no-defaults --user="$me" --datadir="$folder/db" --auth-root-authentication-method=normal > "$folder/install" 2>&1
mariadbd --no-defaults --user="$me" --datadir="$folder/db" --socket="$folder/db.sock" --skip-networking --innodb-buffer-pool-size=256M > "$folder/mariadb" 2>&1 &
started+=($!)
until mariadb -S "$folder/db.sock" -u root -e 'CREATE DATABASE wordpress CHARACTER SET utf8mb4' 2> /dev/null; do sleep 0.2; done

# WordPress, as Debian has it
cp -rL /usr/share/wordpress "$folder/www"
cat > "$folder/www/wp-config.php" <<PHP
<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:$folder/db.sock'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://127.0.0.1:$other'); define('WP_SITEURL', 'http://127.0.0.1:$other');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
\$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
PHP
mkdir -p "$folder/www/wp-content/mu-plugins" # it would send every request for a story to the story, for ever
echo '<?php remove_action("template_redirect", "redirect_canonical");' > "$folder/www/wp-content/mu-plugins/no-redirect.php"
fpm=$(ls /usr/sbin/php-fpm* | head -1)
cat > "$folder/fpm.conf" <<CONF
[global]
error_log = $folder/fpm.log
daemonize = no
[www]
user = $me
group = $(id -gn)
listen = $folder/fpm.sock
pm = static
pm.max_children = 8
php_admin_value[opcache.enable] = 1
CONF
"$fpm" -R -y "$folder/fpm.conf" > "$folder/fpm.out" 2>&1 &
started+=($!)
cat > "$folder/nginx.conf" <<CONF
user $me; worker_processes auto; pid $folder/nginx.pid; error_log $folder/nginx.error; daemon off;
events { worker_connections 1024; }
http {
  access_log off; include /etc/nginx/mime.types; gzip on; keepalive_requests 1000000000; client_body_temp_path $folder; fastcgi_temp_path $folder;
  server {
    listen 127.0.0.1:$other; root $folder/www; index index.php;
    location / { try_files \$uri \$uri/ /index.php?\$args; }
    location ~ \.php$ { include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name; fastcgi_pass unix:$folder/fpm.sock; }
  }
}
CONF
nginx -c "$folder/nginx.conf" 2> /dev/null &
started+=($!)
until [ -S "$folder/fpm.sock" ] && curl -so /dev/null "http://127.0.0.1:$other/readme.html"; do sleep 0.2; done
curl -sf "http://127.0.0.1:$other/wp-admin/install.php?step=2" -o "$folder/installed" -d weblog_title=Thử -d user_name=admin \
  -d admin_password=khong-ai-doan-ra -d admin_password2=khong-ai-doan-ra -d pw_weak=on -d admin_email=a@example.org -d language=

# the same story on both: title, lead and text of the one here
path=$(curl -s -o /dev/null -w '%{redirect_url}' "http://127.0.0.1:$port/a/1" | sed 's#^http://[^/]*##')
curl -s "http://127.0.0.1:$port/api/v1/articles/1" > "$folder/story.json"
theirs=$(php -r '$_SERVER["HTTP_HOST"] = "127.0.0.1"; require $argv[1] . "/www/wp-load.php";
  $story = json_decode(file_get_contents($argv[1] . "/story.json"), true);
  $wp_rewrite->set_permalink_structure("/%postname%/"); flush_rewrite_rules(false);
  $id = wp_insert_post(["post_title" => $story["title"], "post_excerpt" => $story["lead"], "post_content" => $story["bodyHtml"], "post_status" => "publish"]);
  echo parse_url(get_permalink($id), PHP_URL_PATH);' "$folder")
for one in "http://127.0.0.1:$port$path" "http://127.0.0.1:$other$theirs"; do
  [ "$(curl -s -o "$folder/page" -w '%{http_code}' "$one")" = 200 ] && [ -s "$folder/page" ] || { echo "no page at $one" >&2; exit 1; }
  echo "$one: $(wc -c < "$folder/page") bytes"
done

ticks() { # hundredths of a second that these processes have computed
  local sum=0
  for one in "$@"; do set -- $(cut -d')' -f2- "/proc/$one/stat"); sum=$((sum + ${12} + ${13})); done
  echo "$sum"
}

ask() { # name, url, processes
  local name=$1 url=$2; shift 2
  local before said requests
  before=$(ticks "$@")
  said=$(wrk -t1 -c8 -d"${seconds}s" --latency -H 'Accept-Encoding: gzip' "$url")
  requests=$(awk '/requests in/ {print $1}' <<< "$said")
  awk -v t=$(($(ticks "$@") - before)) -v n="$requests" -v w="$name" -v p="$(awk '/99%/ {print $2}' <<< "$said")" -v bad="$(awk '/Non-2xx/ {print $NF}' <<< "$said")" \
    'BEGIN {printf "%s: %d requests, %.1f us of CPU each, p99 %s%s\n", w, n, t * 10000 / n, p, bad ? ", not 200: " bad : ""}'
}

wordpress=("${started[@]}" $(for one in "${started[@]}"; do pgrep -P "$one" || true; done))
ask 'WordPress, warming up' "http://127.0.0.1:$other$theirs" "${wordpress[@]}" > /dev/null
for ((round = 0; round < rounds; round++)); do
  ask WordPress "http://127.0.0.1:$other$theirs" "${wordpress[@]}"
  ask tinmoi "http://127.0.0.1:$port$path" "$pid"
done
