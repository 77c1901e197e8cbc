import { NOTHING, together, unread } from '../../effects';
import { absolute, folderOf } from '../../kinds/paths';
import { tomlOf } from '../../kinds/toml';
import { lookup } from '../../lookup';
import type { Context, Invocation, Language, Lowered, Tool, Word } from '../../model';
import { knownTool } from '../known';
import { readArguments } from '../options';
import { fileAt, filesAt, type Found, ledBy, placeOf } from './following';
import { fromJar } from './jars';
import { scriptFile, seen } from './shells';

/** Sources that make one program are read as one text; each effect is said to stand in its own file. */
function followSources(files: readonly Found[], language: Language, words: readonly Word[], invocation: Invocation, context: Context): Lowered {
  const starts: { line: number; found: Found }[] = [];
  let text = '';
  let line = 1;
  for (const found of files.slice(0, MOST_FILES)) {
    starts.push({ line, found });
    text += `${found.text}\n`;
    line += found.text.split('\n').length;
  }
  return ledBy(invocation, context.follow({
    language, text, cwd: invocation.cwd, env: invocation.env, parameters: words, place: placeOf(invocation),
    link: (at) => {
      const own = starts.findLast((one) => one.line <= at);
      return own ? `${own.found.shown}:${at - own.line + 1}` : '';
    },
  }));
}

const MOST_FILES = 40;

const GO_VALUES = ['-C', '-exec', '-p', '-covermode', '-coverpkg', '-asmflags', '-buildmode', '-buildvcs', '-compiler', '-gccgoflags', '-gcflags', '-installsuffix', '-ldflags', '-mod', '-modfile', '-overlay', '-pgo', '-pkgdir', '-tags', '-toolexec'];

/** `go run ./cmd/x`, `go run a.go b.go`, `go generate`. Building and testing change nothing that matters. */
export const go: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'go', values: GO_VALUES, optionsFirst: true });
  const [verb, ...words] = args.positionals;
  const inner = readArguments(words, { style: 'go', values: GO_VALUES, optionsFirst: true });
  const at = args.value('-C') ?? inner.value('-C');
  const folder = at ? absolute(at.value, invocation.cwd, context.surroundings.homeDirectory) : invocation.cwd;
  if (verb?.value === 'generate') return generated(inner.positionals, folder, invocation, context);
  if (verb?.value === 'clean') return [seen(invocation, 'a cache')];
  if (verb?.value !== 'run') return [seen(invocation, verb?.value ?? 'a help text')];
  const [first, ...rest] = inner.positionals;
  if (!first) return [];
  const named = inner.positionals.filter(({ value }, i) => value.endsWith('.go') && inner.positionals.slice(0, i).every((word) => word.value.endsWith('.go')));
  const own = named.length > 0 ? named.flatMap(({ value }) => fileAt(value, invocation, context, folder) ?? []) : goPackage(first.value, folder, invocation, context);
  // A package of somebody else's, with its version: what it is stands elsewhere.
  if (own.length === 0) return unread(`the program ${first.value}`);
  return followSources(withPackages(own, folder, invocation, context), 'go', named.length > 0 ? inner.positionals.slice(named.length) : rest, invocation, context);
};

/** The files of a package, by its folder or by its whole name. */
function goPackage(name: string, folder: string | null, invocation: Invocation, context: Context): Found[] {
  const module = moduleAt(folder, invocation, context);
  const place = /^\.{0,2}\/|^\.{1,2}$/.test(name) ? name : module && (name === module.name || name.startsWith(`${module.name}/`)) ? `${module.folder}${name.slice(module.name.length)}` : null;
  return place === null ? [] : filesAt(`${place.replace(/\/$/, '')}/*.go`, invocation, context, folder).filter(({ path }) => !path.endsWith('_test.go'));
}

function moduleAt(folder: string | null, invocation: Invocation, context: Context): { name: string; folder: string } | null {
  for (let at = folder, turns = 0; at !== null && turns < 8; at = at === '/' ? null : folderOf(at), turns += 1) {
    const name = /^module\s+(\S+)/m.exec(fileAt('go.mod', invocation, context, at)?.text ?? '')?.[1];
    if (name) return { name, folder: at };
  }
  return null;
}

