import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';

import { readSql } from '../../../src/engine/languages/sql';
import type { Context, Invocation, Lowered, Nested } from '../../../src/engine/model';
import { world } from '../../world';

/** Reads a text as a client would send it; SQL inside SQL is read too, other languages are named. */
function read(text: string, client = 'psql', database?: string): string[] {
  return lowered(text, client, database).effects.filter(({ verb }) => verb !== 'read').map(({ verb, resource, reach }) => `${verb} ${resource.kind} ${resource.address}${reach === 'resource' ? '' : ` (${reach})`}`);
}

function lowered(text: string, client: string, database?: string): Lowered {
  const surroundings = world();
  const context: Context = {
    surroundings,
    invoke: () => ({ effects: [], coverage: 'full', unread: [] }),
    follow: (nested) => (nested.language === 'sql' ? readSql(nested, context) : { effects: [{ ...readSql({ ...nested, text: 'SHUTDOWN' }, context).effects[0]!, resource: { kind: 'code', type: nested.language, address: nested.text } }], coverage: 'full', unread: [] }),
  };
  const by = { program: client } as Invocation;
  const nested: Nested = { language: 'sql', text, cwd: '/home/me/shop', place: (span) => ({ in: 'text', span }), by, ...(database ? { facts: { database } } : {}) };
  return readSql(nested, context);
}

describe('statements', () => {
  for (const [text, expected] of [
    ['SELECT 1', []],
    ['drop table if exists public.orders cascade', ['delete data-store public.orders']],
    ['DROP TABLE a, "B c", `d`', ['delete data-store a', 'delete data-store B c', 'delete data-store d']],
    ['DROP DATABASE shop', ['delete data-store shop (stack)']],
    ['TRUNCATE TABLE a, b CASCADE', ['delete data-store a', 'delete data-store b']],
    ['DELETE FROM a', ['delete rows a (collection)']],
    ['DELETE FROM a WHERE id = 1', ['delete rows a']],
    ['DELETE FROM a LIMIT 10', ['delete rows a']],
    ["UPDATE a SET b = 'x; DROP TABLE c'", ['overwrite rows a (collection)']],
    ["INSERT INTO a VALUES ('DROP TABLE b')", ['create rows a']],
    ["SELECT '--'; DROP TABLE a", ['delete data-store a']],
    ['-- DROP TABLE a\nSELECT 1', []],
    ['/* DROP TABLE a /* nested */ DROP TABLE b */ SELECT 1', []],
    ['SELECT $$DROP TABLE a$$', []],
    ['DO $x$ BEGIN DROP TABLE a; END $x$', ['delete data-store a']],
    ["DO $$ BEGIN IF true THEN EXECUTE 'DROP TABLE ' || t; END IF; END $$", ['delete data-store unread_name']],
    ['WITH x AS (DELETE FROM a RETURNING id) SELECT * FROM x', ['delete rows a (collection)']],
    ['WITH x AS (DELETE FROM a WHERE b = 1 RETURNING id) SELECT * FROM x', ['delete rows a']],
    ['MERGE INTO a USING b ON a.i = b.i WHEN MATCHED THEN DELETE', ['delete rows a (collection)']],
    ['ALTER TABLE a DROP COLUMN b, DROP CONSTRAINT c', ['delete schema a.b', 'delete schema a.c']],
    ['ALTER TABLE a ALTER COLUMN b DROP NOT NULL', ['update schema a']],
    ['ALTER TABLE a DISABLE ROW LEVEL SECURITY', ['unprotect protection a']],
    ['CREATE TABLE a (b int REFERENCES c ON DELETE CASCADE ON UPDATE CASCADE)', ['create data-store a']],
    ['DROP TABLE a; CREATE TABLE a (b int)', ['delete data-store a', 'create data-store a']],
    ['DROP VIEW a; CREATE VIEW a AS SELECT 1', ['update schema a', 'create schema a']],
    ['DROP TABLE tmp_a', ['delete regenerated tmp_a']],
    ['CREATE TEMP TABLE a (b int); DROP TABLE a', ['create regenerated a', 'delete regenerated a']],
    ['DROP DATABASE shop_test', ['delete regenerated shop_test (stack)']],
    ['BEGIN; DROP TABLE a; ROLLBACK', []],
    ['BEGIN; DROP TABLE a; COMMIT', ['delete data-store a']],
    ['EXPLAIN DELETE FROM a', []],
    ['EXPLAIN (ANALYZE, BUFFERS) DELETE FROM a', ['delete rows a (collection)']],
    ["COPY a FROM PROGRAM 'rm -rf /'", ['update rows a', 'stop code rm -rf / (stack)']],
    ["SELECT pg_drop_replication_slot('s')", ['delete protection s']],
    ['REVOKE SELECT ON a FROM b', ['delete identity SELECT ON a FROM b']],
    ['\\! rm -rf /', ['stop code rm -rf / (stack)']],
    ['CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()', ['create schema t']],
    ['CREATE FUNCTION f() RETURNS void AS $$ DELETE FROM a $$ LANGUAGE sql', ['create schema f']],
  ] as const) {
    test(text, () => assert.deepEqual(read(text), expected));
  }
});

