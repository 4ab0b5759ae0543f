#!/usr/bin/env bash
# Runs a command in a root of its own: the machine's, with FOLDER/over laid over it. FOLDER/mails is
# /mails in there; all else that is written stays in memory and is gone with the command.
# As root: unshare --mount --pid --fork --kill-child own_root.sh FOLDER COMMAND…
set -euo pipefail
folder=$1
shift
memory=$folder/memory
mkdir -p "$memory"
mount -t tmpfs -o mode=755 tmpfs "$memory"
mkdir "$memory/changed" "$memory/work" "$memory/inside"
cp -a "$folder/over/." "$memory/changed/"
mount -t overlay overlay -o "lowerdir=/,upperdir=$memory/changed,workdir=$memory/work" "$memory/inside"
mkdir "$memory/inside/mails"
mount --bind "$folder/mails" "$memory/inside/mails"
mount --rbind /dev "$memory/inside/dev"
mount -t proc proc "$memory/inside/proc"
# Not exec: a server that changes its user would no longer die with unshare.
chroot "$memory/inside" "$@"
exit
