#!/usr/bin/env bash
# The main job from an empty folder to sent, recorded notices. Called by ./dev demo with the build
# folder; works in a fresh temporary workspace, against a real mail server on a port of the
# system's choice.
set -euo pipefail

build=${1:?usage: demo.sh BUILD_FOLDER}
here=$(cd "$(dirname "$0")" && pwd)
thongbao=$build/bin/thongbao
work=$(mktemp -d "${TMPDIR:-/tmp}/thongbao-demo.XXXXXX")
team=$work/doi-1
maildir=$work/maildir
server=

stop_server() { if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; server=; fi; }
trap stop_server EXIT

step() { printf '\n\033[1m── %s\033[0m\n' "$*"; }
# Shows the command, runs it; 1 means "done, some rows or recipients were refused" and is shown by
# the program itself.
run() {
  local code=0
  printf '\033[2m$ thongbao %s\033[0m\n' "$*"
  "$thongbao" --workspace "$team" "$@" || code=$?
  if [ "$code" -gt 1 ]; then exit "$code"; fi
}

step "A mail server on this machine (aiosmtpd), delivering into a maildir"
/usr/bin/python3 "$here/mail_server.py" "$maildir" >"$work/mail_server.out" 2>"$work/mail_server.log" &
server=$!
for _ in $(seq 100); do
  port=$(sed -n 's/^port //p' "$work/mail_server.out")
  [ -n "$port" ] && break
  kill -0 "$server" || { cat "$work/mail_server.log"; exit 5; }
  sleep 0.1
done
echo "listening on 127.0.0.1:$port"

step "1. A workspace for the team"
sed "s/\"port\": *[0-9]*/\"port\": $port/" "$here/agency.json" >"$work/agency.json"
run init --profile "$work/agency.json"

step "2. Seller lists of four platforms"
cp "$here"/zalo.csv "$here"/facebook.csv "$here"/tiktok.xlsx "$here"/shopee.xlsx "$work"
run pull zalo --file "$work/zalo.csv"
run pull facebook --file "$work/facebook.csv"
run pull tiktok --file "$work/tiktok.xlsx"
run pull shopee --file "$work/shopee.xlsx"

step "3. The sellers"
run sellers list

step "4. A dissemination mailing: plan, approve, send"
run campaign new pho-bien --template mailing/seller-duties --channel mail
run campaign plan pho-bien
run campaign approve pho-bien --by "Nguyễn Thị Mẫu"
run campaign send pho-bien
run campaign send pho-bien

step "5. A warning campaign for one province, by mail and on paper"
run campaign new canh-bao --template notice/counterfeit --channel mail,print --area "Hà Nội"
run campaign plan canh-bao
run campaign approve canh-bao --by "Nguyễn Thị Mẫu"
run campaign send canh-bao
run campaign status canh-bao

step "6. The register proves it"
run register verify
/usr/bin/python3 "$here/verify_register.py" "$team/register.db"

stop_server
step "Look at"
printf '  PDF letters    %s (%s files)\n' "$team/print" "$(find "$team/print" -name '*.pdf' | wc -l)"
printf '  all documents  %s (%s files)\n' "$team/documents" "$(find "$team/documents" -name '*.pdf' | wc -l)"
printf '  mails          %s (%s mails)\n' "$maildir/new" "$(find "$maildir/new" -type f | wc -l)"
printf '  register       %s\n' "$team/register.db"
printf '  go on with     %s --workspace %s --help\n' "$thongbao" "$team"
