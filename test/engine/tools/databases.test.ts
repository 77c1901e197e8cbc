import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { changes, effectsOf } from './effects-of';

describe('clients and what they send', () => {
  for (const [text, expected] of [
    ['psql -hdb1 -d shop -c "DROP TABLE a"', ['delete data-store a (resource)']],
    ['mysql -e "TRUNCATE a" shop', ['delete data-store a (resource)']],
    ['sqlite3 shop.db "DELETE FROM a"', ['delete rows a (collection)']],
    ['sqlite3 /tmp/shop.db "DELETE FROM a"', ['delete regenerated a (collection)']],
    ['mongosh shop --eval "db.a.drop()"', ['delete data-store a (resource)']],
    ['redis-cli -n 2 FLUSHDB', ['delete data-store every key of redis database 2 (collection)']],
    ['dropdb shop && createdb shop', ['replace data-store shop (stack)', 'create data-store shop (resource)']],
    ['dropdb shop_test', ['delete regenerated shop_test (stack)']],
    ['RAILS_ENV=test rails db:drop', ['delete regenerated the database (collection)']],
    ['rails db:drop', ['delete data-store the database (collection)']],
    ['php artisan migrate:fresh', ['delete data-store the database (collection)']],
    ['alembic downgrade base --sql', []],
  ] as const) {
    test(text, () => assert.deepEqual(effectsOf(text), expected));
  }
});

test('files and pipes are followed', () => {
  const files = { '/home/me/shop/a.sql': 'SELECT 1;\n\\i b.sql\n', '/home/me/shop/b.sql': '-- x\nDROP TABLE orders;\n' };
  const [effect] = changes('psql shop -f a.sql', { files });
  assert.equal(effect?.resource.address, 'orders');
  assert.deepEqual(effect?.chain, ['a.sql:2', 'b.sql:2']);
  assert.equal(changes('psql shop < b.sql', { files })[0]?.resource.address, 'orders');
});

test('the database is a fact, its password is not', () => {
  const facts = changes('psql postgres://app:secret@db.prod:5432/shop -c "DROP TABLE a"')[0]?.environment.facts;
  assert.deepEqual(facts, { 'database-host': 'db.prod', database: 'shop' });
  assert.deepEqual(changes('psql -c "DROP TABLE a"', { env: { PGHOST: 'db1', PGDATABASE: 'shop' } })[0]?.environment.facts, { 'database-host': 'db1', database: 'shop' });
});
