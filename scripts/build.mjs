// Builds dist/ (or the folder after --out): the extension, the server, the hook and what the hook loads without a window as one CommonJS file each, and the compiled tables beside them.
import { build } from 'esbuild';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = process.argv.includes('--out') ? process.argv[process.argv.indexOf('--out') + 1] : join(root, 'dist');

export const SHARED = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // Without it jsonc-parser's UMD build is taken, which cannot be bundled.
  mainFields: ['module', 'main'],
  logLevel: 'warning',
};

/** Parsers that unpack large tables when they are loaded. Most proposals need none of them, so each is loaded when it is first used. */
const lazyParsers = {
  name: 'lazy parsers',
  setup(build) {
    build.onResolve({ filter: /^@lezer\/(?:javascript|python)$/ }, ({ path, namespace }) => (namespace === 'lazy' ? undefined : { path, namespace: 'lazy' }));
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
      resolveDir: root,
      contents: `
        function lazily(make) {
          let made;
          const real = () => (made ??= make());
          return new Proxy({}, { get: (_, key) => (key === 'configure' ? (options) => lazily(() => real().configure(options)) : typeof real()[key] === 'function' ? real()[key].bind(real()) : real()[key]) });
        }
        export const parser = lazily(() => require('${path}').parser);`,
    }));
  },
};

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'tables'), { recursive: true });
const entryPoints = { extension: 'src/extension/main.ts', server: 'src/server/main.ts', hook: 'src/hook/main.ts', commands: 'src/hook/commands.ts' };
for (const [name, entry] of Object.entries(entryPoints)) {
  if (!existsSync(join(root, entry))) continue;
  await build({
    ...SHARED,
    absWorkingDir: root,
    entryPoints: { [name]: entry },
    outdir: dist,
    external: ['vscode'],
    plugins: [lazyParsers],
    // A person's own Node may be 20; the extension host and the server run in VS Code's.
    target: 'node20',
    minify: !process.argv.includes('--dev'),
    sourcemap: process.argv.includes('--dev') ? 'inline' : false,
    // It is also the `infrahold` command of the package.
    ...(name === 'hook' ? { banner: { js: '#!/usr/bin/env node' } } : {}),
  });
}
// The picture of a hold runs in a web view.
await build({ bundle: true, platform: 'browser', format: 'iife', logLevel: 'warning', absWorkingDir: root, entryPoints: { graph: 'media/graph/main.ts' }, outdir: dist, target: 'es2022', legalComments: 'eof', minify: !process.argv.includes('--dev') });
// What the hook loads is read as plain bytes when it is plain ASCII. esbuild leaves letters of other alphabets in regular expressions.
const commands = join(dist, 'commands.js');
if (existsSync(commands)) writeFileSync(commands, readFileSync(commands, 'utf8').replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`));
for (const folder of ['src/engine/tools/tables', 'src/engine/changes/tables', 'src/engine/calls/tables']) {
  if (!existsSync(join(root, folder))) continue;
  for (const file of readdirSync(join(root, folder)).filter((one) => one.endsWith('.txt'))) {
    cpSync(join(root, folder, file), join(dist, 'tables', file));
  }
}
writeFileSync(join(dist, 'version'), JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
