import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';

const SRC = join(process.cwd(), 'src');

/** Parsers that do no I/O at import. Only these packages may stand in the engine. */
const PURE = ['unbash', 'yaml', 'jsonc-parser', 'minimatch', 'dockerfile-ast', 'vscode-languageserver-types', '@lezer/python', '@lezer/javascript', '@lezer/common'];
const WORDS = ['engine/model', 'engine/effects', 'engine/dispositions', 'engine/kinds', 'engine/lookup'];

/** What each part of src may import besides itself. A part not listed here is an error. The longest name that fits a file is its part. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  engine: [...PURE],
  'engine/rules': ['engine/model', 'engine/rule'],
  'engine/kinds': ['engine/model', 'engine/lookup'],
  'engine/plans': [...WORDS],
  'engine/shell': [...WORDS, ...PURE],
  'engine/languages': [...WORDS, ...PURE, 'engine/shell'],
  'engine/tools': [...WORDS, ...PURE, 'engine/shell'],
  'engine/changes': [...WORDS, ...PURE, 'engine/shell'],
  'engine/calls': [...WORDS, ...PURE, 'engine/shell'],
  'engine/policy': [...WORDS, ...PURE, 'engine/rule'],
  protocol: ['engine/model', 'engine/policy/policy'],
  platform: ['node:', 'protocol', 'engine/model'],
  assistants: ['engine/model', 'protocol', 'platform', 'node:path', 'jsonc-parser'],
  audit: ['engine/model', 'protocol', 'platform', 'node:'],
  gate: ['engine', 'protocol', 'assistants', 'audit', 'platform', 'node:'],
  previews: ['engine', 'protocol', 'platform', 'node:'],
  hook: ['yaml', 'engine', 'protocol', 'assistants', 'gate', 'audit', 'platform', 'node:'],
  server: ['yaml', 'engine', 'protocol', 'assistants', 'gate', 'previews', 'audit', 'platform', 'node:', 'vscode-languageserver', 'vscode-languageserver-textdocument'],
  extension: ['protocol', 'platform', 'vscode', 'vscode-languageclient', 'node:'],
};

test('each part imports only what it may', () => {
  const bad = files().flatMap((file) => {
    const part = partOf(file);
    assert.ok(part, `${file} belongs to no part`);
    return imports(file)
      .filter((target) => ![part, ...(MAY_IMPORT[part] ?? [])].some((name) => within(name, target)))
      .map((target) => `${file} -> ${target}`);
  });
  assert.deepEqual(bad, []);
});

test('nothing imports in a circle', () => {
  const all = files();
  const edges = new Map(all.map((file) => [file, imports(file).flatMap((target) => all.find((one) => one === `${target}.ts` || one === `${target}/index.ts`) ?? [])]));
  const circles: string[] = [];
  const done = new Set<string>();
  for (const file of all) visit(file, []);
  assert.deepEqual(circles, []);

  function visit(file: string, path: readonly string[]): void {
    if (path.includes(file)) {
      circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  }
});

test('no file is a long read', () => {
  assert.deepEqual(files().filter((file) => read(file).split('\n').length > 401), []);
});

test('the engine keeps no state, reads no clock and throws nothing', () => {
  const bad = files()
    .filter((file) => file.startsWith('engine/'))
    .flatMap((file) =>
      read(file)
        .split('\n')
        .flatMap((line, i) => (/^(?:export )?let |\bDate\.now|new Date\(\)|Math\.random|\bthrow new|^\s*(?:export )?(?:abstract )?class /.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])),
    );
  assert.deepEqual(bad, []);
});

function partOf(file: string): string | undefined {
  return Object.keys(MAY_IMPORT).filter((name) => within(name, file)).sort((a, b) => a.length - b.length).at(-1);
}

/** `engine/rule` is within `engine`, and `node:fs` within `node:`, but `engine/rules` is not within `engine/rule`. */
function within(name: string, target: string): boolean {
  return target === name || target === `${name}.ts` || target.startsWith(name.endsWith(':') ? name : `${name}/`);
}

function files(): string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.generated.ts')).sort();
}

/** `import … from`, `export … from`, side-effect imports, `import()` and `require()`. */
function imports(file: string): string[] {
  const specifiers = [...read(file).matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|\brequire\(\s*)(['"])([^'"\n]+)\1/g)].map((match) => match[2] as string);
  return specifiers.map((specifier) => (specifier.startsWith('.') ? relative(SRC, resolve(SRC, dirname(file), specifier)) : specifier));
}

function read(file: string): string {
  return readFileSync(join(SRC, file), 'utf8');
}
