import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, type ParseError } from 'jsonc-parser';
import { adapterFor } from '../../src/assistants';
import { posixCommand } from '../../src/assistants/commands';
import type { Machine } from '../../src/assistants/contract';
import type { PlannedFile } from '../../src/protocol/messages';
import { LAUNCHER, machine } from './machine';

const MARK = '\uFEFF';

/** Assistants whose hook is an entry of a file that others write too, and where its first list stands. */
const MERGING: readonly (readonly [id: string, path: string, list: readonly string[]])[] = [
  ['claude', '/home/me/.claude/settings.json', ['hooks', 'PreToolUse']],
  ['codex', '/home/me/.codex/hooks.json', ['hooks', 'PreToolUse']],
  ['cursor', '/home/me/.cursor/hooks.json', ['hooks', 'beforeShellExecution']],
  ['gemini', '/home/me/.gemini/settings.json', ['hooks', 'BeforeTool']],
  ['windsurf', '/home/me/.codeium/windsurf/hooks.json', ['hooks', 'pre_run_command']],
  ['devin', '/home/me/.config/devin/config.json', ['hooks', 'PreToolUse']],
  ['antigravity', '/home/me/.gemini/config/hooks.json', ['infrahold', 'PreToolUse']],
  ['qwen', '/home/me/.qwen/settings.json', ['hooks', 'PreToolUse']],
  ['droid', '/home/me/.factory/hooks.json', ['PreToolUse']],
  ['auggie', '/home/me/.augment/settings.json', ['hooks', 'PreToolUse']],
  ['crush', '/home/me/.config/crush/crush.json', ['hooks', 'PreToolUse']],
  ['junie', '/home/me/.junie/config.json', ['hooks', 'PreToolUse']],
];

type Text = (list: readonly string[], id: string) => string;

/** `{ a: { b: [ elements ] } }` for the list of an assistant. */
function inList(list: readonly string[], elements: string, before = '', eol = '\n'): string {
  const open = list.map((key, i) => `${'  '.repeat(i + 1)}${JSON.stringify(key)}: ${i === list.length - 1 ? '[' : '{'}`);
  const close = list.map((_, i) => `${'  '.repeat(list.length - i)}${i === 0 ? ']' : '}'}`);
  return ['{', ...(before === '' ? [] : [`  ${before}`]), ...open, elements, ...close, '}', ''].join(eol);
}

const MINE = '{ "matcher": "Bash", "hooks": [{ "type": "command", "command": "/opt/mine.sh" }] }';
const old = (id: string): string => JSON.stringify({ matcher: '', command: `'${LAUNCHER}' hook --assistant ${id}`, hooks: [{ type: 'command', command: `'${LAUNCHER}' hook --assistant ${id}` }] });

