import { effectAt, type EffectSeed } from '../effects';
import { isTestDatabase } from '../kinds/databases';
import type { Effect, Nested, Span } from '../model';
import type { LanguageReader } from './reading';

/** Reads Redis commands, one a line: `FLUSHALL`, `DEL a b`, `CONFIG SET save ""`. */
export const readRedis: LanguageReader = (nested) => {
  const effects: Effect[] = [];
  let offset = 0;
  for (const line of nested.text.split('\n')) {
    const start = offset + (line.length - line.trimStart().length);
    offset += line.length + 1;
    const words = wordsOf(line.trim());
    if (words.length === 0 || line.trim().startsWith('#')) continue;
    effects.push(effectOfCommand(words, [start, start + line.trim().length], nested));
  }
  return { effects, coverage: 'full', unread: [] };
};

/** `where` names the database for a person: `redis database 0 of cache1`. */
export function effectOfCommand(words: readonly string[], span: Span, nested: Nested): Effect {
  const [command = '', second = ''] = words.map((word) => word.toUpperCase());
  const facts = nested.facts;
  const where = `redis${facts?.database ? ` database ${facts.database}` : ''}${facts?.['database-host'] ? ` on ${facts['database-host']}` : ''}`;
  const seed = meaning(command, second, words, where);
  const test = isTestDatabase(facts?.['database-host'] ?? '') && seed.resource.kind === 'data-store';
  return effectAt({ in: 'text', span }, { ...seed, resource: test ? { ...seed.resource, kind: 'regenerated' } : seed.resource, ...(facts ? { facts } : {}) }, nested.by ?? null);
}

function meaning(command: string, second: string, words: readonly string[], where: string): EffectSeed {
  const of = (verb: EffectSeed['verb'], kind: EffectSeed['resource']['kind'], type: string, address: string, more: Partial<EffectSeed> = {}): EffectSeed => ({ verb, resource: { kind, type, address }, undo: 'no', ...more });
  switch (command) {
    case 'FLUSHALL':
    case 'FLUSHDB':
      return of('delete', 'data-store', 'keys', `every key of ${where}`, { reach: 'collection' });
    case 'DEL':
    case 'UNLINK':
    case 'GETDEL': {
      const many = words.slice(1).some((word) => /[*?[$`]/.test(word)) || words.length > 12;
      return of('delete', 'rows', 'keys', words.slice(1, 6).join(' ') || 'keys', { reach: many ? 'collection' : 'resource' });
    }
    case 'SHUTDOWN':
    case 'FAILOVER':
      return of('stop', 'data-store', 'server', where, { reach: 'collection' });
    case 'DEBUG':
      return second === 'SEGFAULT' || second === 'CRASH-AND-ABORT' || second === 'FLUSHALL' ? of('stop', 'data-store', 'server', where, { reach: 'collection' }) : of('read', 'other', 'redis', 'DEBUG');
    case 'REPLICAOF':
    case 'SLAVEOF':
      return second === 'NO' ? of('update', 'data-store', 'server', where) : of('overwrite', 'data-store', 'keys', `every key of ${where}`, { note: 'a replica takes over what its master has' });
    case 'SWAPDB':
      return of('overwrite', 'data-store', 'database', where);
    case 'CLUSTER':
      return /^(?:RESET|FORGET|FLUSHSLOTS|DELSLOTS|FAILOVER)/.test(second) ? of('delete', 'infrastructure', 'cluster member', where) : of('read', 'other', 'redis', 'CLUSTER');
    case 'CONFIG': {
      const setting = words.slice(2).join(' ').toLowerCase();
      if (second === 'SET' && /^(?:save\s*(?:""|''|)$|appendonly\s+no|requirepass\s*(?:""|''|)$|protected-mode\s+no|min-replicas-to-write\s+0|maxmemory-policy\s+allkeys)/.test(setting)) return of('unprotect', 'protection', 'setting', `${setting} of ${where}`);
      return of(second === 'GET' ? 'read' : 'update', 'other', 'setting', setting);
    }
    case 'ACL':
      return second === 'DELUSER' ? of('delete', 'identity', 'user', words.slice(2).join(' ')) : of(second === 'SETUSER' ? 'update' : 'read', 'identity', 'user', words[2] ?? 'users');
    case 'SCRIPT':
    case 'FUNCTION':
      return /^(?:FLUSH|DELETE)$/.test(second) ? of('delete', command === 'FUNCTION' ? 'schema' : 'regenerated', 'scripts', where) : of('read', 'other', 'redis', command);
    case 'XGROUP':
      return second === 'DESTROY' ? of('delete', 'data-store', 'consumer group', words.slice(2).join(' ')) : of('update', 'other', 'redis', command);
    case 'EVAL': {
      const script = words[1] ?? '';
      if (/FLUSHALL|FLUSHDB/i.test(script)) return of('delete', 'data-store', 'keys', `every key of ${where}`, { reach: 'collection' });
      return /redis\.p?call\(\s*['"](?:DEL|UNLINK)['"]/i.test(script) ? of('delete', 'rows', 'keys', 'keys picked by a script', { reach: /KEYS|SCAN/i.test(script.replace(/KEYS\s*\[/g, '')) ? 'collection' : 'resource' }) : of('update', 'other', 'script', 'a script');
    }
    default:
      return of(READS.test(command) ? 'read' : 'update', 'other', 'redis', [command, words[1] ?? ''].join(' ').trim());
  }
}

const READS = /^(?:GET|MGET|KEYS|SCAN|TTL|PTTL|INFO|DBSIZE|TYPE|STRLEN|LLEN|LRANGE|HGET|HGETALL|HKEYS|HLEN|SMEMBERS|SCARD|ZRANGE|ZCARD|MONITOR|PING|CLIENT|MEMORY|SLOWLOG|EXISTS|OBJECT|XINFO|XRANGE|XLEN|SELECT|AUTH|COMMAND|LATENCY|ROLE|TIME|ECHO|QUIT|EXIT)$/;

/** Words with quotes taken off. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(([whole, double, single, plain]) => double ?? single ?? plain ?? whole);
}
