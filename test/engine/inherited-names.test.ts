import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';

import { decide } from '../../src/engine/decide';
import type { Proposal } from '../../src/engine/model';
import { RECOMMENDED } from '../../src/engine/policy/policy';
import { corpus } from '../corpus';
import { world } from '../world';

/** Names that every JavaScript object has. Whatever table a word is looked up in, they are not in it. */
const INHERITED = ['__proto__', 'constructor', 'toString'];
const WORD = /[A-Za-z_][\w.-]*/g;
/** A call's arguments stay JSON. */
const LITERALS: ReadonlySet<string> = new Set(['true', 'false', 'null']);
const WORLD = world();

test('a command with an inherited name in the place of any word is read', () => {
  const texts = new Map(corpus().map(({ shell, text }) => [`${shell} ${text}`, { shell, text }]));
  fails([...texts.values()].flatMap(({ shell, text }) => variants(text).map((one): Proposal => ({ kind: 'command', shell, cwd: '/home/me/shop', text: one }))));
});

test('an edit with an inherited name in the place of a word is read', () => {
  const folder = join(process.cwd(), 'test/corpus/edits');
  const cases = readdirSync(folder).flatMap((file) => parse(readFileSync(join(folder, file), 'utf8')) as readonly EditCase[]);
  const edits = cases.flatMap(({ files, path, before, after }) => (Array.isArray(files) ? (files as Required<EditCase>['files']) : [{ path: path ?? '', before: before ?? null, after: after ?? null }]).map((one) => ({ path: one.path, before: one.before ?? null, after: one.after ?? null })));
  assert.ok(edits.length > 300);
  const words = (text: string | null) => new Set(text?.match(WORD) ?? []);
  fails(edits.flatMap(({ path, before, after }, i) => [...new Set([...words(before), ...words(after)])].flatMap((word, j): Proposal[] => {
    const name = INHERITED[(i + j) % INHERITED.length] as string;
    const renamed = (text: string | null) => text?.replaceAll(word, name) ?? null;
    return [{ kind: 'edit', cwd: '/home/me/shop', files: [{ path, before: renamed(before), after: j % 2 === 0 ? after : renamed(after) }] }];
  })));
});

test('a tool call with an inherited name anywhere is read', () => {
  const calls = JSON.parse(readFileSync(join(process.cwd(), 'test/corpus/calls.json'), 'utf8')) as readonly (readonly [string, string, string, object, string])[];
  // An escape is not a word of the text.
  fails(calls.flatMap(([, server, tool, given]) => variants(JSON.stringify([server, tool, given]).replace(/\\./g, ' ')).flatMap((text): Proposal[] => {
    const [name, called, args] = JSON.parse(text) as [string, string, Readonly<Record<string, unknown>>];
    return [{ kind: 'tool-call', cwd: '/home/me/shop', server: name, tool: called, arguments: args }];
  })));
});

interface EditCase {
  readonly path?: string;
  readonly before?: string | null;
  readonly after?: string | null;
  readonly files?: readonly { readonly path: string; readonly before?: string | null; readonly after?: string | null }[];
}

/** The text with each of its words replaced in turn. */
function variants(text: string): string[] {
  return [...text.matchAll(WORD)].filter(([word]) => !LITERALS.has(word)).map(({ 0: word, index }, i) => `${text.slice(0, index)}${INHERITED[i % INHERITED.length]}${text.slice(index + word.length)}`);
}

function fails(proposals: readonly Proposal[]): void {
  const failures = new Map<string, string>();
  for (const proposal of proposals) {
    try {
      decide(RECOMMENDED, proposal, WORLD);
    } catch (error) {
      const where = error instanceof Error ? (error.stack ?? '').split('\n').slice(0, 3).join(' ') : String(error);
      if (!failures.has(where)) failures.set(where, JSON.stringify(proposal).slice(0, 300));
    }
  }
  assert.deepEqual([...failures].map(([where, what]) => `${where}: ${what}`), []);
}
