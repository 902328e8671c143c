#!/usr/bin/env bash
# Brings the passwords that many people have, of four letters or more, and writes version and sums into README.md. Needs npm.
set -euo pipefail
cd "$(dirname "$0")/../main/resources/passwords"
package=@zxcvbn-ts/language-common@4.1.3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar -xzf "$work/$(cd "$work" && npm pack --silent "$package")" -C "$work"
node -e '
  const all = require(process.argv[1]).map((one) => one.toLowerCase()).filter((one) => one.length > 3 && !/\n/.test(one));
  process.stdout.write([...new Set(all)].sort().join("\n") + "\n");' "$work/package/src/passwords.json" >common.txt
cp "$work/package/LICENSE.txt" LICENSE
sum() { sha256sum "$1" | cut -d' ' -f1; }
cat >README.md <<README
# Passwords that many people have

\`common.txt\` is the list of [zxcvbn-ts](https://github.com/zxcvbn-ts/zxcvbn) as its npm package \`@zxcvbn-ts/language-common\` brings
it: in lower case, sorted, without those of fewer than four letters. Licence: MIT, see \`LICENSE\`. \`vietnamese.txt\` is our own: what
people here choose. \`vn.tinmoi.people.CommonPasswords\` reads both; \`VendoredFilesTest\` compares them with the sums below.
\`src/scripts/passwords.sh\` brings another version.

version: ${package##*@}

| file | SHA-256 |
|---|---|
| common.txt | $(sum common.txt) |
| vietnamese.txt | $(sum vietnamese.txt) |
| LICENSE | $(sum LICENSE) |
README