/** Files that are merged into: after uninstalling every byte is as it was. */
const MERGED: readonly (readonly [name: string, text: Text])[] = [
  ['an empty file', () => ''],
  ['blank space only', () => ' \n\t\r\n '],
  ['a byte order mark only', () => MARK],
  ['a byte order mark', () => `${MARK}{\r\n  "model": "opus"\r\n}\r\n`],
  ['comments everywhere', () => '// mine\n{\n  // the model, "hooks": no\n  "model": "opus", /* { */\n  "theme": "dark" // last, with a comma\n  // the end\n}\n// after\n'],
  ['odd spacing', () => '{"model":   "opus"   ,\n\n\n      "theme"  :"dark" , "a":[1 ,2,   3]\n  }   \n'],
  ['all on one line, no line end', () => '{"model":"opus","list":[ 1,2 ]}'],
  ['commas at the end', () => '{\n  "model": "opus",\n  "list": [1, 2,],\n}\n'],
  ['tabs', () => '{\n\t"model": "opus",\n\t"env": {\n\t\t"A": "1"\n\t}\n}\n'],
  ['DOS line ends and no last one', () => '{\r\n    "model": "opus",\r\n    "env": { }\r\n}'],
  ['mixed line ends', () => '{\r\n  "a": 1,\n  "b": 2\r\n}\n'],
  ['hooks of another tool in the same list', (list) => inList(list, `    ${MINE}`, '"model":   "opus",')],
  ['hooks of others, a comma and a comment at the end', (list) => inList(list, `    // first\n    ${MINE}, // second\n    /* none */`)],
  ['hooks of others in DOS line ends', (list) => inList(list, `    ${MINE},\r\n    ${MINE}`, '', '\r\n')],
  ['unknown keys and other events', (list) => (list.length === 1 ? '{\n  "PostToolUse": [ ],\n  "x-unknown": null\n}\n' : `{\n  "x-unknown": [null, true, 1e3],\n  "${list[0]}": { "Stop": [ { "hooks": [] } ], "Other": 7 }\n}\n`)],
  ['escapes in keys and texts', (list) => `{\n  "${[...(list[0] as string)].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}": ${list.length === 1 ? '[ null ]' : '{ "Other": [] }'},\n  "emoji": "\\ud83d\\ude00 😀 \\/ \\"infrahold\\""\n}\n`],
  ['the same unknown key twice', () => '{\n  "a": 1,\n  "a": 2\n}\n'],
  ['a hundred levels', () => `{ "deep": ${'['.repeat(100)}${']'.repeat(100)} }\n`],
  ['huge', () => `{\n${Array.from({ length: 6000 }, (_, i) => `  "key ${i}":  { "text": "${'x'.repeat(80)}" }`).join(',\n')}\n}\n`],
  ['minus zero, large numbers, a key that is a trap', () => '{ "n": -0, "big": 123456789012345678901234567890, "__proto__": { "hooks": [] }, "constructor": 1 }\n'],
];

