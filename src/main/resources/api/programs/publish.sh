#!/bin/sh
# TINMOI_TOKEN=… sh publish.sh: publishes a story. Needs curl 7.82 or newer.
# The key makes a retry safe: what was written already is answered again and not written twice.
site=http://localhost:8080
curl --silent --show-error --fail-with-body --retry 5 --retry-connrefused --retry-delay 2 \
  --header "Authorization: Bearer $TINMOI_TOKEN" \
  --header "Idempotency-Key: $(date +%s)-$$" \
  --json '{
    "title": "Xã Thượng Ngàn khánh thành cầu treo Nà Lúa",
    "lead": "Cầu dài 86 m, nối hai thôn bên suối Tiên.",
    "bodyHtml": "<p>Sáng nay, cây cầu treo Nà Lúa được đưa vào sử dụng.</p>",
    "byline": "HOÀI NAM",
    "status": "published"
  }' "$site/api/v1/articles"
