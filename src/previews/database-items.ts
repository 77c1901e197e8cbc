import type { Effect } from '../engine/model';
import { count, listed } from './answers';
import type { Becomes, Item } from './preview';

/** A table, as the database itself describes it. Names are as the database writes them. */
export interface Table {
  readonly name: string;
  readonly kind: 'table' | 'view' | 'sequence';
  /** In words: `about 1,204 rows`, `1,204 rows`. */
  readonly rows: string | null;
  readonly size: string | null;
  /** Tables and views that refer to it. */
  readonly dependents: readonly string[];
}

/** What the statements would leave of the tables that are there. */
export function itemsOf(effects: readonly Effect[], tables: readonly Table[]): readonly Item[] {
  const items = effects.flatMap((effect): readonly Item[] => {
    const { verb, resource: { type, address, kind }, reach } = effect;
    if (verb === 'read' || verb === 'create' || kind === 'other') return [];
    if (/^(?:database|schema|keyspace|contents of a database|tablespace)$/.test(type)) return tables.filter(({ name }) => type !== 'schema' || schemaOf(name) === plain(address)).map((table) => itemOf(table, { kind: 'gone' }));
    const owner = /^(?:column|index|constraint|key|primary|foreign|check)$/.test(type) ? address.replace(/\.[^.]+$/, '') : address.replace(/ partition .*/, '');
    const table = tables.find(({ name }) => isSame(name, owner));
    if (table === undefined) return [{ name: `${type} ${address}`, detail: 'not there now, or not to be seen', holdsData: false, becomes: { kind: 'kept' }, group: type }];
    if (owner !== address) return [{ ...itemOf(table, { kind: 'changed', to: `without ${type} ${address.slice(owner.length + 1)}` }), holdsData: type === 'column' }];
    return [itemOf(table, becomesOf(effect, reach === 'resource'))];
  });
  return items.filter((item, i) => items.findIndex(({ name, becomes }) => name === item.name && becomes.kind === item.becomes.kind) === i);
}

function becomesOf({ verb, resource: { type, kind } }: Effect, isNarrowed: boolean): Becomes {
  if (kind === 'rows') return { kind: 'changed', to: verb === 'delete' ? (isNarrowed ? 'without the rows that its condition picks' : '0 rows') : isNarrowed ? 'with other values in the rows its condition picks' : 'every row overwritten' };
  if (type === 'contents of a table') return { kind: 'changed', to: '0 rows' };
  if (verb === 'delete') return { kind: 'gone' };
  if (verb === 'replace') return { kind: 'empty', why: 'replaced' };
  return { kind: 'changed', to: verb === 'unprotect' ? 'no longer protected' : 'changed' };
}

function itemOf({ name, kind, rows, size, dependents }: Table, becomes: Becomes): Item {
  const shown = dependents.slice(0, 4).join(', ') + (dependents.length > 4 ? ` and ${count(dependents.length - 4, 'other')}` : '');
  return { name: `${kind} ${name}`, detail: listed(rows, size, dependents.length > 0 && `used by ${shown}`), holdsData: kind === 'table' && !/^(?:about )?0 rows$/.test(rows ?? ''), becomes, group: kind };
}

/** A name without a schema fits one in any schema. */
function isSame(name: string, written: string): boolean {
  const [own, other] = [plain(name), plain(written)];
  return own === other || own.endsWith(`.${other}`) || other.endsWith(`.${own}`);
}

function schemaOf(name: string): string {
  return plain(name).split('.')[0] ?? '';
}

function plain(name: string): string {
  return name.replace(/["'`[\]]/g, '').toLowerCase();
}

export function thousands(number: number): string {
  return String(Math.round(number)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
