import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';

import { decide } from '../../../src/engine/decide';
import type { Finding } from '../../../src/engine/model';
import { RECOMMENDED } from '../../../src/engine/policy/policy';
import { world } from '../../world';

interface Case {
  readonly name: string;
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Other files of the workspace, by path. */
  readonly files?: Record<string, string>;
  /** `verb side line` of every held finding, in order of the lines; none for a harmless edit. */
  readonly expect: readonly string[];
}

const FOLDER = join(process.cwd(), 'test/corpus/edits');

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.yaml')).sort()) {
  describe(file, () => {
    for (const one of parse(readFileSync(join(FOLDER, file), 'utf8')) as readonly Case[]) {
      test(one.name, () => assert.deepEqual(held(one), [...new Set(one.expect)].sort()));
      test(`${one.name}, with the line endings of Windows`, () => assert.deepEqual(held({ ...one, before: crlf(one.before), after: crlf(one.after) }), [...new Set(one.expect)].sort()));
    }
  });
}

function held({ path, before, after, files = {} }: Case): string[] {
  const { findings } = decide(RECOMMENDED, { kind: 'edit', cwd: '/home/me/shop', files: [{ path, before, after }] }, world({ files }));
  return [...new Set(findings.filter(({ disposition }) => disposition === 'hold' || disposition === 'deny').map(shown))].sort();
}

function shown({ effect: { verb, place } }: Finding): string {
  return place.in === 'file' ? `${verb} ${place.side} ${place.startLine}` : `${verb} elsewhere`;
}

function crlf(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\n', '\r\n');
}
