import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { readWhole, remove, writeWhole } from '../platform/files';
import { makePrivate, type UserFolder } from '../platform/folder';
import { onPath } from '../platform/processes';
import { isAlive } from '../platform/alive';
import { ANCESTORS, MARKERS, RUNTIMES } from './shim-markers';
import { SCRATCH, SHIM_TOOLS, type ShimTool } from './shim-tools';

/** One shim for every known tool whose program is on this PATH; those whose program went are taken away. Nothing on Windows: they are `sh` scripts. */
export function writeShims(folder: UserFolder, path: string | undefined = process.env['PATH']): readonly string[] {
  if (process.platform === 'win32') return [];
  const place = folder.shims;
  makePrivate(folder.root);
  mkdirSync(place, { recursive: true, mode: 0o755 });
  const elsewhere = (path ?? '').split(delimiter).filter((one) => one !== '' && !isSame(one, place)).join(delimiter);
  const names = Object.keys(SHIM_TOOLS).filter((name) => onPath(name, elsewhere) !== null);
  for (const name of names) put(join(place, name), posixShim(name, SHIM_TOOLS[name] as ShimTool, folder.root));
  for (const name of readdirSync(place)) if (!names.includes(name)) remove(join(place, name));
  put(folder.bashEnv, bashEnv(place), 0o644);
  return names;
}

/** A terminal that still has the folder on its PATH goes on without it. */
export function removeShims(folder: UserFolder): void {
  rmSync(folder.shims, { recursive: true, force: true });
  remove(folder.bashEnv);
  remove(terminalsFile(folder));
}

/** `pid TAB folder`, a line for each folder where the policy asks about everyone's terminals, as long as the window lives. */
export function writeTerminals(folder: UserFolder, pid: number, folders: readonly string[]): void {
  const file = terminalsFile(folder);
  const others = (readWhole(file) ?? '').split('\n').filter((line) => {
    const owner = Number(line.split('\t')[0]);
    return line !== '' && owner !== pid && isAlive(owner);
  });
  const lines = [...others, ...folders.filter((one) => !/[\t\n]/.test(one)).map((one) => `${pid}\t${one}`)];
  if (lines.length === 0) return remove(file);
  makePrivate(folder.root);
  makePrivate(folder.run);
  writeWhole(file, `${lines.join('\n')}\n`, 0o600);
}

/** Marks a terminal's shell as an assistant's, for shims that are started below it. */
export function markTerminal(folder: UserFolder, shell: number, assistant: string): void {
  makePrivate(folder.run);
  writeWhole(join(folder.run, `agent-${shell}`), `${assistant}\n`, 0o600);
}

