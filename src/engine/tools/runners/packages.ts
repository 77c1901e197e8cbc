import { effectOf, together, unread } from '../../effects';
import { absolute } from '../../kinds/paths';
import type { Context, Effect, Invocation, Lowered, Tool, Word } from '../../model';
import { type Arguments, readArguments } from '../options';
import { ledBy } from './following';
import { packageAt, type Package, runScript, workspaces } from './package-scripts';
import { node } from './interpreters';
import { seen } from './shells';

const VALUES = ['--prefix', '-C', '--dir', '--cwd', '-w', '--workspace', '--filter', '-F', '--filter-prod', '--registry', '--loglevel', '--userconfig', '--cache', '--script-shell', '--concurrency', '--workspace-concurrency', '--stream', '-p', '--env-file', '--shell'].filter((name) => name !== '--stream' && name !== '-p');

/** npm, pnpm, yarn and bun: scripts of package.json, and the few words of theirs that take something from a registry. */
function manager(kind: 'npm' | 'pnpm' | 'yarn' | 'bun'): Tool {
  return (invocation, context) => {
    const args = readArguments(invocation.args, { style: 'cobra', values: kind === 'pnpm' ? VALUES.filter((name) => name !== '-w') : VALUES, optionsFirst: true });
    const words = args.positionals;
    const first = words[0]?.value ?? (kind === 'yarn' ? 'install' : '');
    if (first === '' || args.has('--help', '-h', '--version', '-v')) return [seen(invocation, 'a help text')];
    const at = folderOfArguments(args, invocation, context);
    const rest = words.slice(1);
    const registry = REGISTRY.find(([pattern]) => pattern.test(words.slice(0, 2).map(({ value }) => value).join(' ')));
    if (registry) return [effectOf(invocation, { verb: args.has('--dry-run') ? 'read' : 'delete', resource: { kind: registry[1], type: registry[2], address: `${registry[2]} ${words.slice(registry[3]).map(({ value }) => value).join(' ')}`.trim() }, undo: 'no', unattended: args.has('--force', '-f') })];
    // `yarn node x.js`, `pnpm node x.js`: Node with what the project has installed.
    if ((kind === 'yarn' || kind === 'pnpm') && first === 'node' && rest.length > 0) return started(words, invocation, context);
    if (kind === 'yarn' && first === 'workspace') return fromWorkspace(rest, at, invocation, context);
    if (kind === 'yarn' && first === 'workspaces') return everywhere(rest.slice(rest.findIndex(({ value }) => value === 'run')), at, invocation, context);
    if (/^(?:run|run-script|rum|urn)$/.test(first)) return scripts(scriptWords(rest), at, args, invocation, context, kind);
    if (/^(?:exec|x|dlx)$/.test(first) && kind !== 'bun') return started(rest, invocation, context);
    if (kind === 'bun' && first === 'x') return started(rest, invocation, context);
    if (LIFECYCLE.has(first) || (kind !== 'bun' && /^(?:t|tst)$/.test(first))) return scripts([{ ...(words[0] as Word), value: first === 't' || first === 'tst' ? 'test' : first }, ...rest], at, args, invocation, context, kind);
    if (INSTALLS.has(first)) return installed(first, at, invocation, context);
    if (BUILTINS.has(first)) return [seen(invocation, first)];
    if (kind === 'bun' && (/[./\\]/.test(first) || first === '-e' || first === '--eval')) return node(invocation, context);
    // pnpm, yarn and bun take the name of a script or of an installed program without `run`.
    return kind === 'npm' ? [seen(invocation, first)] : scripts([words[0] as Word, ...rest], at, args, invocation, context, kind);
  };
}

export const npm = manager('npm');
export const pnpm = manager('pnpm');
export const yarn = manager('yarn');

