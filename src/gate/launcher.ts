import { ADAPTERS } from '../assistants';
import { SHIM_SECONDS } from './shim-ask';
import { refuse } from './words';
import { MAGIC } from './frame';
import { HOSTS, PLACES } from './places';

/** What the launcher is made for. Paths are written into it, so that no variable of an assistant's can lead it elsewhere. */
export interface LauncherOptions {
  /** `~/.infrahold`; null for a launcher that everybody on a machine shares: then it is in the home of whoever runs it. */
  readonly root: string | null;
  readonly curl: string | null;
  /** A Node that was seen to be 20 or newer. */
  readonly node: string | null;
  /** `dist/hook.js` of the newest installed extension. */
  readonly hook: string;
  /** VS Code's own program, which is a Node when told so. */
  readonly editor: string | null;
}

const GONE = 'The editor went away while this was held; nothing ran. Ask the person to open VS Code again, then try again.';
const NO_RUNTIME = 'Infrahold is installed but nothing can run it: no editor window is open, and there is no Node 20. It is refused and nothing ran. Ask a person to open VS Code.';
const NO_ANSWER = 'Infrahold gave no answer, so this is refused and nothing ran. Ask a person to run Infrahold: Doctor in VS Code.';
const WAITS = 'infrahold: this is held; it waits for a person to release or reject it in VS Code';
const MARK = '@WORDS@';

/**
 * The launcher for `sh`. The usual way starts one program: `curl` to the window that has the folder open.
 * It prints an answer or a refusal, never anything else.
 */
export function posixLauncher({ root, curl, node, hook, editor }: LauncherOptions): string {
  return `#!/bin/sh
# Infrahold's launcher, written by Infrahold. It hands what an assistant is about to do to the editor and prints the answer.
# Whatever goes wrong on the way is a refusal with words.
root=${root === null ? '"$HOME/.infrahold"' : sh(root)}
curl=${sh(curl ?? '')}
node=${sh(node ?? '')}
hook=${sh(hook)}
editor=${sh(editor ?? '')}
nl='
'
tab='${'\t'}'

exec=
start() {
  unset NODE_OPTIONS NODE_PATH
  INFRAHOLD_HOME=$root
  export INFRAHOLD_HOME
  if [ ! -f "$hook" ]; then return 127
  elif [ -x "$node" ]; then $exec "$node" "$hook" "$@"
  elif command -v node >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' >/dev/null 2>&1; then $exec node "$hook" "$@"
  elif [ -x "$editor" ]; then ELECTRON_RUN_AS_NODE=1; export ELECTRON_RUN_AS_NODE; $exec "$editor" "$hook" "$@"
  else return 127
  fi
}

refuse() {
  if [ "$kind" = shim ]; then printf '%s\\n' "$1" >&2; exit 126; fi
  case $assistant in
${ADAPTERS.map(({ id, answer }) => refusal(id, answer(refuse('broken', MARK)))).join('\n')}
  *) printf '%s\\n' "$1" >&2; exit 2 ;;
  esac
}

kind=$1
case $kind in
hook) assistant=$3 ;;
# What a shim asks: the assistant, the program and its arguments. Standard input is the program's own, so that nothing is read from it.
shim) assistant=$2; shift 2 ;;
*)
  # A command that lasts is told to end itself, not by way of this script.
  exec=exec
  start "$@"
  status=$?
  [ "$status" -eq 127 ] && printf '%s\\n' ${sh(NO_RUNTIME)} >&2
  exit "$status"
  ;;
esac
case $assistant in '' | *[!a-z0-9-]*) assistant=unknown ;; esac
case $assistant in
${ADAPTERS.map(({ id, waitSeconds }) => `${id}) seconds=${Math.max(1, waitSeconds - 5)} ;;`).join('\n')}
*) seconds=55 ;;
esac
[ "$kind" = hook ] || seconds=${SHIM_SECONDS}

# The window whose folder is the longest above this one; any window if none is. It sends the question on when the payload names another folder.
socket= best=-1
if [ -x "$curl" ] && [ -f "$root/run/index" ] && [ -O "$root/run/index" ]; then
  while IFS=$tab read -r folder pid path; do
    case $PWD/ in "\${folder%/}"/*) length=\${#folder} ;; *) length=0 ;; esac
    if [ "$length" -gt "$best" ] && kill -0 "$pid" 2>/dev/null && [ -S "$path" ] && [ -O "$path" ]; then best=$length socket=$path; fi
  done <"$root/run/index"
fi

if [ -n "$socket" ]; then
  places=
  for name in ${[...PLACES, ...HOSTS].join(' ')}; do
    eval "value=\\\${$name-}"
    case $value in '' | *[\\"\\\\]* | *"$nl"*) ;; *) places="$places\${nl}header = \\"X-Infrahold-Env: $name=$value\\"" ;; esac
  done
  send() { "$curl" -q -K /dev/fd/3 --data-binary @- 3<<END
silent
no-buffer
noproxy = "*"
unix-socket = "$socket"
max-time = $seconds
header = "Expect:"
header = "Content-Type: application/json"
url = "http://infrahold/v1/$kind?assistant=$assistant"$places
END
  }
  if [ "$kind" = hook ]; then
    answer=$(send)
  else
    # Whoever looks at the terminal is told why nothing happens.
    note=
    if [ -t 2 ]; then
      (
        sleep 2 2>/dev/null
        printf '%s\\n' ${sh(WAITS)} >&2
      ) >/dev/null &
      note=$!
    fi
    answer=$(printf '%s\\000' "$PPID" "$PWD" "$@" | send)
    [ -z "$note" ] || kill "$note" 2>/dev/null
  fi
elif [ "$kind" = hook ]; then
  answer=$(start hook --assistant "$assistant" --framed 2>/dev/null)
  [ $? -eq 127 ] && refuse ${sh(NO_RUNTIME)}
else
  answer=$(start shim --assistant "$assistant" --pid "$PPID" -- "$@" 2>/dev/null)
  [ $? -eq 127 ] && refuse ${sh(NO_RUNTIME)}
fi

# Dots may stand before the answer: they were sent while a person was thinking.
case $answer in
"${MAGIC}"*"$nl.") rest=\${answer#"${MAGIC}"} ;;
*"$nl${MAGIC}"*"$nl.") rest=\${answer#*"$nl${MAGIC}"} ;;
*) if [ -n "$socket" ]; then refuse ${sh(GONE)}; else refuse ${sh(NO_ANSWER)}; fi ;;
esac
status=\${rest%%"$nl"*} rest=\${rest#*"$nl"}
error=\${rest%%"$nl"*} rest=\${rest#*"$nl"}
output=\${rest%"$nl."}
if [ -n "$error" ]; then printf '%s\\n' "$error" >&2; fi
if [ -n "$output" ]; then printf '%s\\n' "$output"; fi
exit "$status"
`;
}

