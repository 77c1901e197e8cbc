import { lineUnder } from './cloud/table';

/**
 * What a command comes to: D deletes, N empties an account, V overwrites or replaces, S stops, s stops for a moment, W weakens a protection,
 * F changes a tool's own memory, U changes in a way nobody minds, T loses something trivial, A applies unseen when the question is off,
 * Q runs SQL, B runs a shell command, R reads.
 */
export type Code = 'D' | 'N' | 'V' | 'S' | 's' | 'W' | 'F' | 'U' | 'T' | 'A' | 'Q' | 'B' | 'R';

export interface ToolRule {
  readonly code: Code;
  /** 0 not at all, 1 from a backup, 2 within a window, 3 by running code again, 4 trivially. */
  readonly undo: number;
  /** Words of each pattern; `*` stands for one or more words. */
  readonly patterns: readonly (readonly string[])[];
  /** One of these must be there; none of those may be; these make it worse. */
  readonly needs: readonly string[];
  readonly unless: readonly string[];
  readonly worse: readonly string[];
  /** A number of things becomes zero. */
  readonly zero: boolean;
}

/** The grammar of a group of tools, as it stands in the table `tools`. */
export interface Group {
  readonly name: string;
  readonly category: string;
  readonly values: readonly string[];
  readonly unattended: readonly string[];
  readonly harmless: readonly string[];
  readonly reads: readonly (readonly string[])[];
  readonly rules: readonly ToolRule[];
}

export function groupOf(table: string, name: string): Group | null {
  const line = lineUnder(table, `:${name}`);
  if (line === null) return null;
  const [category = '', values = '', unattended = '', harmless = '', reads = '', ...rules] = line.split('|');
  return {
    name,
    category: category.slice(2),
    values: listed(values),
    unattended: listed(unattended),
    harmless: listed(harmless),
    reads: patternsIn(reads.slice(2)),
    rules: rules.map(ruleIn),
  };
}

function listed(field: string): readonly string[] {
  return field.length <= 2 ? [] : field.slice(2).split(' ');
}

function patternsIn(text: string): readonly (readonly string[])[] {
  return text === '' ? [] : text.split(';').map((one) => one.split(' '));
}

function ruleIn(text: string): ToolRule {
  const [head = '', ...conditions] = text.split('<');
  const under = (mark: string): readonly string[] => conditions.find((one) => one.startsWith(mark))?.slice(1).split(',') ?? [];
  return { code: head[0] as Code, undo: Number(head[2]), patterns: patternsIn(head.slice(4)), needs: under('?'), unless: under('!'), worse: under('+'), zero: conditions.includes('0') };
}
