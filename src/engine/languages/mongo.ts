import { effectAt, type EffectSeed } from '../effects';
import { isTemporaryTable, isTestDatabase } from '../kinds/databases';
import type { Effect, Nested, ResourceKind, Span } from '../model';
import type { LanguageReader } from './reading';
import { lookup } from '../lookup';

/** Reads what a MongoDB shell is given: calls on `db`, collections, `rs`, `sh`. What stands in strings and comments is text. */
export const readMongo: LanguageReader = (nested) => {
  const code = masked(nested.text);
  const effects: Effect[] = [];
  const call = /([\w$.)\]'"`]{0,120})\.\s*([A-Za-z]\w*)\s*\(/g;
  for (let match = call.exec(code); match !== null; match = call.exec(code)) {
    const name = match[2] as string;
    const read = lookup(CALLS, name);
    call.lastIndex = match.index + match[0].length - 1;
    if (!read) continue;
    const open = match.index + match[0].length;
    const close = closing(code, open);
    const seed = read(nested.text.slice(open, close).trim(), owner(nested.text, code, match.index, match[1] as string));
    if (seed) effects.push(effectOfCall(seed, [match.index, Math.min(close + 1, code.length)], nested));
  }
  return { effects: effects.length > 0 ? effects : [effectAt({ in: 'text', span: [0, nested.text.length] }, { verb: 'read', resource: { kind: 'other', type: 'query', address: nested.text.trim().slice(0, 40) }, ...(nested.facts ? { facts: nested.facts } : {}) }, nested.by ?? null)], coverage: 'full', unread: [] };
};

function effectOfCall(seed: EffectSeed, span: Span, nested: Nested): Effect {
  const database = nested.facts?.database ?? '';
  const spare = OF_DATA.has(seed.resource.kind) && (isTestDatabase(database) || isTemporaryTable(seed.resource.address));
  return effectAt({ in: 'text', span }, { ...seed, resource: spare ? { ...seed.resource, kind: 'regenerated' } : seed.resource, ...(nested.facts ? { facts: nested.facts } : {}) }, nested.by ?? null);
}

const OF_DATA: ReadonlySet<ResourceKind> = new Set<ResourceKind>(['data-store', 'rows', 'schema']);

type Call = (argument: string, of: string) => EffectSeed | null;

function seed(verb: EffectSeed['verb'], kind: ResourceKind, type: string, address: string, reach: EffectSeed['reach'] = 'resource'): EffectSeed {
  return { verb, resource: { kind, type, address }, reach, undo: 'from-backup' };
}