/** The packages of the same module that a program uses go with it. */
function withPackages(own: readonly Found[], folder: string | null, invocation: Invocation, context: Context): Found[] {
  const module = moduleAt(folder, invocation, context);
  const all = new Map(own.map((found) => [found.path, found]));
  if (module === null) return [...all.values()];
  const done = new Set<string>();
  const open = [...own];
  while (open.length > 0 && all.size < MOST_FILES) {
    const { text } = open.shift() as Found;
    for (const [, path] of text.matchAll(/"([\w./-]+)"/g)) {
      if (path === undefined || done.has(path) || !path.startsWith(`${module.name}/`)) continue;
      done.add(path);
      const fresh = goPackage(path, module.folder, invocation, context).filter((found) => !all.has(found.path));
      for (const found of fresh) all.set(found.path, found);
      open.push(...fresh);
    }
  }
  return [...all.values()];
}

/** `//go:generate command` */
function generated(words: readonly Word[], folder: string | null, invocation: Invocation, context: Context): Lowered {
  const places = words.length > 0 ? words.map(({ value }) => value.replace(/\/\.\.\.$/, '')) : ['.'];
  return ledBy(invocation, together(places.flatMap((place) => filesAt(place.endsWith('.go') ? place : `${place}/*.go`, invocation, context, folder)).slice(0, MOST_FILES).flatMap(({ text, path, shown }) => [...text.matchAll(/^\/\/go:generate\s+(.+)$/gm)].map((match) => context.follow({ language: 'bash', text: match[1] as string, cwd: folderOf(path), place: placeOf(invocation), link: shown })))));
}

/** `mage target`: an exported function of magefile.go. */
export const mage: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'go', values: ['-d', '-w', '-t', '-goos', '-goarch', '-gocmd'], optionsFirst: true });
  if (args.has('-l', '-h', '-help', '-version', '-init', '-clean', '-compile')) return [seen(invocation, 'a list of targets')];
  const files = ['magefile.go', 'magefiles/*.go', 'mage.go'].flatMap((name) => filesAt(name, invocation, context));
  const [name] = args.positionals;
  if (files.length === 0 || !name) return unread('the magefile');
  const target = (name.value.split(':').at(-1) ?? '').toLowerCase();
  const own = files.flatMap(({ text }) => [...text.matchAll(/^func\s+(?:\(\w*\s*\*?\w+\)\s*)?([A-Z]\w*)\s*\(/gm)].map((match) => match[1] as string)).find((one) => one.toLowerCase() === target);
  if (!own) return unread(`the target ${name.value}`);
  // What a target needs is handed over by name, and so read where it stands.
  return followSources([...files, { path: '', shown: 'magefile.go', text: `\n${own}()\n` }], 'go', [], invocation, context);
};

const CARGO_VALUES = ['--bin', '--example', '-p', '--package', '--features', '-F', '--profile', '--target', '--target-dir', '--manifest-path', '-j', '--jobs', '--color', '--config', '-Z'];

/** `cargo run`, `cargo r --bin x -- words`, and the aliases of the project. `null` for the rest of cargo. */
export function cargoRun(invocation: Invocation, context: Context, turns = 0): Lowered | null {
  const words = invocation.args[0]?.value.startsWith('+') ? invocation.args.slice(1) : invocation.args;
  const [verb, ...rest] = words;
  if (!verb) return null;
  if (verb.value !== 'run' && verb.value !== 'r') {
    const config = ['.cargo/config.toml', '.cargo/config'].flatMap((name) => fileAt(name, invocation, context) ?? [])[0];
    const aliases = config ? tomlOf(config.text)['alias'] : undefined;
    const alias = typeof aliases === 'object' && !Array.isArray(aliases) ? lookup(aliases as Readonly<Record<string, unknown>>, verb.value) : undefined;
    const given = typeof alias === 'string' ? alias.split(/\s+/) : Array.isArray(alias) ? alias.filter((one): one is string => typeof one === 'string') : null;
    return given === null || turns > 3 ? null : cargoRun({ ...invocation, args: [...given.map((value) => ({ ...verb, value })), ...rest] }, context, turns + 1);
  }
  const args = readArguments(rest, { style: 'gnu', values: CARGO_VALUES, optionsFirst: true });
  if (args.has('--help', '-h')) return null;
  const manifest = args.value('--manifest-path')?.value;
  const member = args.value('-p', '--package')?.value;
  const folders = manifest ? [folderOf(`/${manifest}`).slice(1) || '.'] : member ? [member, `crates/${member}`, `packages/${member}`, `tools/${member}`, '.'] : ['.'];
  const bin = args.value('--bin')?.value;
  const example = args.value('--example')?.value;
  const names = example ? [`examples/${example}.rs`, `examples/${example}/main.rs`] : bin ? [`src/bin/${bin}.rs`, `src/bin/${bin}/main.rs`, 'src/main.rs'] : ['src/main.rs', 'src/bin/*.rs'];
  const main = folders.flatMap((folder) => names.map((name) => filesAt(`${folder}/${name}`, invocation, context))).find((files) => files.length > 0)?.[0];
  return main ? followSources(withModules(main, invocation, context), 'rust', args.positionals, invocation, context) : unread('the program of this crate');
}

