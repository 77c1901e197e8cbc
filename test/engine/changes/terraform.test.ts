import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { decide } from '../../../src/engine/decide';
import { stricter } from '../../../src/engine/dispositions';
import type { FileChange, Finding, Verdict } from '../../../src/engine/model';
import { RECOMMENDED } from '../../../src/engine/policy/policy';
import { world } from '../../world';

interface Case {
  readonly name: string;
  readonly files: readonly FileChange[];
  readonly context?: Record<string, string>;
  /** Every held finding, once; none for a harmless edit. */
  readonly expect: readonly { readonly verb: string; readonly address: string; readonly side: string; readonly line: number }[];
}

const CASES = JSON.parse(readFileSync(join(process.cwd(), 'test/corpus/edits/terraform.json'), 'utf8')) as readonly Case[];

describe('edits of Terraform files', () => {
  for (const one of CASES) {
    const wanted = one.expect.map(({ verb, address, side, line }) => `${verb} ${address} ${side} ${line}`).sort();
    test(one.name, () => {
      assert.deepEqual(held(verdictOf(one)), wanted);
      assert.equal(stricter(verdictOf(one).disposition, 'warn'), wanted.length > 0 ? 'hold' : 'warn');
    });
    test(`${one.name}, with the line endings of Windows`, () => assert.deepEqual(held(verdictOf({ ...one, files: one.files.map(crlf) })), wanted));
  }

  test('a third of them is harmless, and there are many', () => {
    const harmless = CASES.filter((one) => one.expect.length === 0).length;
    assert.ok(CASES.length >= 90 && harmless * 3 >= CASES.length, `${harmless} of ${CASES.length}`);
  });
});

function verdictOf({ files, context = {} }: Pick<Case, 'files' | 'context'>): Verdict {
  return decide(RECOMMENDED, { kind: 'edit', cwd: '/home/me/shop', files }, world({ files: context }));
}

function held({ findings }: Verdict): string[] {
  return [...new Set(findings.filter(({ disposition, rule }) => (disposition === 'hold' || disposition === 'deny') && rule !== 'uncommitted-work-loss').map(shown))].sort();
}

function shown({ effect: { verb, resource, place } }: Finding): string {
  return place.in === 'file' ? `${verb} ${resource.address} ${place.side} ${place.startLine}` : `${verb} ${resource.address} elsewhere`;
}

function crlf(change: FileChange): FileChange {
  const turned = (text: string | null): string | null => text?.replaceAll('\n', '\r\n') ?? null;
  return { ...change, before: turned(change.before), after: turned(change.after) };
}