/** Takes away the marks of shells that have ended, before their number is given to somebody else; tells which. */
export function forgetTerminals(folder: UserFolder): readonly number[] {
  const ended = namesIn(folder.run).flatMap((name) => /^agent-(\d+)$/.exec(name)?.[1] ?? []).map(Number).filter((pid) => !isAlive(pid));
  for (const pid of ended) remove(join(folder.run, `agent-${pid}`));
  return ended;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function terminalsFile({ run }: UserFolder): string {
  return join(run, 'terminals');
}

/**
 * The text of one shim. Only what the shell has built in is used until there is something to ask: what is harmless costs the start of `sh` and a look along PATH.
 * The real program takes the place of the shim's own process, so that input, terminal, signals and exit code are its own.
 */
export function posixShim(name: string, { harmless, doubt = [], flat }: ShimTool, root: string): string {
  const [single, double] = patterns(harmless);
  const fast = [
    single.length > 0 ? `case \${1-} in ${single.join(' | ')}) run "$@" ;; esac` : '',
    ...double.map(([depth, words]) => `[ $# -ge ${depth} ] && case ${['${1-}', '${2-}', '${3-}'].slice(0, depth).join('/')} in ${words.join(' | ')}) run "$@" ;; esac`),
  ].filter((line) => line !== '');
  const sure = doubt.length === 0 ? fast : [`case " $* " in`, `${doubt.join(' | ')}) ;;`, `*)`, ...fast.map((line) => `  ${line}`), `;; esac`];
  const help = [`case $#/\${1-} in 1/--help | 1/--version) run "$@" ;; esac`, ...(flat ? [] : [`[ $# -eq 2 ] && case $2 in --help) case $1 in [a-z]*) run "$@" ;; esac ;; esac`])];
  return `#!/bin/sh
# Infrahold's shim for ${name}, written by Infrahold: what an assistant starts here is asked about first, then the real ${name} runs in its place.
root=${sh(root)}
name=${sh(name)}
tab='${'\t'}'
shims=$root/shims

# A marker with this process's own id comes from another shim that has handed over to this one: it says where not to look again.
run() {
  case \${INFRAHOLD_SHIM-} in "$$:"*) been=\${INFRAHOLD_SHIM#"$$"} ;; *) been=: ;; esac
  been=$been$shims:\${0%/*}:
  rest=$PATH:
  while [ -n "$rest" ]; do
    folder=\${rest%%:*} rest=\${rest#*:}
    [ -n "$folder" ] || folder=.
    if [ -f "$folder/$name" ] && [ -x "$folder/$name" ]; then
      case $been in *":$folder:"*) continue ;; esac
      [ "$folder" -ef "$shims" ] && continue
      INFRAHOLD_SHIM=$$$been
      export INFRAHOLD_SHIM
      exec "$folder/$name" "$@"
    fi
  done
  printf '%s: command not found\\n' "$name" >&2
  exit 127
}

${[...sure, ...help, ...(name === 'rm' ? [RM] : [])].join('\n')}

who=
case ${MARKERS.map(([variable]) => `\${${variable}-}`).join('')} in '') ;; *)
${MARKERS.map(([variable, id]) => `  [ -n "\${${variable}-}" ] && who=\${who:-${id}}`).join('\n')}
esac

# Without a marker an assistant is known by what this was started from.
look() {
  pid=$PPID depth=0
  while [ "\${pid:-0}" -gt 1 ] && [ "$depth" -lt 16 ]; do
    depth=$((depth + 1)) line= parent=
    if [ -f "$root/run/agent-$pid" ]; then
      IFS= read -r who <"$root/run/agent-$pid"
      who=\${who:-terminal}
      return
    fi
    if [ -r "/proc/$pid/stat" ]; then
      IFS= read -r stat <"/proc/$pid/stat" || return
      line=\${stat#*"("} line=\${line%")"*}/
      parent=\${stat##*") "} parent=\${parent#* } parent=\${parent%% *}
      # A shell reads a byte at a time, so that long arguments are read only where they name the program.
      case $line in ${RUNTIMES}) IFS= read -r args <"/proc/$pid/cmdline"; line=$line$args ;; esac
    elif [ ! -d /proc/self ]; then
      args=$(ps -o ppid=,ucomm=,command= -p "$pid" 2>/dev/null) || return
      args=\${args#"\${args%%[! ]*}"} parent=\${args%% *} args=\${args#* }
      args=\${args#"\${args%%[! ]*}"} line=\${args%% *}/\${args#* }
    else
      return
    fi
    case $line in
${ANCESTORS.map(([globs, id]) => `    ${globs.join(' | ')}) who=${id}; return ;;`).join('\n')}
    esac
    pid=$parent
  done
}
[ -n "$who" ] || look 2>/dev/null

# Where the policy says so, everyone's commands are asked about.
if [ -z "$who" ] && [ -f "$root/run/terminals" ]; then
  while IFS=$tab read -r pid folder; do
    case $PWD/ in "\${folder%/}"/*) kill -0 "$pid" 2>/dev/null && who=terminal ;; esac
  done <"$root/run/terminals"
fi
[ -n "$who" ] || run "$@"

if [ ! -x "$root/bin/infrahold" ]; then
  printf '%s\\n' ${sh(MISSING)} >&2
  exit 126
fi
"$root/bin/infrahold" shim "$who" "$name" "$@" </dev/null >&2 || exit 126
run "$@"
`;
}

const MISSING = 'Infrahold guards this terminal, but its launcher is missing, so this is refused and nothing ran. Ask a person to run Infrahold: Doctor in VS Code.';

const RM = `[ $# -ge 2 ] && [ "$1" = -f ] && {
  plain=1
  for one in "$@"; do case $one in -f | ${SCRATCH}) case $one in */* | *' '*) plain= ;; esac ;; *) plain= ;; esac; done
  [ -n "$plain" ] && run "$@"
}`;

/** Patterns of one word, and of two and three, for `case`. */
function patterns(harmless: string): readonly [readonly string[], readonly (readonly [number, readonly string[]])[]] {
  const words = harmless.split(' ').filter((word) => word !== '');
  const of = (depth: number) => words.filter((word) => word.split('/').length === depth);
  return [of(1), [2, 3].flatMap((depth) => (of(depth).length === 0 ? [] : [[depth, of(depth)] as const]))];
}

/** For `bash -c` and `bash -lc`, whose profile may have set PATH without us. What the person had there is read as before. */
function bashEnv(place: string): string {
  return `# Infrahold: its shims stay first on PATH in shells that a profile has given another one.
case $PATH: in ${sh(place)}:*) ;; *) if [ -d ${sh(place)} ]; then PATH=${sh(place)}:$PATH; fi ;; esac
if [ -n "\${INFRAHOLD_BASH_ENV-}" ] && [ -r "$INFRAHOLD_BASH_ENV" ]; then . "$INFRAHOLD_BASH_ENV"; fi
`;
}

function put(path: string, text: string, mode = 0o755): void {
  if (readWhole(path) !== text) writeWhole(path, text, mode);
}

function isSame(one: string, other: string): boolean {
  if (one === other || !existsSync(one)) return one === other;
  const [a, b] = [statSync(one), statSync(other)];
  return a.dev === b.dev && a.ino === b.ino;
}

function sh(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
