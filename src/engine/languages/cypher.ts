import { effectAt } from '../effects';
import type { Effect, Span } from '../model';
import type { LanguageReader } from './reading';

/** Reads Cypher (Neo4j, Memgraph): what `DELETE` and `DROP` take, and whether a pattern or a `WHERE` narrows it. */
export const readCypher: LanguageReader = (nested) => {
  const text = withoutWords(nested.text);
  const effects = statementsOf(text).flatMap(({ from, to }): Effect[] => {
    const statement = text.slice(from, to);
    // What apoc runs in batches stands in strings.
    const inner = /\bapoc\.(?:periodic|cypher|do)\b/i.test(statement) ? nested.text.slice(from, to) : statement;
    return deedsIn(inner).map(({ verb, kind, type, address, many }) => effectAt({ in: 'text', span: [from, to] as Span }, { verb, resource: { kind, type, address }, reach: many ? 'collection' : 'resource', undo: 'from-backup', ...(nested.facts ? { facts: nested.facts } : {}) }, nested.by ?? null));
  });
  return { effects, coverage: 'full', unread: [] };
};

interface Deed {
  readonly verb: 'delete' | 'overwrite';
  readonly kind: 'data-store' | 'rows' | 'schema' | 'identity';
  readonly type: string;
  readonly address: string;
  readonly many: boolean;
}

function deedsIn(statement: string): Deed[] {
  const dropped = /\bDROP\s+(?:COMPOSITE\s+)?(DATABASE|GRAPH|INDEX|CONSTRAINT|ROLE|USER|ALIAS)\s+(?:ON\s+)?(\S+)/i.exec(statement);
  if (dropped) {
    const what = (dropped[1] as string).toLowerCase();
    return [{ verb: 'delete', kind: what === 'database' || what === 'graph' ? 'data-store' : what === 'role' || what === 'user' ? 'identity' : 'schema', type: what, address: dropped[2] as string, many: false }];
  }
  if (!/\bDELETE\b/i.test(statement)) return [];
  const before = statement.slice(0, statement.search(/\b(?:DETACH\s+)?DELETE\b/i));
  // A property map or a condition picks; `LIMIT` in a loop does not.
  const narrowed = /\bWHERE\b/i.test(before) || /\{\s*\w+\s*:/.test(before);
  const label = /\(\s*\w*\s*:\s*`?([\w.-]+)/.exec(before)?.[1];
  return [{ verb: 'delete', kind: 'rows', type: 'nodes', address: label === undefined ? 'everything in the graph' : `nodes of ${label}`, many: !narrowed }];
}

function statementsOf(text: string): { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  let from = 0;
  for (let at = text.indexOf(';'); at >= 0; at = text.indexOf(';', at + 1)) {
    found.push({ from, to: at });
    from = at + 1;
  }
  found.push({ from, to: text.length });
  return found.filter((one) => text.slice(one.from, one.to).trim() !== '');
}

/** The text with its strings and comments blanked out, every offset kept. */
function withoutWords(text: string): string {
  return text.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (word) => word.replace(/[^\n]/g, ' '));
}
