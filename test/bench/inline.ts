import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RECOMMENDED } from '../../src/engine/policy/policy';
import { openChangedFiles } from '../../src/gate/changed-files';
import { openCommits } from '../../src/gate/commits';
import { openReviews } from '../../src/gate/reviewed';
import { userFolder } from '../../src/platform/folder';
import { realSurroundings } from '../../src/platform/surroundings';
import { flagsOf, type Written } from '../../src/server/inline/flags';
import { world } from '../world';

const BLOCK = (i: number): string => `resource "aws_db_instance" "db${i}" {\n  identifier = "db-${i}"\n  engine = "postgres"\n  engine_version = "15.4"\n  instance_class = "db.t3.medium"\n  allocated_storage = ${100 + i}\n  storage_encrypted = true\n  deletion_protection = true\n  backup_retention_period = 7\n  tags = {\n    Name = "db-${i}"\n  }\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n`;

const reviewed = Array.from({ length: 625 }, (_, i) => BLOCK(i)).join('');
const changes = {
  'one protection off': replacedAt(reviewed, 'prevent_destroy = true', 'prevent_destroy = false'),
  'one block gone': reviewed.replace(BLOCK(312), ''),
  'a word half typed': replacedAt(reviewed, 'engine_version = "15.4"', 'engine_version = "15.'),
};
const tables = world();

console.log(`Terraform, ${reviewed.split('\n').length - 1} lines, ${(reviewed.length / 1024).toFixed(0)} kB`);
for (const [name, text] of Object.entries(changes)) {
  const cold = once(() => look(text));
  row(`${name}: first`, [cold], 50);
  row(`${name}: after a keystroke`, times(20, (i) => look(`${text}# ${i}\n`)), 16);
}

const root = mkdtempSync(join(tmpdir(), 'infrahold-bench-'));
try {
  const shop = join(root, 'shop');
  for (let i = 0; i < 5_000; i += 1) {
    const folder = join(shop, `part${i % 50}`, `of${i % 7}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `f${i}.${['tf', 'yaml', 'sql', 'ts', 'json'][i % 5]}`), i % 5 === 0 ? BLOCK(i) : `a: ${i}\n`);
  }
  git(shop, 'init', '-q');
  git(shop, 'add', '-A');
  git(shop, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'shop');
  const folder = userFolder({ INFRAHOLD_HOME: join(root, 'infrahold') });
  const commits = openCommits();
  const reviews = openReviews(folder, commits);
  const changed = openChangedFiles(commits, reviews);
  const path = join(shop, 'part0', 'of0', 'f0.tf');
  console.log('a workspace of 5,000 files');
  row('everything compared with the last commit, first', [once(() => changed.in(shop, null))], 1000);
  row('everything compared with the last commit, again', times(5, () => changed.in(shop, null)), 250);
  row('one file after a keystroke', times(20, (i) => {
    const surroundings = { ...realSurroundings({ tables: [], cache: new Map() }), table: tables.table };
    return flagsOf({ path, folder: shop, text: `${BLOCK(0)}# ${i}\n`, reviewed: reviews.of(path) }, RECOMMENDED, surroundings, true);
  }), 16);
} finally {
  rmSync(root, { recursive: true, force: true });
}

function look(text: string): unknown {
  const written: Written = { path: '/home/me/shop/main.tf', folder: '/home/me/shop', text, reviewed: { kind: 'text', text: reviewed, by: 'the last commit', at: null } };
  return flagsOf(written, RECOMMENDED, tables, true);
}

function times(count: number, work: (i: number) => unknown): number[] {
  return Array.from({ length: count }, (_, i) => once(() => work(i)));
}

function once(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function row(name: string, all: readonly number[], aim: number): void {
  const sorted = [...all].sort((a, b) => a - b);
  console.log(`  ${name.padEnd(52)} least ${(sorted[0] as number).toFixed(1).padStart(6)} ms   median ${(sorted[Math.floor(sorted.length / 2)] as number).toFixed(1).padStart(6)} ms   (aim ${aim} ms)`);
}

function replacedAt(text: string, from: string, to: string): string {
  const at = text.indexOf(from, text.length / 2);
  return text.slice(0, at) + to + text.slice(at + from.length);
}

function git(cwd: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