for (const [id, path, list] of MERGING) {
  test(`${id}: ${MERGED.length} messy files are merged into and are, byte for byte, what they were after uninstalling`, () => {
    for (const [name, text] of MERGED) {
      const was = text(list, id);
      const files: Record<string, string> = { [path]: was };
      const here = machine(files);
      here.apply(plan(here, id, 'install'));
      const installed = files[path] ?? '';
      assert.ok(installed.includes(`hook --assistant ${id}`), `${name}: not installed`);
      assert.deepEqual(faults(installed), [], `${name}: no JSON any more:\n${installed}`);
      assert.deepEqual(plan(here, id, 'install'), [], `${name}: a second installation has something to do`);
      // What was there is there still, in its order: nothing was written anew.
      assert.ok(isKept(was, installed), `${name}: something of it was changed:\n${installed}`);
      assert.equal(installed.startsWith(MARK), was.startsWith(MARK), `${name}: the byte order mark`);
      if (was.includes('\r\n') && !/[^\r]\n/.test(was)) assert.doesNotMatch(installed, /[^\r]\n/, `${name}: line ends`);
      here.apply(plan(here, id, 'uninstall'));
      assert.equal(files[path], was, name);
      assert.deepEqual(plan(here, id, 'uninstall'), [], `${name}: a second removal has something to do`);
    }
  });

  test(`${id}: a change that somebody made after installing stays, and only our entry goes`, () => {
    for (const [name, text] of MERGED) {
      const was = text(list, id);
      // What the installer itself had to write (`{}`, `version`) stays when somebody has taken the file over.
      if (was.replace(MARK, '').trim() === '' || id === 'cursor') continue;
      const files: Record<string, string> = { [path]: was };
      const here = machine(files);
      here.apply(plan(here, id, 'install'));
      files[path] = `${files[path]}// later\n`;
      here.apply(plan(here, id, 'uninstall'));
      assert.equal(files[path], `${was}// later\n`, name);
    }
  });

  test(`${id}: entries of an older version, once and twice, become one, and none after uninstalling`, () => {
    for (const elements of [`    ${old(id)}`, `    ${old(id)},\n    ${MINE},\n    ${old(id)}`]) {
      const files: Record<string, string> = { [path]: inList(list, elements, '"model":   "opus",') };
      const here = machine(files);
      here.apply(plan(here, id, 'install'));
      assert.equal(listIn(files[path] ?? '', list).filter((one) => JSON.stringify(one).includes('infrahold')).length, 1, files[path]);
      here.apply(plan(here, id, 'uninstall'));
      assert.doesNotMatch(files[path] ?? '', /infrahold'? hook/);
      assert.ok(files[path]?.includes('"model":   "opus"'));
      assert.equal(files[path]?.includes(MINE), elements.includes(MINE));
      assert.deepEqual(faults(files[path] ?? ''), []);
    }
  });
}

for (const id of ['claude', 'codex', 'qwen', 'auggie']) {
  test(`${id}: a group that holds a hook of theirs and one of ours loses only ours`, () => {
    const [, path, list] = MERGING.find(([one]) => one === id) as (typeof MERGING)[number];
    const group = { matcher: '*', hooks: [{ type: 'command', command: '/opt/mine.sh' }, { type: 'command', command: posixCommand(LAUNCHER, id) }] };
    const files: Record<string, string> = { [path]: inList(list, `    ${JSON.stringify(group)}`) };
    const here = machine(files);
    here.apply(plan(here, id, 'install'));
    assert.equal(JSON.stringify(listIn(files[path] ?? '', list)).split('hook --assistant').length, files[path]?.includes('commandWindows') ? 3 : 2);
    here.apply(plan(here, id, 'uninstall'));
    assert.deepEqual(listIn(files[path] ?? '', list), [{ matcher: '*', hooks: [group.hooks[0]] }]);
  });
}

/** Files that cannot be merged into, and the words that say why. */
const REFUSED: readonly (readonly [name: string, text: Text, why: RegExp])[] = [
  ['cut off', () => '{\n  "model": "opus",\n  "env": {\n', /line \d+: CloseBraceExpected|line \d+/],
  ['no JSON', () => 'model = "opus"\n', /line 1: InvalidSymbol/],
  ['two values', () => '{}\n{}\n', /line 2/],
  ['a merge conflict', () => '{\n<<<<<<< HEAD\n  "a": 1\n=======\n  "a": 2\n>>>>>>> b\n}\n', /line 2/],
  ['a list', () => '[]\n', /is not a JSON object/],
  ['a text', () => '"settings"\n', /is not a JSON object/],
  ['an object where the list belongs', (list) => inList(list, '').replace('[', '{').replace(']', '}'), /is not a list/],
  ['another thing where the first key is', (list) => `{ "${list[0]}": 5 }\n`, /is not (?:a list|an object)/],
  ['our key twice', (list) => `{ "${list[0]}": ${list.length === 1 ? '[]' : '{}'}, "${list[0]}": ${list.length === 1 ? '[]' : '{}'} }\n`, /stands there more than once/],
  ['nested without end', () => `{ "deep": ${'['.repeat(100_000)}`, /nested more than 500 deep/],
  ['bytes that are no UTF-8', () => '{ "name": "Andr\uFFFD" }\n', /not text in UTF-8/],
  ['UTF-16', () => '{\0}\0', /not text in UTF-8/],
];

for (const [id, path, list] of MERGING) {
  test(`${id}: ${REFUSED.length} files that cannot be merged into are refused with words and left alone`, () => {
    for (const [name, text, why] of REFUSED) {
      const was = text(list, id);
      const [planned, ...more] = plan(machine({ [path]: was }), id, 'install');
      assert.deepEqual(more, [], name);
      assert.match(planned?.refused ?? '', why, name);
      assert.equal(planned?.after, was, name);
      assert.deepEqual(plan(machine({ [path]: was }), id, 'uninstall'), [], `${name}: nothing of ours is in it`);
    }
  });
}

function plan(here: Machine, id: string, action: 'install' | 'uninstall'): readonly PlannedFile[] {
  return adapterFor(id)?.files(here, action) ?? assert.fail(`no adapter ${id}`);
}

function faults(text: string): ParseError[] {
  const errors: ParseError[] = [];
  parse(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  return errors;
}

function listIn(text: string, list: readonly string[]): readonly unknown[] {
  const value = list.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], parse(text, [], { allowTrailingComma: true }));
  return Array.isArray(value) ? value : [];
}

/** Whether a text is another into which something was put, and nothing else: its characters stand there in their order. */
function isKept(was: string, now: string): boolean {
  let at = 0;
  const blank = was.replace(MARK, '').trim() === '';
  for (const character of blank ? '' : was) {
    at = now.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