/** `mod name;` stands in a file of its own. */
function withModules(main: Found, invocation: Invocation, context: Context): Found[] {
  const all = [main];
  for (let at = 0; at < all.length && all.length < MOST_FILES; at += 1) {
    const { text, path } = all[at] as Found;
    const folder = folderOf(path);
    const own = path.slice(folder.length + 1).replace(/\.rs$/, '');
    for (const [, name] of text.matchAll(/^\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;/gm)) {
      const found = [`${name}.rs`, `${name}/mod.rs`, `${own}/${name}.rs`].map((one) => fileAt(one, invocation, context, folder)).find((one) => one !== null);
      if (found && !all.some((one) => one.path === found.path)) all.push(found);
    }
  }
  return all;
}

/** `dotnet run --project x`, `dotnet run x.cs`, `dotnet script x.csx`. `null` for the rest of dotnet. */
export function dotnetRun(invocation: Invocation, context: Context): Lowered | null {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['--project', '-c', '--configuration', '-f', '--framework', '-r', '--runtime', '--launch-profile', '-a', '--arch', '--os', '-v', '--verbosity', '-e', '--environment', '--file'] });
  const [verb, ...rest] = args.positionals;
  if (!/^(?:run|script|watch)$/.test(verb?.value ?? '') || args.has('--help', '-h')) return null;
  const words = args.rest.length > 0 ? args.rest : rest;
  const named = args.value('--file')?.value ?? rest.find(({ value }) => /\.csx?$/.test(value))?.value;
  const project = args.value('--project')?.value ?? '.';
  const folder = /\.\w+proj$/.test(project) ? (project.includes('/') ? project.slice(0, project.lastIndexOf('/')) : '.') : project;
  const files = named ? filesAt(named, invocation, context) : ['*.cs', '*/*.cs'].flatMap((name) => filesAt(`${folder}/${name}`, invocation, context)).filter(({ path }) => !/\/(?:obj|bin|Migrations|Tests?)\//i.test(path));
  return files.length > 0 ? followSources(files, 'csharp', words, invocation, context) : unread('the program of this project');
}

/** A program of one file that is compiled as it is started: `java X.java`, `kotlin x.main.kts`, `swift x.swift`. */
function single(language: Language, suffix: RegExp, values: readonly string[], before: RegExp = /^$/): Tool {
  return (invocation, context) => {
    const args = readArguments(invocation.args, { style: 'gnu', values: [...values], optionsFirst: true });
    const words = before.test(args.positionals[0]?.value ?? '') ? args.positionals.slice(1) : args.positionals;
    const at = words.findIndex(({ value }) => suffix.test(value));
    const file = words[at];
    // `swift` is also a client of OpenStack's object store.
    if (args.has('--version', '-version', '--help', '-h') || !file) return knownTool(invocation, context) ?? NOTHING;
    return scriptFile(file, words.slice(at + 1), language, invocation, context);
  };
}

const JAVA = ['-cp', '-classpath', '--class-path', '-p', '--module-path', '--add-modules', '--source', '--add-opens', '--add-exports', '-jar', '-m', '--module'];
const javaSource = single('java', /\.java$|\.jsh$/, JAVA);
export const java: Tool = (invocation, context) => fromJar(invocation, context) ?? javaSource(invocation, context);
export const jbang = single('java', /\.(?:java|jsh|kt|groovy)$/, ['--deps', '--java', '-D'], /^run$/);
export const kotlin = single('kotlin', /\.kts?$/, ['-cp', '-classpath', '-script']);
export const scala = single('kotlin', /\.(?:scala|sc)$/, ['-cp', '-classpath', '--dep', '-S'], /^run$/);
export const groovy = single('kotlin', /\.groovy$|^[\w./-]+$/, ['-cp', '-classpath', '-D']);
export const swift = single('swift', /\.swift$/, ['-I', '-L', '-F'], /^(?:run|script)$/);
export const rustScript = single('rust', /\.(?:rs|ers)$/, ['-d', '--dep', '--toolchain', '-b', '--base-path']);
