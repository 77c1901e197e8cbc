import { decide } from '../../src/engine/decide';
import { RECOMMENDED } from '../../src/engine/policy/policy';
import { world } from '../world';

const W = world();
const before = Array.from({ length: 625 }, (_, i) => `resource "aws_db_instance" "db${i}" {\n  identifier = "db-${i}"\n  engine = "postgres"\n  engine_version = "15.4"\n  instance_class = "db.t3.medium"\n  allocated_storage = ${100 + i}\n  storage_encrypted = true\n  deletion_protection = true\n  backup_retention_period = 7\n  tags = {\n    Name = "db-${i}"\n  }\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n`).join('');
console.log(before.split('\n').length, 'lines', before.length, 'characters');
const at = before.indexOf('prevent_destroy = true', before.length / 2);
const after = `${before.slice(0, at)}prevent_destroy = false${before.slice(at + 22)}`;
const path = '/home/me/shop/main.tf';
function t(name: string, f: () => unknown) {
  const ts: number[] = [];
  for (let i = 0; i < 15; i++) { const s = performance.now(); f(); ts.push(performance.now() - s); }
  console.log(name, 'first', ts[0]!.toFixed(1), 'min', Math.min(...ts).toFixed(1), 'median', ts.sort((a, b) => a - b)[7]!.toFixed(1));
}
const run = (b: string | null, a: string | null) => decide(RECOMMENDED, { kind: 'edit', cwd: '/home/me/shop', files: [{ path, before: b, after: a }] }, W);
t('changed', () => run(before, after));
console.log(run(before, after).findings.map((f) => f.message + JSON.stringify(f.effect.place)));
t('standing', () => run(null, after));
