import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide } from '../../../src/engine/decide';
import type { Finding } from '../../../src/engine/model';
import { RECOMMENDED } from '../../../src/engine/policy/policy';
import { mendsFor } from '../../../src/server/inline/mending';
import { world } from '../../world';

const DB = `# the shop's orders
resource "aws_db_instance" "main" {
  engine_version      = "15.4"
  storage_encrypted   = true
  availability_zone   = "eu-west-1a"
  deletion_protection = true

  lifecycle {
    prevent_destroy = true
  }
}
`;
const VPC = `resource "aws_vpc" "shop" {
  cidr_block = "10.0.0.0/16"
}
`;
const PVC = `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: orders
spec:
  storageClassName: fast
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
`;
const STACK = `Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    DeletionPolicy: Retain
    Properties:
      Engine: postgres
  Queue:
    Type: AWS::SQS::Queue
`;
const TABLE = `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: orders
`;
const RESTORE = /^(?:Restore|Put back)/;
const MOVED = /^Add a moved block/;
const REMOVED = /^Keep .* removed block/;

interface Case {
  readonly name: string;
  readonly path: string;
  readonly reviewed: string;
  readonly now: string;
  readonly offers: readonly RegExp[];
  /** Whether the first mend gives back exactly what was reviewed. */
  readonly exact?: boolean;
}

const CASES: readonly Case[] = [
  { name: 'a protection removed', path: 'main.tf', reviewed: DB, now: DB.replace('  deletion_protection = true\n', ''), offers: [RESTORE], exact: true },
  { name: 'a protection switched off', path: 'main.tf', reviewed: DB, now: DB.replace('deletion_protection = true', 'deletion_protection = false'), offers: [RESTORE], exact: true },
  { name: 'a lifecycle block removed', path: 'main.tf', reviewed: DB, now: DB.replace(/\n {2}lifecycle \{[^}]*\}\n/, ''), offers: [RESTORE], exact: true },
  { name: 'a protection removed, in other line endings', path: 'main.tf', reviewed: DB.replaceAll('\n', '\r\n'), now: DB.replace('  deletion_protection = true\n', '').replaceAll('\n', '\r\n'), offers: [RESTORE], exact: true },
  { name: 'an attribute that forces a replacement', path: 'main.tf', reviewed: DB, now: DB.replace('storage_encrypted   = true', 'storage_encrypted   = false'), offers: [RESTORE], exact: true },
  { name: 'two attributes side by side: each is put back by itself', path: 'main.tf', reviewed: DB, now: DB.replace('engine_version      = "15.4"', 'engine_version      = "16.1"').replace('storage_encrypted   = true', 'storage_encrypted   = false'), offers: [RESTORE], exact: false },
  { name: 'a resource renamed', path: 'main.tf', reviewed: DB, now: DB.replace('"main"', '"primary"'), offers: [RESTORE, MOVED, REMOVED], exact: true },
  { name: 'a resource renamed and moved below another', path: 'main.tf', reviewed: `${DB}\n${VPC}`, now: `${VPC}\n${DB.replace('"main"', '"primary"')}`, offers: [RESTORE, MOVED, REMOVED] },
  { name: 'a resource removed', path: 'main.tf', reviewed: `${VPC}\n${DB}`, now: VPC, offers: [RESTORE, REMOVED] },
  { name: 'a resource removed between two', path: 'main.tf', reviewed: `${VPC}\n${DB}\n${VPC.replace('shop', 'other')}`, now: `${VPC}\n${VPC.replace('shop', 'other')}`, offers: [RESTORE, REMOVED], exact: true },
  { name: 'everything removed', path: 'main.tf', reviewed: DB, now: '', offers: [RESTORE, REMOVED] },
  { name: 'a module renamed', path: 'main.tf', reviewed: 'module "db" {\n  source = "./db"\n}\n', now: 'module "data" {\n  source = "./db"\n}\n', offers: [RESTORE, MOVED, REMOVED] },
  { name: 'fewer instances', path: 'main.tf', reviewed: 'resource "aws_s3_bucket" "b" {\n  count = 3\n}\n', now: 'resource "aws_s3_bucket" "b" {\n  count = 1\n}\n', offers: [RESTORE], exact: true },
  { name: 'a claim renamed', path: 'k8s/orders.yaml', reviewed: PVC, now: PVC.replace('name: orders', 'name: orders2'), offers: [RESTORE] },
  { name: 'a claim removed', path: 'k8s/orders.yaml', reviewed: PVC, now: PVC.slice(PVC.indexOf('---\n') + 4), offers: [RESTORE] },
  { name: 'a workload scaled to zero', path: 'k8s/orders.yaml', reviewed: PVC, now: PVC.replace('replicas: 3', 'replicas: 0'), offers: [RESTORE], exact: true },
  { name: 'a deletion policy removed', path: 'template.yaml', reviewed: STACK, now: STACK.replace('    DeletionPolicy: Retain\n', ''), offers: [RESTORE], exact: true },
  { name: 'a logical id renamed', path: 'template.yaml', reviewed: TABLE, now: TABLE.replace('Orders:', 'Baskets:'), offers: [RESTORE] },
  { name: 'a volume of a compose file removed', path: 'docker-compose.yml', reviewed: 'services:\n  db:\n    image: postgres\nvolumes:\n  data:\n', now: 'services:\n  db:\n    image: postgres\n', offers: [RESTORE] },
  { name: 'a table dropped by a migration', path: 'db/migrations/2.sql', reviewed: 'select 1;\n', now: 'select 1;\ndrop table orders;\n', offers: [RESTORE], exact: true },
  { name: 'a target that destroys', path: 'Makefile', reviewed: 'x:\n\techo hello\n', now: 'x:\n\tterraform destroy -auto-approve\n', offers: [RESTORE], exact: true },
];

for (const { name, path, reviewed, now, offers, exact } of CASES) {
  test(`mends: ${name}`, () => {
    const findings = judge(path, reviewed, now);
    for (const finding of findings) {
      const mends = mendsFor(finding, path, reviewed, now, findings, (text) => judge(path, reviewed, text));
      const titles = mends.map(({ title }) => title);
      assert.equal(mends.length, offers.length, titles.join('\n'));
      offers.forEach((offer, i) => assert.match(titles[i] as string, offer));
      // The mended file no longer has the finding; alone, it has none at all.
      for (const { text, title } of mends) assert.deepEqual(judge(path, reviewed, text).filter((one) => findings.length === 1 || one.message === finding.message).map(({ message }) => message), [], title);
      if (exact !== undefined && mends[0]) assert.equal(mends[0].text === reviewed, exact, mends[0].text);
    }
    assert.ok(findings.length > 0, 'nothing is found');
  });
}

function judge(path: string, reviewed: string, text: string): readonly Finding[] {
  const { findings } = decide(RECOMMENDED, { kind: 'edit', cwd: '/home/me/shop', files: [{ path: `/home/me/shop/${path}`, before: reviewed, after: text }] }, world({ files: { '/home/me/shop/db/main.tf': 'resource "aws_db_instance" "it" {}\n' } }));
  return findings.filter(({ disposition }) => disposition !== 'allow');
}
