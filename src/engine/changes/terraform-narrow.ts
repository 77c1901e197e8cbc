import type { Expression } from './hcl/model';
import { type Lines, linesIn } from './terraform-compare';
import type { ModuleFile } from './terraform-module';

/** A value as written on one side. */
export interface Written {
  readonly file: ModuleFile;
  readonly expression: Expression;
}

/** The lines inside a long value that changed: the entry that went, or the one that differs. `null` when the value stands on one line or differs all over. */
export function narrowed(before: Written, after: Written): Lines | null {
  const [old, now] = [unwrapped(before), unwrapped(after)];
  if (!isLong(old) && !isLong(now)) return null;
  const olds = partsOf(old.expression);
  const news = partsOf(now.expression);
  if (olds === null || news === null) return null;
  const gone = [...olds].filter(([key]) => !news.has(key));
  const came = [...news].filter(([key]) => !olds.has(key));
  const differ = [...olds].filter(([key, part]) => news.has(key) && textOf(old, part) !== textOf(now, news.get(key) as Expression));
  const [first] = gone;
  if (differ.length === 0 && came.length === 0 && first) return linesIn(old.file, 'before')(first[1]);
  const changed = differ[0];
  if (gone.length === 0 && changed) {
    const within = { file: now.file, expression: news.get(changed[0]) as Expression };
    return narrowed({ file: old.file, expression: changed[1] }, within) ?? linesIn(now.file, 'after')(within.expression);
  }
  // One item took the place of another.
  const [one] = came;
  if (gone.length === 1 && came.length === 1 && one) return linesIn(now.file, 'after')(one[1]);
  return null;
}

/** The lines of one key of a written map or set before the change, when it has a line of its own. */
export function linesOfKey(before: Written, key: string): Lines | null {
  const old = unwrapped(before);
  const part = isLong(old) ? partsOf(old.expression)?.get(old.expression.kind === 'list' ? JSON.stringify(key) : key) : undefined;
  return part ? linesIn(old.file, 'before')(part) : null;
}

/** `toset([…])` is its list. */
function unwrapped({ file, expression }: Written): Written {
  const [only] = expression.kind === 'call' && expression.args.length === 1 ? expression.args : [];
  return only ? unwrapped({ file, expression: only }) : { file, expression };
}

function isLong({ file, expression }: Written): boolean {
  return file.source.lineAt(expression.start) !== file.source.lineAt(expression.end);
}

/** Entries by key, items by text. */
function partsOf(expression: Expression): Map<string, Expression> | null {
  if (expression.kind === 'object') return new Map(expression.entries.flatMap(({ key, value, start }) => (key.kind === 'scalar' ? [[String(key.value), { ...value, start }] as const] : [])));
  if (expression.kind !== 'list') return null;
  return new Map(expression.items.map((item, i) => [item.kind === 'scalar' ? JSON.stringify(String(item.value)) : `#${i}`, item] as const));
}

function textOf({ file }: Written, { start, end }: Expression): string {
  return file.source.text.slice(start, end).replace(/\s+/g, ' ');
}
