import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { RECOMMENDED } from '../../src/engine/policy/policy';
import { assemble } from '../../src/engine/policy/layers';
import { isNamedBy } from '../../src/previews/named';
import { inventory, missing, only, type Stage, stage } from './stage';

const TABLES = `
CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer REFERENCES users (id));
CREATE TABLE empty (id integer);
CREATE VIEW names AS SELECT name FROM users;
`;

function filled(t: TestContext, more = ''): Stage {
  const shop = stage(t);
  const rows = Array.from({ length: 1234 }, (_, i) => `(${i}, 'n${i}')`).join(',');
  const sql = shop.write('../make.sql', `${more}${TABLES}INSERT INTO users VALUES ${rows}; INSERT INTO orders VALUES (1, 1);`);
  shop.run('sqlite3', 'shop.db', `.read ${sql}`);
  return shop;
}

const CASES: readonly { readonly sql: string; readonly items: readonly (readonly [name: string, detail: string, becomes: string])[] }[] = [
  { sql: 'DROP TABLE users', items: [['table users', '1,234 rows, used by orders, view names', 'gone']] },
  { sql: 'DELETE FROM users', items: [['table users', '1,234 rows, used by orders, view names', '0 rows']] },
  { sql: 'delete from "orders"; drop table if exists empty;', items: [['table orders', '1 row', '0 rows'], ['table empty', '0 rows', 'gone']] },
  { sql: "UPDATE users SET name = 'x'", items: [['table users', '1,234 rows, used by orders, view names', 'every row overwritten']] },
  { sql: 'ALTER TABLE users DROP COLUMN name', items: [['table users', '1,234 rows, used by orders, view names', 'without column name']] },
  { sql: 'DROP TABLE nothing', items: [['table nothing', 'not there now, or not to be seen', 'kept']] },
];

for (const { sql, items } of CASES) {
  test(`sqlite: ${sql}`, { skip: missing('sqlite3') }, async (t) => {
    const shop = filled(t);
    const found = inventory(await shop.look(`sqlite3 shop.db '${sql}'`)).items;
    assert.deepEqual(found.map(({ name, detail, becomes }) => [name, detail, becomes.kind === 'changed' ? becomes.to : becomes.kind]), items);
  });
}

test('sqlite: a file with a journal is not touched either', { skip: missing('sqlite3') }, async (t) => {
  const shop = filled(t, 'PRAGMA journal_mode=WAL;');
  assert.deepEqual(inventory(await shop.look("sqlite3 -cmd '.timeout 5' ./shop.db 'DROP TABLE orders'")).items.map(({ name }) => name), ['table orders']);
  assert.equal(existsSync(join(shop.folder, 'shop.db-shm')), false);
  assert.match(inventory(await shop.look("sqlite3 other.db 'DROP TABLE orders'")).source, /other\.db is not there/);
});

test('a policy names a database by an environment that says which', () => {
  const { policy } = assemble([{ name: 'user', source: 'p', folder: '/home/me', loosens: true, text: 'version: 1\nenvironments:\n  development:\n    any:\n      - { database: "shop_*", database-host: localhost }\n      - { path: "x/**" }\n' }], '2026-01-01');
  assert.equal(isNamedBy(policy, { database: 'shop_dev', 'database-host': 'localhost' }), true);
  assert.equal(isNamedBy(policy, { database: 'shop_dev' }), false);
  assert.equal(isNamedBy(policy, { database: 'bank', 'database-host': 'localhost' }), false);
  assert.equal(isNamedBy(RECOMMENDED, { database: 'shop_dev', 'database-host': 'localhost' }), false);
});

test('a database that the policy does not name is not connected to', async (t) => {
  const looked = only(await stage(t).look("psql -h db.example.com -d shop -c 'DROP TABLE users'"));
  assert.match(looked.kind === 'unknown' ? looked.why : '', /shop is not connected to, because the policy does not name it/);
  assert.equal(looked.command, null);
});

interface Postgres {
  readonly shop: Stage;
  readonly port: number;
  sql(text: string, database?: string): string;
}

