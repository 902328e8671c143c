#!/usr/bin/env bash
# A newspaper's site: SITE and TOKEN say where and who. Takes an untouched site, and needs curl.
set -euo pipefail
send() {
  curl -sS --fail-with-body -o /dev/null -X "$1" "$SITE/api/v1/$2" \
    -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" --data-binary "${3:-}"
}
category() { send "$1" "categories$2" "{\"name\":{\"vi\":\"$3\",\"en\":\"$4\"}}"; }
category PATCH /tin-tuc 'Thời sự' 'News'
category PATCH /kinh-te 'Kinh doanh' 'Business'
category PATCH /xa-hoi 'Đời sống' 'Life'
category PATCH /van-hoa 'Văn hóa' 'Culture'
category POST '' 'Ý kiến' 'Opinion'
send DELETE site/banner?kind=none
send PUT pages/toa-soan '{"status": "published", "title": {"vi": "Tòa soạn", "en": "The newspaper"},
  "bodyHtml": {"vi": "<p>Báo Bến Thủy ra số đầu ngày 02/3/2026.</p>", "en": "<p>First issue: 2 March 2026.</p>"}}'
send PUT site '{"name": "Báo Bến Thủy", "shortName": "Bến Thủy", "accent": "#1a4f8b",
  "motto": "Tin nhanh, kể đủ, có nguồn",
  "imprint": {"governingBody": "Hội Nhà báo tỉnh Sông Thủy", "managingBody": "Tòa soạn Báo Bến Thủy",
    "personResponsible": "Ông Đặng Vĩnh Khang, Tổng Biên tập", "licence": "Số 7/GP-BC cấp ngày 20/02/2026",
    "address": "Số 5 đường Bến Cũ, thành phố Sông Thủy", "phone": "(0299) 3 700 700",
    "email": "toasoan@benthuy.example"},
  "menu": [{"to": "/chuyen-muc/tin-tuc"}, {"to": "/chuyen-muc/kinh-te"}, {"to": "/chuyen-muc/xa-hoi"},
    {"to": "/chuyen-muc/van-hoa"}, {"to": "/chuyen-muc/giao-duc"}, {"to": "/chuyen-muc/y-kien"},
    {"title": {"vi": "Thêm", "en": "More"}, "to": "/luu-tru",
      "children": [{"to": "/chuyen-muc/moi-truong"}, {"to": "/trang/toa-soan"}]}],
  "front": {"bands": [{"category": "kinh-te", "stories": 4}, {"category": "van-hoa", "stories": 4},
    {"category": "xa-hoi", "stories": 3}]}}'
