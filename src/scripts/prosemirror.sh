#!/usr/bin/env bash
# Brings ProseMirror's modules as npm has them into webroot/vendor/prosemirror, with their imports rewritten to the files beside them, and
# writes versions and sums into README.md. Needs npm. Other versions: change them here.
set -euo pipefail
cd "$(dirname "$0")/../../webroot/vendor/prosemirror"
packages="
prosemirror-model@1.25.13 prosemirror-state@1.4.4 prosemirror-transform@1.12.6 prosemirror-view@1.42.9
prosemirror-tables@1.8.5 prosemirror-history@1.5.1 prosemirror-keymap@1.2.3 prosemirror-commands@1.7.2
prosemirror-schema-list@1.6.0 prosemirror-gapcursor@1.4.1 prosemirror-dropcursor@1.8.4
orderedmap@2.1.1 rope-sequence@1.3.4 w3c-keyname@2.2.8"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -f ./*.js LICENSE
rows=
for package in $packages; do
  name=${package%@*} version=${package#*@}
  file=${name#prosemirror-}.js
  tar -xzf "$work/$(cd "$work" && npm pack --silent "$package")" -C "$work"
  from=$(cd "$work/package" && node -p "p = require('./package.json'); p.module || p.exports.import || p.main")
  sed -E "s#(from|import) (['\"])(prosemirror-)?([a-z0-9-]+)['\"]#\1 \"./\4.js\"#" "$work/package/$from" >"$file"
  { echo "$name $version"; cat "$work/package/LICENSE"; echo; } >>LICENSE
  rows+="| $file | $(sha256sum "$file" | cut -d' ' -f1) | $name $version |"$'\n'
  rm -rf "$work/package"
done
cat >README.md <<README
# ProseMirror

[ProseMirror](https://prosemirror.net) is the editor of the newsroom. These files are the modules of its npm packages; each
bare import names the file beside it instead (\`from "prosemirror-model"\` is \`from "./model.js"\`), and nothing else is changed.
Licence: MIT, see \`LICENSE\`. \`VendoredFilesTest\` compares them with the sums below. \`src/scripts/prosemirror.sh\` brings other versions.

version: 1.42.9

| file | SHA-256 | package |
|---|---|---|
| LICENSE | $(sha256sum LICENSE | cut -d' ' -f1) | |
$rows
README