/** A server of the test's own on loopback, under another user where this one is root, as PostgreSQL wants it. */
async function postgres(t: TestContext): Promise<Postgres> {
  const shop = stage(t);
  const root = join(shop.folder, '..');
  const isRoot = process.getuid?.() === 0;
  const ids = isRoot ? { uid: Number(spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' }).stdout), gid: Number(spawnSync('id', ['-g', 'postgres'], { encoding: 'utf8' }).stdout) } : {};
  const data = join(root, '..', `${root.split('/').at(-1)}-data`);
  mkdirSync(data);
  chmodSync(data, 0o700);
  if (isRoot) chownSync(data, ids.uid as number, ids.gid as number);
  const port = await freePort();
  const bin = spawnSync('sh', ['-c', 'dirname "$(readlink -f "$(command -v postgres)")"'], { encoding: 'utf8' }).stdout.trim();
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'me', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'], { ...ids, cwd: '/', encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } });
  assert.equal(made.status, 0, made.stderr);
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', data, '-F'], { ...ids, cwd: '/', stdio: 'ignore', env: { PATH: process.env['PATH'] ?? '' } });
  const ended = new Promise((done) => server.once('exit', done));
  t.after(async () => {
    server.kill('SIGINT');
    await ended;
    spawnSync('rm', ['-rf', data]);
  });
  const sql = (text: string, database = 'postgres') => shop.run('psql', '-X', '-q', '-A', '-t', '-h', '127.0.0.1', '-p', String(port), '-U', 'me', '-d', database, '-c', text);
  for (let i = 0; spawnSync('psql', ['-h', '127.0.0.1', '-p', String(port), '-U', 'me', '-d', 'postgres', '-c', 'SELECT 1'], { stdio: 'ignore' }).status !== 0; i += 1) {
    assert.ok(i < 100, 'the server does not start');
    await new Promise((done) => setTimeout(done, 100));
  }
  return { shop, port, sql };
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

test('postgres: tables, estimates, sizes and who uses them, read and nothing else', { skip: missing('psql', 'postgres') }, async (t) => {
  const { shop, port, sql } = await postgres(t);
  sql('CREATE DATABASE shop');
  sql(`${TABLES} INSERT INTO users SELECT i, 'n' FROM generate_series(1, 1234) i; INSERT INTO orders VALUES (1, 1); CREATE SCHEMA old; CREATE TABLE old.things (id integer); ANALYZE`, 'shop');
  const before = sql("SELECT string_agg(relname || reltuples || relfilenode, ',' ORDER BY oid) FROM pg_class", 'shop');
  const at = `-h 127.0.0.1 -p ${port} -U me`;
  const cases: readonly (readonly [string, readonly (readonly [string, RegExp, string])[]])[] = [
    [`psql ${at} -d shop -c 'DROP TABLE users CASCADE'`, [['table users', /^about 1,234 rows, \d+ KB, used by orders, view names$/, 'gone']]],
    [`psql ${at} shop -c 'TRUNCATE orders'`, [['table orders', /^about 1 row, /, '0 rows']]],
    [`psql 'postgres://me:hunter2hunter2@127.0.0.1:${port}/shop' -c 'DELETE FROM users'`, [['table users', /^about 1,234 rows/, '0 rows']]],
    [`psql ${at} -d shop -c 'DROP SCHEMA old CASCADE'`, [['table old.things', /0 rows|never counted/, 'gone']]],
    [`psql ${at} -d postgres -c 'DROP DATABASE shop'`, [['table users', /1,234/, 'gone'], ['table orders', /1 row,/, 'gone'], ['table empty', /./, 'gone'], ['view names', /^$/, 'gone'], ['table old.things', /./, 'gone']]],
    [`dropdb ${at} shop`, [['table users', /1,234/, 'gone'], ['table orders', /1 row,/, 'gone'], ['table empty', /./, 'gone'], ['view names', /^$/, 'gone'], ['table old.things', /./, 'gone']]],
  ];
  for (const [command, expected] of cases) {
    const sights = await shop.look(command, { isNamed: ({ 'database-host': host }) => host === '127.0.0.1' });
    const { items } = inventory(sights);
    assert.deepEqual(items.map(({ name }) => name).sort(), expected.map(([name]) => name).sort(), command);
    for (const [name, detail, becomes] of expected) {
      const item = items.find((one) => one.name === name);
      assert.match(item?.detail ?? '', detail, command);
      assert.equal(item?.becomes.kind === 'changed' ? item.becomes.to : item?.becomes.kind, becomes, command);
    }
    assert.doesNotMatch(JSON.stringify(only(sights)), /hunter2/);
    assert.match(only(sights).command ?? '', /BEGIN TRANSACTION READ ONLY/);
  }
  assert.equal(sql("SELECT string_agg(relname || reltuples || relfilenode, ',' ORDER BY oid) FROM pg_class", 'shop'), before);
  // A password is asked for by nobody.
  const wrong = only(await shop.look(`psql -h 127.0.0.1 -p ${port} -U nobody -d shop -c 'DROP TABLE users'`, { isNamed: () => true }));
  assert.match(wrong.kind === 'unknown' ? wrong.why : '', /role "nobody" does not exist/);
});
