#!/usr/bin/env bash
# Records what the logs of a real node say while containers live and die on it, and what truly became of each.
#   record.sh FOLDER [OPTIONS]    FOLDER/logs takes the logs, FOLDER/truth.json the truth; OPTIONS as in node.ts
# For maintainers, as root on a Debian machine whose kernel audits; no test runs it, but test/unit/verdict/accuracy.test.ts
# reads what it has recorded (NODELOG_SAMPLES names the folder above `captures`). It needs the packages docker.io,
# containerd, runc, auditd, busybox-static, tini and gcc.
# The machine stays as it is: /run, Docker's folders and the host's name are those of namespaces of their own. Only the
# kernel's audit rules are the machine's: they are dropped before and after, and audit is off at the end. Events of
# processes that are none of the node's are left out.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if [ -z "${RECORD_INSIDE:-}" ]; then
  [ "$(id -u)" = 0 ] || { echo 'record.sh needs root' >&2; exit 1; }
  export RECORD_INSIDE=1
  exec unshare --mount --uts --propagation private "$0" "$@"
fi
folder=$(realpath -m "$1")
shift
work=$(mktemp -d)
finish() {
  auditctl -D; auditctl -e 0; auditctl -b 64
  [ -f "$work/auditd.pid" ] && kill "$(cat "$work/auditd.pid")"
  rm -rf --one-file-system "$work"
} >/dev/null 2>&1
trap 'exit 1' HUP INT TERM
trap finish EXIT

hostname node-r
mkdir -p "$work"/{lib,audit/plugins.d,image/bin,image/etc} "$folder/logs" /var/lib/docker /var/lib/containerd
mount -t tmpfs tmpfs /run
mount --bind "$work/lib" /var/lib/docker
mkdir "$work/lib2" && mount --bind "$work/lib2" /var/lib/containerd

# An image: busybox, a program that writes through a null pointer, one that aborts, and a file that is no program.
cp "$(command -v busybox)" "$work/image/bin/busybox"
for applet in sh sleep true false cat echo kill tail test; do ln -s busybox "$work/image/bin/$applet"; done
printf 'int main(void){*(volatile int*)0=1;}' >"$work/segv.c"
printf '#include <stdlib.h>\nint main(void){abort();}' >"$work/abort.c"
gcc -static -w -o "$work/image/bin/resizer" "$work/segv.c"
gcc -static -o "$work/image/bin/checker" "$work/abort.c"
printf 'key=value\n' >"$work/image/etc/app.conf"

cat >"$work/audit/auditd.conf" <<CONF
local_events = yes
write_logs = yes
log_file = $work/audit/audit.log
log_format = ENRICHED
flush = INCREMENTAL_ASYNC
freq = 50
max_log_file = 64
num_logs = 2
name_format = NONE
max_log_file_action = ROTATE
space_left = 10
space_left_action = IGNORE
admin_space_left = 5
admin_space_left_action = IGNORE
disk_full_action = IGNORE
disk_error_action = IGNORE
plugin_dir = $work/audit/plugins.d
CONF
auditctl -D >/dev/null
auditctl -b 8192 >/dev/null
auditd -n -c "$work/audit" >/dev/null 2>&1 &
echo $! >"$work/auditd.pid"
sleep 0.5
auditctl -e 1 >/dev/null
cd "$here/../.."
node --import tsx test/capture/node.ts --work "$work" --into "$folder" "$@"
