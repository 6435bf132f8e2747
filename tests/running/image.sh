#!/usr/bin/env bash
# Builds the image with buildah as an ordinary user, starts it without capabilities, and asks its health check.
#
#   tests/running/image.sh [BASE]     BASE: an image with Python, here or in a registry; left out, that of Containerfile
#
# Not for root: `su USER -c tests/running/image.sh`. Needs Debian's buildah and uidmap, and a line for the user in
# /etc/subuid and /etc/subgid. chroot isolation and the vfs driver need neither FUSE nor a mount of cgroups.
set -euo pipefail
[ "$(id -u)" -ne 0 ] || { echo 'not as root: this shows that none is needed' >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs
port=${IMMUNOTE_PORT:-18765}
buildah build --format docker ${1:+--build-arg "PYTHON=$1"} --tag immunote .
buildah inspect --type image immunote | grep -q '"Healthcheck"' || { echo 'no health check in the image' >&2; exit 1; }
container=$(buildah from immunote)
trap 'kill "${served:-0}" 2>/dev/null; wait; buildah rm "$container" >/dev/null' EXIT
inside() { buildah run --user 10001:10001 --cap-drop all --env IMMUNOTE_PORT="$port" "$container" -- "$@"; }
inside immunote serve --check
inside sh -c 'grep -E "^Cap(Eff|Bnd)" /proc/self/status; id -u'
inside immunote serve &
served=$!
for _ in $(seq 60); do
    sleep 1
    if inside python -m immunote.service.running.probe; then
        echo 'the image is built, runs without root and capabilities, and is well'
        exit 0
    fi
done
echo 'the health check never said yes' >&2
exit 1
