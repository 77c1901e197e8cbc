import type { Effect } from '../model';

/** Effects in the words of the build file that leads to them: what its own compilers write is made again by running them. `folder` is where it stands. */
export function rebuilt(effects: readonly Effect[], text: string, folder: string | null): readonly Effect[] {
  if (!effects.some(isLoss)) return effects;
  const outputs = outputsOf(text);
  if (outputs.length === 0) return effects;
  const scripts = new Set([...filled(text).matchAll(/(?:^|[\s"'=])(?:\.\/)?([\w.-]+(?:\/[\w.-]+)*)\/[\w.-]+\.(?:sh|bash|py|rb|pl|js|ts|mjs|awk|sql)\b/g)].map((match) => match[1] as string));
  return effects.map((effect) => {
    const path = isLoss(effect) ? relative(effect, folder) : null;
    return path !== null && isBuilt(path, outputs, scripts) ? { ...effect, resource: { ...effect.resource, kind: 'regenerated', type: 'build output' }, undo: 'from-code', note: 'the same file builds it' } : effect;
  });
}

function isLoss({ verb, resource: { kind } }: Effect): boolean {
  return verb === 'delete' && kind === 'files';
}

function relative({ resource, environment: { facts } }: Effect, folder: string | null): string | null {
  const written = facts.path ?? resource.address;
  const path = folder !== null && written.startsWith(`${folder.replace(/\/$/, '')}/`) ? written.slice(folder.replace(/\/$/, '').length + 1) : written;
  const plain = path.replace(/^(?:\.\/)+/, '').replace(/\/+\*?$/, '');
  return plain.startsWith('/') || plain.startsWith('..') || plain === '' || plain === '.' ? null : plain;
}

/** The output, what is in it, or the folder that it alone is written to. */
function isBuilt(path: string, outputs: readonly string[], scripts: ReadonlySet<string>): boolean {
  if (outputs.some((output) => path === output || path.startsWith(`${output}/`))) return true;
  return !SOURCES.test(path) && !scripts.has(path) && outputs.some((output) => output.slice(0, Math.max(0, output.lastIndexOf('/'))) === path);
}

/** Folders that hold what people write, whatever is generated into them as well. */
const SOURCES = /(?:^|\/)(?:src|source|lib|libs|app|apps|pkg|cmd|internal|include|config|conf|scripts?|docs?|tests?|data|db|migrations|public|static|assets|packages|services|components|api|proto|deploy|infra|k8s|charts)$/i;

const COMPILES =
  /(?:^|[\s;&|("'@-])(?:go\s+(?:build|install|test\s+-c)|(?:[\w-]+-)?(?:gcc|g\+\+|cc|clang|clang\+\+|ld|ar)|rustc|tsc|esbuild|rollup|javac|kotlinc|scalac|swiftc|nasm|ghc|dmd|valac|fpc|zig\s+build-\w+|crystal\s+build|deno\s+compile|bun\s+build|nim\s+c|cmake|cargo\s+(?:build|install)|dotnet\s+(?:build|publish)|pandoc|hugo|mkdocs|sphinx-build|ocamlfind|\$[({](?:CC|CXX|LD|AR|GO|GOBUILD|TSC|CARGO)[)}])(?=[\s"'])/;
const OUTPUT = /(?:\s-(?:o|B|d)(?:\s+|=)|\s--?(?:output|out|outdir|outDir|out-dir|outfile|target-dir|site-dir|destination|build-dir|root)(?:\s+|=)|\bGOBIN=)["']?([^\s"';&|)]+)/g;

function outputsOf(text: string): string[] {
  const plain = filled(text);
  const lines = plain.replace(/\\\r?\n/g, ' ').split('\n');
  const written = lines.filter((line) => COMPILES.test(line)).flatMap((line) => [...line.matchAll(OUTPUT)].map((match) => match[1] as string));
  // A target of make with a folder in its name is a file that its recipe makes.
  const targets = /^\t\S/m.test(plain) ? lines.flatMap((line) => (/^[^\s:=#][^:=]*:(?![=:])/.test(line) ? line.slice(0, line.indexOf(':')).split(/\s+/).filter((one) => one.includes('/')) : [])) : [];
  return [...written, ...targets].map((path) => path.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '')).filter((path) => /^[\w@%+.-]+(?:\/[\w@%+.*-]+)*$/.test(path) && !/^\.{0,2}$/.test(path));
}

/** Variables of make, just, task and shells whose value is one word, put in. */
function filled(written: string): string {
  // Where the file itself stands, in the ways that these tools have to say it.
  const text = written.replace(/\$\(shell pwd\)|\$[({](?:CURDIR|PWD|ROOT_DIR)[)}]|\{\{\s*justfile_directory\(\)\s*\}\}/g, '.');
  const values = new Map([...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w-]*)[ \t]*(?:::?=|\?=|=|:)[ \t]*["']?([^\s"'#]+)["']?[ \t]*\r?$/gm)].map((match) => [match[1] as string, match[2] as string]));
  const fill = (one: string): string => one.replace(/\$\(([\w-]+)\)|\$\{([\w-]+)\}|\{\{\s*\.?([\w-]+)\s*\}\}/g, (all, a?: string, b?: string, c?: string) => values.get(a ?? b ?? c ?? '') ?? all);
  return fill(fill(fill(text)));
}
