import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ADAPTERS } from '../../src/assistants';
import { tableText } from './table';

const ROOT = process.cwd();

test('the table in the README is what is known now (write it with `node scripts/assistants-table.mjs`)', () => {
  const readme = readFileSync('README.md', 'utf8');
  const [, written] = /<!-- table -->\n([\s\S]*?)\n<!-- \/table -->/.exec(readme) ?? [];
  assert.equal(written?.trim(), tableText(ROOT));
});

test('every assistant stands in it, and what a live run did not show is not said to be live', () => {
  const rows = tableText(ROOT).split('\n').slice(2);
  assert.equal(rows.length, ADAPTERS.length + 1, 'Copilot has two: the editor and the command line');
  const proofs = JSON.parse(readFileSync('test/live/proofs.json', 'utf8')) as Record<string, { proven: Record<string, boolean> }>;
  for (const adapter of ADAPTERS.filter(({ id }) => proofs[id] === undefined)) assert.ok(rows.some((row) => row.startsWith(`| ${adapter.name} `) && !row.includes('live')), adapter.name);
  for (const [id, { proven }] of Object.entries(proofs)) {
    const live = Object.values(proven).filter(Boolean).length;
    assert.ok(rows.some((row) => row.split('**live**').length - 1 === live), `${id} shows ${live} proofs`);
  }
});

test('at least eight assistants were seen to hold a command and an edit, to be answered, and to fail closed', () => {
  const proofs = JSON.parse(readFileSync('test/live/proofs.json', 'utf8')) as Record<string, { proven: Record<string, boolean> }>;
  const wanted = ['shell', 'edit', 'deny', 'crash', 'missing', 'timeout', 'bypass'];
  const whole = Object.entries(proofs).filter(([, { proven }]) => wanted.every((column) => proven[column] === true));
  assert.ok(whole.length >= 8, whole.map(([id]) => id).join(' '));
});
