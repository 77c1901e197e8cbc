#!/bin/sh
# Runs inside namespaces of its own: a network that is loopback alone, and mounts in which every program that could reach infrastructure
# is one that leaves a mark, wherever a shell may find it. Usage: enter.sh BIN COMMAND...
set -e
bin=$1
shift
ip link set lo up
login=$(bash -lc 'printf %s "$PATH"' 2>/dev/null || true)
folders=$(printf '%s:%s' "$PATH" "$login" | tr ':' ' ')
for fake in "$bin"/*; do
  name=${fake##*/}
  for folder in $folders /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin /snap/bin /opt/bin /opt/homebrew/bin "$HOME/.local/bin" "$HOME/bin" "$HOME/go/bin" "$HOME/.cargo/bin"; do
    if [ -e "$folder/$name" ]; then
      real=$(readlink -f "$folder/$name")
      cmp -s "$fake" "$real" || mount --bind "$fake" "$real"
    fi
  done
done
# Nothing goes on unless a plain shell and a login shell both find the marking ones.
for fake in "$bin"/*; do
  name=${fake##*/}
  for shell in 'sh -c' 'bash -lc'; do
    found=$($shell "command -v $name" 2>/dev/null || true)
    if [ -n "$found" ] && ! cmp -s "$fake" "$found"; then
      echo "enter.sh: $name is still the real one at $found; nothing is run" >&2
      exit 3
    fi
  done
done
exec env -i PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 HOME=/nonexistent "$@"
