import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { COLORS, COMMANDS, CONTEXT, SCHEME, SETTINGS, VIEWS, WAITING_ITEM } from '../src/extension/ids';

const ROOT = process.cwd();
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const { contributes } = manifest;
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

test('commands, views, settings and colours are the same in package.json and in the code', () => {
  assert.deepEqual(sorted(contributes.commands.map((one: { command: string }) => one.command)), sorted(Object.values(COMMANDS)));
  assert.deepEqual(sorted(Object.values(contributes.views).flat().map((view) => (view as { id: string }).id)), sorted(Object.values(VIEWS)));
  assert.deepEqual(sorted(Object.keys(contributes.configuration.properties)), sorted(Object.values(SETTINGS)));
  assert.deepEqual(sorted(contributes.colors.map((one: { id: string }) => one.id)), sorted(Object.values(COLORS)));
});

test('every declared command is registered in the code, once', () => {
  const code = sources().map((file) => readFileSync(file, 'utf8')).join('\n');
  for (const name of Object.keys(COMMANDS)) {
    assert.equal(code.split(`registerCommand(COMMANDS.${name},`).length - 1, 1, `${name} is registered once`);
  }
});

test('menus, keys, welcome views and walkthroughs name only what exists', () => {
  const commands = new Set<string>(Object.values(COMMANDS));
  const words = new Set<string>([...Object.values(CONTEXT), ...Object.values(VIEWS)]);
  const text = JSON.stringify({ ...contributes, commands: [], views: {}, configuration: {}, colors: [] });
  const named = [...text.matchAll(/infrahold\.[A-Za-z.]+/g)].map((match) => match[0]);
  assert.ok(named.length > 20);
  assert.deepEqual(named.filter((name) => !commands.has(name) && !words.has(name)), []);
  for (const scheme of text.matchAll(/resourceScheme == (\w+)/g)) assert.equal(scheme[1], SCHEME);
  for (const item of text.matchAll(/viewItem == (\w+)/g)) assert.equal(item[1], WAITING_ITEM);
});

test('the files that package.json names are there', () => {
  const text = JSON.stringify(manifest);
  const files = [...text.matchAll(/"(?:\.\/)?(media\/[^"]+)"/g)].map((match) => match[1] as string);
  assert.ok(files.length > 5);
  assert.deepEqual(files.filter((file) => !existsSync(join(ROOT, file))), []);
});

test('the promises about where and how it runs', () => {
  assert.equal(manifest.engines.vscode, '^1.100.0');
  assert.equal(manifest.devDependencies['@types/vscode'], '1.100.0');
  assert.deepEqual(manifest.extensionKind, ['workspace']);
  assert.equal(manifest.capabilities.untrustedWorkspaces.supported, true);
  assert.equal(manifest.license, 'MIT');
  assert.equal(manifest.dependencies, undefined, 'everything is bundled');
  assert.equal(manifest.enabledApiProposals, undefined);
  assert.deepEqual(manifest.activationEvents, ['onStartupFinished']);
  assert.equal(manifest.scripts['vscode:uninstall'], 'node ./dist/hook.js uninstall --all --yes');
});

test('a setting cannot be changed by a workspace', () => {
  for (const [name, setting] of Object.entries(contributes.configuration.properties)) assert.match((setting as { scope: string }).scope, /^(?:application|machine)$/, name);
});

test('no markup and no styles in strings: they live in media/', () => {
  for (const file of sources()) assert.doesNotMatch(readFileSync(file, 'utf8'), /<(?:html|body|div|style|script)\b/i, file);
});

function sources(): string[] {
  const folder = join(ROOT, 'src', 'extension');
  return readdirSync(folder).filter((file) => file.endsWith('.ts')).map((file) => join(folder, file));
}
