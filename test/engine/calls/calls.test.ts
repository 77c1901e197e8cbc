import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';

import { decide } from '../../../src/engine/decide';
import type { Disposition, Proposal, ToolAnnotations } from '../../../src/engine/model';
import { RECOMMENDED } from '../../../src/engine/policy/policy';
import { meets } from '../../corpus';
import { world } from '../../world';

type Line = readonly [expect: Disposition, server: string, tool: string, args: Record<string, unknown>, reason: string];
const LINES: readonly Line[] = JSON.parse(readFileSync(join(process.cwd(), 'test/corpus/calls.json'), 'utf8'));
const WORLD = world();

for (const [expect, server, tool, args, reason] of LINES) {
  test(`${expect}: ${server}.${tool} ${JSON.stringify(args).slice(0, 80)} (${reason})`, () => {
    const { disposition } = judge(server, tool, args);
    assert.ok(meets(expect, disposition), `got ${disposition}`);
  });
}

/** What a server says of itself may raise a judgement, never lower it. */
const ANNOTATED: readonly (readonly [string, ToolAnnotations, Disposition])[] = [
  ['frobnicate_volume', {}, 'allow'],
  ['frobnicate_volume', { destructiveHint: true }, 'hold'],
  ['delete_volume', { readOnlyHint: true, destructiveHint: false }, 'hold'],
  ['create_volume', { destructiveHint: true }, 'allow'],
  ['list_volumes', { destructiveHint: true }, 'allow'],
];
for (const [tool, annotations, expected] of ANNOTATED) {
  test(`annotations: ${tool} ${JSON.stringify(annotations)} is ${expected}`, () => assert.equal(judge('cloud', tool, { id: 'v1' }, annotations).disposition, expected));
}

test('the place of a finding is the argument that says it', () => {
  const verdict = judge('kubernetes', 'resources_scale', { kind: 'Deployment', name: 'api', scale: 0 });
  assert.deepEqual(verdict.findings.map(({ effect }) => effect.place), [{ in: 'argument', pointer: '/scale' }]);
});

test('no call makes the engine throw', () => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.dictionary(fc.string(), fc.jsonValue()), (server, tool, args) => void judge(server, tool, args as Record<string, unknown>)), { numRuns: 300 });
});

function judge(server: string, tool: string, args: Record<string, unknown>, annotations?: ToolAnnotations) {
  const proposal: Proposal = { kind: 'tool-call', cwd: '/home/me/shop', server, tool, arguments: args, ...(annotations ? { annotations } : {}) };
  return decide(RECOMMENDED, proposal, WORLD);
}
