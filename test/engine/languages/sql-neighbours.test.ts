import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';

import { readMongo } from '../../../src/engine/languages/mongo';
import { readRedis } from '../../../src/engine/languages/redis';
import type { Context, Nested } from '../../../src/engine/model';
import { world } from '../../world';

const CONTEXT: Context = { surroundings: world(), invoke: () => ({ effects: [], coverage: 'full', unread: [] }), follow: () => ({ effects: [], coverage: 'full', unread: [] }) };
const nested = (language: 'mongo' | 'redis', text: string): Nested => ({ language, text, cwd: null, place: (span) => ({ in: 'text', span }) });
const mongo = (text: string): string[] => readMongo(nested('mongo', text), CONTEXT).effects.filter(({ verb }) => verb !== 'read').map(({ verb, resource, reach }) => `${verb} ${resource.kind} ${resource.address} (${reach})`);
const redis = (text: string): string[] => readRedis(nested('redis', text), CONTEXT).effects.filter(({ verb }) => verb !== 'read').map(({ verb, resource, reach }) => `${verb} ${resource.kind} ${resource.address} (${reach})`);

describe('MongoDB', () => {
  for (const [text, expected] of [
    ['db.dropDatabase()', ['delete data-store the current database (stack)']],
    ['db.getSiblingDB("x").dropDatabase()', ['delete data-store x (stack)']],
    ['db.orders.drop()', ['delete data-store orders (resource)']],
    ['db.getCollection("a b").drop()', ['delete data-store a b (resource)']],
    ['db.a.deleteMany({})', ['delete rows a (collection)']],
    ['db.a.deleteMany({ b: 1 })', ['delete rows a (resource)']],
    ['db.a.remove( {} )', ['delete rows a (collection)']],
    ['db.a.updateMany({}, { $set: { b: 1 } })', ['overwrite rows a (collection)']],
    ['db.runCommand({ drop: "a" })', ['delete data-store a (resource)']],
    ['print("db.a.drop()") // db.a.drop()', []],
    ['db.a.find({ drop: 1 })', []],
    ['db.a.aggregate([{ $out: "b" }])', ['overwrite data-store b (resource)']],
  ] as const) {
    test(text, () => assert.deepEqual(mongo(text), expected));
  }
});

describe('Redis', () => {
  for (const [text, expected] of [
    ['flushall', ['delete data-store every key of redis (collection)']],
    ['GET a\nFLUSHDB ASYNC', ['delete data-store every key of redis (collection)']],
    ['DEL a', ['delete rows a (resource)']],
    ['UNLINK "$(keys)"', ['delete rows $(keys) (collection)']],
    ['CONFIG SET save ""', ['unprotect protection save  of redis (resource)']],
    ['SHUTDOWN', ['stop data-store redis (collection)']],
    ['# FLUSHALL', []],
  ] as const) {
    test(text, () => assert.deepEqual(redis(text), expected));
  }
});

test('no text makes them fail', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('db.', '.drop(', '(', ')', '{', '}', '"', "'", '`', '//', '/*', '\n', 'deleteMany', 'DEL', ' ', '\\', '$'), { maxLength: 80 }), (pieces) => {
    mongo(pieces.join(''));
    redis(pieces.join(' '));
  }), { numRuns: 300 });
});

test('time grows with length', () => {
  for (const text of ['a.'.repeat(20_000), '.drop('.repeat(5_000), '"'.repeat(20_001), 'a'.repeat(50_000)]) {
    const start = performance.now();
    mongo(text);
    assert.ok(performance.now() - start < 1_000, `${text.slice(0, 12)}… took ${Math.round(performance.now() - start)} ms`);
  }
});