/** One branch of `refuse`: the host's own form with the words put in. They hold no quote and no backslash, so they fit JSON and sh alike. */
function refusal(id: string, { stdout, stderr, exit }: { stdout: string; stderr: string; exit: number }): string {
  const print = (text: string, to: string) => (text === '' ? '' : `printf '%s\\n' ${text.split(MARK).map(sh).join('"$1"')}${to}; `);
  return `  ${id}) ${print(stdout, '')}${print(stderr, ' >&2')}exit ${exit} ;;`;
}

/** The launcher for PowerShell. It starts the hook each time: there is no socket that `curl.exe` could reach. */
export function powershellLauncher({ node, hook, editor }: LauncherOptions): string {
  return `# Infrahold's launcher, written by Infrahold.
$node = ${ps(node ?? '')}
$hook = ${ps(hook)}
$editor = ${ps(editor ?? '')}
function Refuse($words) { [Console]::Error.WriteLine($words); exit 2 }
if (-not (Test-Path -LiteralPath $hook)) { Refuse ${ps(NO_RUNTIME)} }
if ($node -ne '' -and (Test-Path -LiteralPath $node)) { & $node $hook @args }
elseif ($editor -ne '' -and (Test-Path -LiteralPath $editor)) { $env:ELECTRON_RUN_AS_NODE = '1'; & $editor $hook @args }
else { Refuse ${ps(NO_RUNTIME)} }
if ($args.Count -gt 0 -and $args[0] -eq 'hook' -and $LASTEXITCODE -ne 0 -and $LASTEXITCODE -ne 2) { Refuse ${ps(NO_ANSWER)} }
exit $LASTEXITCODE
`;
}

/** The launcher for cmd. */
export function cmdLauncher({ node, hook, editor }: LauncherOptions): string {
  return `@echo off
rem Infrahold's launcher, written by Infrahold.
setlocal
if not exist "${hook}" goto none
if exist "${node ?? ''}" goto node
if exist "${editor ?? ''}" goto editor
goto none
:node
"${node ?? ''}" "${hook}" %*
goto done
:editor
set ELECTRON_RUN_AS_NODE=1
"${editor ?? ''}" "${hook}" %*
:done
if not "%~1"=="hook" exit /b %errorlevel%
if %errorlevel% equ 0 exit /b 0
if %errorlevel% equ 2 exit /b 2
echo ${NO_ANSWER} 1>&2
exit /b 2
:none
echo ${NO_RUNTIME} 1>&2
exit /b 2
`.replaceAll('\n', '\r\n');
}

function sh(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function ps(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** What stays at the launcher's path after Infrahold was taken out: sessions that still call it must not be stopped by its absence. */
export const RETIRED = `#!/bin/sh
# Infrahold was uninstalled; this stays for assistants that were running then. It has no opinion. You may delete it.
exit 0
`;