/** `{}` or nothing matches every document. */
const everything = (argument: string): boolean => /^(?:\{\s*\}\s*(?:,|$)|$)/.test(argument) || /^\{\s*['"]?_id['"]?\s*:\s*\{\s*['"]?\$(?:exists|ne)['"]?\s*:\s*(?:true|null)\s*\}\s*\}/.test(argument);

const CALLS: Readonly<Record<string, Call>> = {
  dropDatabase: (_, of) => seed('delete', 'data-store', 'database', of === 'db' ? 'the current database' : of, 'stack'),
  drop: (_, of) => seed('delete', 'data-store', 'collection', of),
  deleteMany: (argument, of) => seed('delete', 'rows', 'documents', of, everything(argument) ? 'collection' : 'resource'),
  deleteOne: (_, of) => seed('delete', 'rows', 'documents', of),
  findOneAndDelete: (_, of) => seed('delete', 'rows', 'documents', of),
  remove: (argument, of) => (of === 'rs' ? seed('delete', 'infrastructure', 'replica set member', argument) : of === 'fs' || /Element|classList/.test(of) ? null : seed('delete', 'rows', 'documents', of, everything(argument) ? 'collection' : 'resource')),
  updateMany: (argument, of) => seed('overwrite', 'rows', 'documents', of, everything(argument) ? 'collection' : 'resource'),
  bulkWrite: (argument, of) => seed(/delete(?:Many|One)/.test(argument) ? 'delete' : 'update', 'rows', 'documents', of, /deleteMany['"]?\s*:\s*\{\s*['"]?filter['"]?\s*:\s*\{\s*\}/.test(argument) ? 'collection' : 'resource'),
  renameCollection: (argument, of) => (/,\s*true\s*$/.test(argument) ? seed('overwrite', 'data-store', 'collection', `what ${of} is renamed to`) : seed('update', 'schema', 'collection', of)),
  dropIndex: (argument, of) => seed('delete', 'schema', 'index', `${of} ${argument}`),
  dropIndexes: (_, of) => seed('delete', 'schema', 'index', `every index of ${of}`),
  dropUser: (argument) => seed('delete', 'identity', 'user', argument),
  dropAllUsers: () => seed('delete', 'identity', 'user', 'every user'),
  dropRole: (argument) => seed('delete', 'identity', 'role', argument),
  dropAllRoles: () => seed('delete', 'identity', 'role', 'every role'),
  revokeRolesFromUser: (argument) => seed('delete', 'identity', 'permission', argument),
  convertToCapped: (_, of) => seed('overwrite', 'data-store', 'collection', of),
  shutdownServer: () => seed('stop', 'data-store', 'server', 'the database server', 'collection'),
  fsyncLock: () => seed('stop', 'data-store', 'server', 'writes to the database server', 'collection'),
  killOp: (argument) => seed('stop', 'service', 'operation', argument),
  removeShard: (argument) => seed('delete', 'infrastructure', 'shard', argument),
  reconfig: (argument, of) => (of === 'rs' && /force\s*['"]?\s*:\s*true/.test(argument) ? seed('overwrite', 'infrastructure', 'replica set', 'the replica set') : null),
  aggregate: (argument, of) => (/\$out\b/.test(argument) ? seed('overwrite', 'data-store', 'collection', /\$out['"]?\s*:\s*['"]([\w.-]+)/.exec(argument)?.[1] ?? of) : null),
  runCommand: command,
  adminCommand: command,
  insertOne: (_, of) => seed('create', 'rows', 'documents', of),
  insertMany: (_, of) => seed('create', 'rows', 'documents', of),
  createCollection: (argument) => seed('create', 'data-store', 'collection', argument.replace(/^['"]|['"].*$/gs, '')),
};

/** `db.runCommand({ drop: "orders" })`. */
function command(argument: string): EffectSeed | null {
  const match = /^\{\s*['"]?(\w+)['"]?\s*:\s*['"]?([\w.$-]*)/.exec(argument);
  const [, name = '', of = ''] = match ?? [];
  switch (name) {
    case 'dropDatabase': return seed('delete', 'data-store', 'database', 'the current database', 'stack');
    case 'drop': return seed('delete', 'data-store', 'collection', of);
    case 'delete': return seed('delete', 'rows', 'documents', of, /q['"]?\s*:\s*\{\s*\}/.test(argument) && /limit['"]?\s*:\s*0/.test(argument) ? 'collection' : 'resource');
    case 'shutdown': return seed('stop', 'data-store', 'server', 'the database server', 'collection');
    case 'dropAllUsersFromDatabase': case 'dropAllRolesFromDatabase': case 'dropUser': case 'dropRole': return seed('delete', 'identity', 'user', of || name);
    case 'dropIndexes': return seed('delete', 'schema', 'index', of);
    case 'renameCollection': return /dropTarget['"]?\s*:\s*true/.test(argument) ? seed('overwrite', 'data-store', 'collection', of) : seed('update', 'schema', 'collection', of);
    case 'removeShard': case 'movePrimary': return seed('delete', 'infrastructure', 'shard', of);
    default: return null;
  }
}

/** What a call is made on, in words: `db.orders.drop()` is `orders`, `db.getCollection("a").drop()` is `a`, `db.getSiblingDB("x").dropDatabase()` is `x`. */
function owner(text: string, code: string, at: number, chain: string): string {
  const before = text.slice(Math.max(0, at - 200), at + chain.length);
  const named = /(?:getCollection|getSiblingDB|collection|db)\(\s*['"`]([^'"`]+)['"`]\s*\)\s*$|\[\s*['"`]([^'"`]+)['"`]\s*\]\s*$/.exec(before);
  if (named) return named[1] ?? named[2] ?? 'a collection';
  return chain.replace(/^.*?\bdb\./, '').replace(/[()[\]'"`]/g, '') || (code.slice(Math.max(0, at - 3), at).includes('db') ? 'db' : 'a collection');
}

function closing(code: string, open: number): number {
  let depth = 1;
  for (let i = open; i < Math.min(code.length, open + 20_000); i += 1) {
    if (code[i] === '(') depth += 1;
    if (code[i] === ')') depth -= 1;
    if (depth === 0) return i;
  }
  return Math.min(code.length, open + 20_000);
}

/** The same text with what stands in strings and comments blanked, so that a call in a string is none. Quotes stay. */
function masked(text: string): string {
  return text.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, (whole) => (whole.startsWith('/') ? ' '.repeat(whole.length) : `${whole[0]}${'_'.repeat(Math.max(0, whole.length - 2))}${whole.length > 1 ? whole.at(-1) : ''}`));
}
