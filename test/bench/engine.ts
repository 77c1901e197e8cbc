import { parse } from 'unbash';

import { decide } from '../../src/engine/decide';
import type { Policy } from '../../src/engine/policy/policy';
import { RECOMMENDED } from '../../src/engine/policy/policy';
import { assemble } from '../../src/engine/policy/layers';
import { corpus } from '../corpus';
import { world } from '../world';

const WORLD = world();
const LINES = corpus().filter(({ shell }) => shell === 'bash');

/** Minimum over rounds of every line, in microseconds: what the work itself costs, whatever else the machine does. */
function timed(work: (text: string) => void): number[] {
  const best = LINES.map(() => Infinity);
  for (let round = 0; round < 12; round += 1) {
    LINES.forEach(({ text }, i) => {
      const started = performance.now();
      work(text);
      best[i] = Math.min(best[i] as number, (performance.now() - started) * 1000);
    });
  }
  return best.sort((a, b) => a - b);
}

function judge(policy: Policy): (text: string) => void {
  return (text) => void decide(policy, { kind: 'command', shell: 'bash', cwd: '/home/me/shop', text }, WORLD);
}

const bare = timed((text) => void parse(text));
const engine = timed(judge(RECOMMENDED));
const entries = Array.from({ length: 500 }, (_, i) => `  - { run: "tool${i} deploy *", with: hold }`).join('\n');
const protections = Array.from({ length: 500 }, (_, i) => `  - { resource: "aws_db_instance.db${i}", with: deny }`).join('\n');
const large = assemble([{ name: 'user', source: 'bench', folder: '/home/me/shop', loosens: true, text: `version: 1\ncommands:\n${entries}\nprotect:\n${protections}\n` }], '2026-01-01').policy;
const policied = timed(judge(large));

row('unbash alone', bare);
row('engine', engine);
row('engine, 1,000 policy entries', policied);
console.log(`engine / unbash         ${(at(engine, 0.5) / at(bare, 0.5)).toFixed(1)}x median   (aim 4x)`);
console.log(`1,000 policy entries    ${Math.max(0, at(policied, 0.5) - at(engine, 0.5)).toFixed(1)} us more, median   (aim 5 us)`);

const long = `${'echo "a b" && ls -la; '.repeat(2_000)}terraform plan`;
const half = long.slice(0, long.length / 2);
console.log(`twice as long a line    ${(once(long) / once(half)).toFixed(1)}x the time   (aim 2x)`);

function once(text: string): number {
  let best = Infinity;
  for (let i = 0; i < 5; i += 1) {
    const started = performance.now();
    judge(RECOMMENDED)(text);
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

function row(name: string, times: readonly number[]): void {
  console.log(`${name.padEnd(30)} median ${at(times, 0.5).toFixed(1).padStart(7)} us   p99 ${at(times, 0.99).toFixed(0).padStart(6)} us   (${times.length} commands)`);
}

function at(times: readonly number[], share: number): number {
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] as number;
}
