import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { decide } from '../src/engine/decide';
import { lower } from '../src/engine/lower';
import type { Proposal } from '../src/engine/model';
import { RECOMMENDED } from '../src/engine/policy/policy';
import { RULES } from '../src/engine/rules';
import { world } from './world';

const WORLD = world();

test('every rule file is registered, in order, under its own name', () => {
  const files = readdirSync(join(process.cwd(), 'src/engine/rules')).filter((name) => name !== 'index.ts');
  assert.deepEqual(RULES.map((rule) => `${rule.id}.ts`), files.sort());
});

for (const rule of RULES) {
  describe(rule.id, () => {
    test('has a one-line summary, words for people, and near misses', () => {
      assert.match(rule.summary, /^[A-Z].{10,100}\.$/);
      assert.ok(rule.why.length > 20 && rule.instead.length > 15);
      assert.ok(rule.fires.length >= 3 && rule.silent.length >= 3);
      // A near miss that never produces an effect never reaches the rule, and proves nothing about it.
      assert.ok(rule.silent.some((proposal) => lower(proposal, WORLD).effects.length > 0));
    });
    for (const proposal of rule.fires) test(`fires: ${title(proposal)}`, () => assert.ok(firedBy(proposal).includes(rule.id), `found ${firedBy(proposal)}`));
    for (const proposal of rule.silent) test(`silent: ${title(proposal)}`, () => assert.ok(!firedBy(proposal).includes(rule.id)));
  });
}

function firedBy(proposal: Proposal): string[] {
  return decide(RECOMMENDED, proposal, WORLD).findings.map((finding) => finding.rule);
}

function title(proposal: Proposal): string {
  if (proposal.kind === 'command') return proposal.text;
  if (proposal.kind === 'tool-call') return `${proposal.server}.${proposal.tool}`;
  return proposal.files.map((file) => `${file.path}: ${file.before ?? '(none)'} -> ${file.after ?? '(none)'}`).join(', ');
}