describe('conditions that pick every row', () => {
  for (const condition of ['1=1', '1 = 1 AND true', "'a'='a'", 'TRUE', '(1=1)', 'id IS NOT NULL', 'a.id IS NOT NULL', "name LIKE '%'", 'x = x', 'b = 2 OR 1=1', 'NOT false', '1', '2 > 1', 'id > 0', 'id <> 0']) {
    test(condition, () => assert.deepEqual(read(`DELETE FROM a WHERE ${condition}`), ['delete rows a (collection)']));
  }
  for (const condition of ['id = 1', "name LIKE 'x%'", 'deleted_at IS NOT NULL', 'a = b', '1 = 2', 'b = 2 AND 1=1', 'id IN (SELECT id FROM c)', "created_at < now() - interval '1 day'", 'id > 100', 'x BETWEEN 1 AND 2']) {
    test(`not: ${condition}`, () => assert.deepEqual(read(`DELETE FROM a WHERE ${condition}`), ['delete rows a']));
  }
});

test('clients differ', () => {
  assert.deepEqual(read('/*!50000 DROP TABLE a */', 'mysql'), ['delete data-store a']);
  assert.deepEqual(read("SELECT 'it\\'s; DROP TABLE a'", 'mysql'), []);
  assert.deepEqual(read('START TRANSACTION; DROP TABLE a; ROLLBACK', 'mysql'), ['delete data-store a']);
  assert.deepEqual(read('DELIMITER //\nCREATE PROCEDURE p() BEGIN DELETE FROM a; END //\nDELIMITER ;\nDROP TABLE b;', 'mysql'), ['create schema p', 'delete data-store b']);
  assert.deepEqual(read('CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; END; DROP TABLE c;', 'sqlite3'), ['create schema t', 'delete data-store c']);
  assert.deepEqual(read('SELECT 1\nGO\nDROP TABLE #a\nGO\nDROP TABLE [b c]\nGO', 'sqlcmd'), ['delete regenerated #a', 'delete data-store b c']);
  assert.deepEqual(read("EXEC('DROP TABLE a')", 'sqlcmd'), ['delete data-store a']);
  assert.deepEqual(read('DROP TABLE a', 'psql', 'shop_test'), ['delete regenerated a']);
});

test('a span covers its statement', () => {
  const text = 'SELECT 1; DROP TABLE a;';
  const place = lowered(text, 'psql').effects.find(({ verb }) => verb === 'delete')?.place;
  assert.ok(place?.in === 'text');
  assert.equal(text.slice(...place.span), 'DROP TABLE a');
});

test('no text makes it fail, and quoting makes it harmless', () => {
  const piece = fc.constantFrom('DROP TABLE a', ';', '(', ')', "'", '"', '$$', '$x$', '/*', '*/', '--', '\n', '\\i', 'BEGIN', 'END', 'WITH', 'AS', 'DELETE', 'WHERE', 'OR', 'AND', '1=1', 'EXPLAIN', 'ANALYZE', 'DO', 'EXECUTE', '#', '[', '`', 'CREATE FUNCTION', '\u0000', 'é', ' ');
  fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
    lowered(pieces.join(' '), 'psql');
    lowered(pieces.join(''), 'mysql');
  }), { numRuns: 300 });
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => read(`SELECT '${text.replaceAll("'", "''")}'`).length === 0), { numRuns: 200 });
});

test('time grows with length, not faster', () => {
  for (const text of ['('.repeat(40_000), "'a' ".repeat(10_000), 'DROP '.repeat(8_000), `DELETE FROM a WHERE ${'('.repeat(10_000)}1`, `DELETE FROM a WHERE ${'a OR '.repeat(5_000)}b`, '[a'.repeat(10_000), '/*'.repeat(10_000), 'EXPLAIN ANALYZE '.repeat(3_000), `ALTER TABLE a ${'DROP b, '.repeat(3_000)}`, 'SELECT 1\n'.repeat(4_000)]) {
    const start = performance.now();
    lowered(text, 'psql');
    assert.ok(performance.now() - start < 1_000, `${text.slice(0, 20)}… took ${Math.round(performance.now() - start)} ms`);
  }
});
