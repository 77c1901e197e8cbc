// What real assistants have been seen to do, kept for the table in the README.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const PROOFS = 'test/live/proofs.json';

/** A cell is proven when all that stands for it passed; what a run did not look at stays as it was. */
export function recordProofs(root, { id, name, version }, results) {
  const path = join(root, PROOFS);
  const proofs = JSON.parse(readFileSync(path, 'utf8'));
  const before = proofs[id]?.version === version ? proofs[id].proven : {};
  const looked = [...new Set(results.flatMap(({ proves }) => proves))];
  const seen = Object.fromEntries(looked.map((cell) => [cell, results.filter(({ proves }) => proves.includes(cell)).every(({ ok }) => ok)]));
  const proven = Object.fromEntries(Object.entries({ ...before, ...seen }).sort(([a], [b]) => (a < b ? -1 : 1)));
  const all = { ...proofs, [id]: { name, version, proven } };
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`);
}