/** bun runs files and text itself. */
export const bun: Tool = (invocation, context) => {
  const [first] = invocation.args;
  if (first && (/^(?:-e|--eval|-p|--print|-)$/.test(first.value) || (first.value === 'run' && /[./\\]/.test(invocation.args[1]?.value ?? '')))) {
    return node({ ...invocation, args: first.value === 'run' ? invocation.args.slice(1) : invocation.args }, context);
  }
  return manager('bun')(invocation, context);
};

/** `npx`, `bunx` where no shell reader took them off. */
export const packageRunner: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-p', '--package'], optionsFirst: true });
  const call = args.value('-c', '--call');
  return call ? context.follow({ language: 'bash', text: call.value, cwd: invocation.cwd, place: { in: 'text', span: invocation.span } }) : started(args.positionals, invocation, context);
};

const LIFECYCLE: ReadonlySet<string> = new Set(['start', 'stop', 'restart', 'test']);
const INSTALLS: ReadonlySet<string> = new Set(['install', 'i', 'ci', 'clean-install', 'publish', 'pack', 'rebuild', 'version', 'install-test', 'it']);
const BUILTINS: ReadonlySet<string> = new Set(
  'add access audit bin bugs cache completion config cpuusage dedupe deprecate diff dist-tag docs doctor edit env explain explore find-dupes fund get help help-search hook info init create link ln list ls la ll login logout adduser org outdated owner patch patch-commit ping pkg prefix profile prune query remove rm un uninstall unlink r repo root sbom search set shrinkwrap star stars store team token undeprecate unstar up update upgrade upgrade-interactive view whoami why import licenses self-update setup fetch global node policies plugin constraints npm pm repl upgradeInteractive autoclean check generate-lock-entry versions workspace workspaces build deploy'
    .split(' ').filter((name) => name !== 'build' && name !== 'deploy'),
);

const REGISTRY: readonly (readonly [RegExp, Effect['resource']['kind'], string, number])[] = [
  [/^unpublish\b/, 'data-store', 'published package', 1], [/^(?:npm )?owner (?:rm|remove)/, 'identity', 'package owner', 2], [/^access (?:revoke|remove)/, 'identity', 'package access', 2],
  [/^team (?:destroy|rm)/, 'identity', 'registry team', 2], [/^org (?:rm|remove)/, 'identity', 'organisation member', 2], [/^token (?:revoke|delete|remove|rm)/, 'key', 'registry token', 2], [/^(?:dist-tag|tag) (?:rm|remove)/, 'trivial', 'package tag', 2],
];

function folderOfArguments(args: Arguments, invocation: Invocation, context: Context): string | null {
  const folder = args.value('--prefix', '-C', '--dir', '--cwd');
  return folder ? (folder.known ? absolute(folder.value, invocation.cwd, context.surroundings.homeDirectory) : null) : invocation.cwd;
}

/** `npm run build -- --watch`: the words behind `--` go to the script. */
function scriptWords(words: readonly Word[]): Word[] {
  const name = words.findIndex(({ value }) => !value.startsWith('-'));
  return name < 0 ? [] : words.slice(name).filter(({ value }, i) => i === 0 || value !== '--');
}

function scripts(words: readonly Word[], folder: string | null, args: Arguments, invocation: Invocation, context: Context, kind: string): Lowered | readonly Effect[] {
  const [name, ...rest] = words;
  if (!name) return [seen(invocation, 'a list of scripts')];
  const own = packageAt(folder, invocation, context);
  const filter = args.values('-w', '--workspace', '--filter', '-F', '--filter-prod').map(({ value }) => value);
  const all = args.has('-r', '--recursive', '--workspaces', '-ws') || filter.length > 0 || words.some(({ value }) => /^(?:--workspaces|-ws)$/.test(value));
  const later = words.flatMap(({ value }, i) => (/^(?:-w|--workspace)$/.test(value) ? [words[i + 1]?.value ?? ''] : /^--workspace=(.*)$/.exec(value)?.[1] ?? []));
  const places = all || later.length > 0 ? chosen(own ?? rootless(folder), [...filter, ...later], invocation, context) : own ? [own] : [];
  const found = places.filter((place) => place.scripts.has(name.value));
  if (found.length > 0) return ledBy(invocation, together(found.map((place) => runScript(place, name.value, rest.filter(({ value }, i) => !/^(?:-w|--workspace)/.test(value) && !/^(?:-w|--workspace)$/.test(rest[i - 1]?.value ?? '')), invocation, context))));
  if (kind !== 'npm') return started(words, invocation, context);
  return unread(own ? `the script ${name.value} of package.json` : `package.json of ${folder ?? 'an unknown folder'}`);
}

