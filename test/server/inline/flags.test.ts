import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RECOMMENDED } from '../../../src/engine/policy/policy';
import { changeFindings, flagsOf, type Written } from '../../../src/server/inline/flags';
import { lensesOf } from '../../../src/server/inline/lenses';
import { mendsFor } from '../../../src/server/inline/mending';
import { world } from '../../world';

interface Case {
  readonly path: string;
  readonly reviewed: string;
  readonly now: string;
  /** Line of the flag, and of the note above its block. */
  readonly line: number;
  readonly block: number;
  readonly message: RegExp;
}

const CASES: readonly Case[] = [
  { path: 'main.tf', reviewed: '# one\nresource "aws_db_instance" "main" {\n  allocated_storage = 20\n  engine            = "postgres"\n}\n', now: '# one\nresource "aws_db_instance" "main" {\n  allocated_storage = 20\n  engine            = "mysql"\n}\n', line: 4, block: 2, message: /would replace aws_db_instance\.main.*engine/ },
  { path: 'main.tf.json', reviewed: '{\n  "resource": {\n    "aws_db_instance": {\n      "main": {\n        "deletion_protection": true\n      }\n    }\n  }\n}\n', now: '{\n  "resource": {\n    "aws_db_instance": {\n      "main": {\n        "deletion_protection": false\n      }\n    }\n  }\n}\n', line: 5, block: 5, message: /deletion_protection/ },
  { path: 'template.yaml', reviewed: 'Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n  Orders:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      TableName: orders\n', now: 'Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n  Orders:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      TableName: baskets\n', line: 7, block: 4, message: /would replace .*Orders/ },
  { path: 'k8s/claims.yaml', reviewed: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 3\n', now: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 0\n', line: 11, block: 6, message: /would stop Deployment web/ },
  { path: 'docker-compose.yml', reviewed: 'services:\n  db:\n    image: postgres\n    volumes:\n      - data:/var/lib/postgresql/data\nvolumes:\n  data:\n', now: 'services:\n  db:\n    image: postgres\n', line: 3, block: 3, message: /data/ },
  { path: 'db/migrate/2_drop.rb', reviewed: 'class Drop < ActiveRecord::Migration[7.1]\n  def change\n  end\nend\n', now: 'class Drop < ActiveRecord::Migration[7.1]\n  def change\n    drop_table :orders\n  end\nend\n', line: 3, block: 3, message: /orders/ },
  { path: 'db/migrations/2.sql', reviewed: 'SELECT 1;\n', now: 'SELECT 1;\nTRUNCATE orders;\n', line: 2, block: 2, message: /orders/ },
  { path: 'prisma/schema.prisma', reviewed: 'model Order {\n  id Int @id\n  total Int\n}\n', now: 'model Order {\n  id Int @id\n}\n', line: 2, block: 1, message: /total/ },
  { path: 'lib/stack.ts', reviewed: "import * as cdk from 'aws-cdk-lib';\nnew s3.Bucket(this, 'Uploads', {\n  removalPolicy: cdk.RemovalPolicy.RETAIN,\n});\n", now: "import * as cdk from 'aws-cdk-lib';\nnew s3.Bucket(this, 'Uploads', {\n  removalPolicy: cdk.RemovalPolicy.DESTROY,\n});\n", line: 3, block: 3, message: /RemovalPolicy|protection/i },
  { path: 'site.yml', reviewed: '- hosts: all\n  tasks:\n    - name: db\n      community.postgresql.postgresql_db:\n        name: orders\n        state: present\n', now: '- hosts: all\n  tasks:\n    - name: db\n      community.postgresql.postgresql_db:\n        name: orders\n        state: absent\n', line: 4, block: 4, message: /orders/ },
  { path: '.github/workflows/deploy.yml', reviewed: 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: terraform plan\n', now: 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: terraform destroy -auto-approve\n', line: 6, block: 6, message: /would delete everything/ },
];

for (const { path, reviewed, now, line, block, message } of CASES) {
  test(`flagged, noted, explained and mended: ${path}`, () => {
    const surroundings = world();
    const written = (text: string): Written => ({ path: `/home/me/shop/${path}`, folder: '/home/me/shop', text, reviewed: { kind: 'text', text: reviewed, by: 'the last commit', at: null } });
    const flags = flagsOf(written(now), RECOMMENDED, surroundings, true).filter(({ severity }) => severity === 'warning');
    const flag = flags.find((one) => message.test(one.message));
    assert.ok(flag?.change, flags.map((one) => `${one.startLine} ${one.message}`).join('\n') || 'nothing is flagged');
    assert.deepEqual([flag.startLine, flag.block], [line, block]);
    assert.match(flag.hover, /\*Why:\* \S[\s\S]*\*Instead:\* \S[\s\S]*\*Compared with:\*/);
    const lenses = lensesOf({ uri: 'file:///x', version: 1, written: written(now), flags });
    assert.ok(lenses.some(({ range, command }) => range.start.line === block - 1 && message.test(command?.title ?? '')), JSON.stringify(lenses));
    const findings = changeFindings(written(now), RECOMMENDED, surroundings);
    const [mend] = mendsFor(flag.change, path, reviewed, now, findings, (text) => changeFindings(written(text), RECOMMENDED, surroundings));
    assert.ok(mend, 'no way to mend it');
    assert.ok(!changeFindings(written(mend.text), RECOMMENDED, surroundings).some((one) => message.test(one.message)), mend.text);
    assert.deepEqual(flagsOf(written(reviewed), RECOMMENDED, surroundings, true), []);
  });
}

test('without a reviewed content only what stands in a file is said, and nothing of it is a change', () => {
  const written: Written = { path: '/home/me/shop/Makefile', folder: '/home/me/shop', text: 'x:\n\tterraform destroy -auto-approve\n', reviewed: { kind: 'nothing' } };
  const flags = flagsOf(written, RECOMMENDED, world(), true);
  assert.ok(flags.length > 0);
  assert.ok(flags.every(({ change }) => change === null));
  assert.deepEqual(flagsOf(written, RECOMMENDED, world(), false), [], 'a file that is not open is only compared');
});

test('a file that is gone is flagged on its first line', () => {
  const written: Written = { path: '/home/me/shop/main.tf', folder: '/home/me/shop', text: null, reviewed: { kind: 'text', text: 'resource "aws_db_instance" "main" {\n}\n', by: 'ada', at: '2026-01-02T03:04:05Z' } };
  const [flag] = flagsOf(written, RECOMMENDED, world(), false);
  assert.deepEqual([flag?.startLine, flag?.block], [1, 1]);
  assert.match(flag?.hover ?? '', /last reviewed \(ada, 2026-01-02\)/);
});