function chosen(own: Package | null, filters: readonly string[], invocation: Invocation, context: Context): Package[] {
  if (!own) return [];
  const all = workspaces(own, invocation, context);
  const wanted = filters.map((filter) => filter.replace(/^\.\.\.|\.\.\.$|^\.\//g, ''));
  const fitting = wanted.length === 0 ? all : all.filter(({ name, folder }) => wanted.some((one) => one === name || name.endsWith(`/${one}`) || folder.endsWith(`/${one.replace(/^\{|\}$/g, '')}`) || (one.includes('*') && name.startsWith(one.split('*')[0] as string))));
  return fitting.length > 0 ? fitting : own.text === '' ? [] : [own];
}

/** A folder of packages that is none itself. */
function rootless(folder: string | null): Package | null {
  return folder === null ? null : { folder, shown: 'package.json', name: '', text: '', scripts: new Map(), workspaces: [] };
}

function fromWorkspace(words: readonly Word[], folder: string | null, invocation: Invocation, context: Context): Lowered | readonly Effect[] {
  const [name, ...rest] = words;
  const own = packageAt(folder, invocation, context);
  const place = own && name ? chosen(own, [name.value], invocation, context)[0] : undefined;
  const script = rest[0]?.value === 'run' ? rest[1] : rest[0];
  if (!place || !script) return unread(`the workspace ${name?.value ?? ''}`);
  if (place.scripts.has(script.value)) return ledBy(invocation, runScript(place, script.value, rest.slice(rest.indexOf(script) + 1), invocation, context));
  return started(rest[0]?.value === 'run' ? rest.slice(1) : rest, { ...invocation, cwd: place.folder }, context);
}

function everywhere(words: readonly Word[], folder: string | null, invocation: Invocation, context: Context): Lowered | readonly Effect[] {
  const script = words.find(({ value }) => value !== 'run' && !value.startsWith('-'));
  const own = packageAt(folder, invocation, context);
  if (!own || !script) return [];
  return ledBy(invocation, together(workspaces(own, invocation, context).filter((place) => place.scripts.has(script.value)).map((place) => runScript(place, script.value, [], invocation, context))));
}

/** What installing and publishing run of the project itself. */
function installed(command: string, folder: string | null, invocation: Invocation, context: Context): Lowered | readonly Effect[] {
  const own = packageAt(folder, invocation, context);
  const names = command === 'publish' || command === 'pack' ? ['prepublishOnly', 'prepack', 'prepare', 'postpack', 'publish', 'postpublish'] : command === 'version' ? ['preversion', 'version', 'postversion'] : ['preinstall', 'install', 'postinstall', 'prepare'];
  const found = own ? names.filter((name) => own.scripts.has(name)) : [];
  const lowered = own ? together(found.map((name) => runScript(own, name, [], invocation, context, true))) : null;
  return lowered && lowered.effects.length > 0 ? ledBy(invocation, lowered) : [seen(invocation, command)];
}

function started(words: readonly Word[], invocation: Invocation, context: Context): Lowered {
  const args = words.slice(words.findIndex(({ value }) => !value.startsWith('-')));
  const [program, ...rest] = args;
  if (!program || program.value.startsWith('-')) return unread('a program');
  const name = program.value.replace(/^.*[\\/](?=[^\\/]+$)/, '').replace(/@[\w.^~-]+$/, '');
  return context.invoke({ ...invocation, program: name, command: { ...program, value: name }, args: rest.filter(({ value }, i) => !(i === 0 && value === '--')) });
}

