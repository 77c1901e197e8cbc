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
  /** Commands that only read, and the rules, as written: most are passed over by their first letter and need no parsing. */
  readonly reads: string;
  readonly rules: readonly string[];
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
    reads: reads.slice(2),
    rules: rules.filter((rule) => rule !== ''),
  };
}

/** The patterns of a rule or of the reading commands that could fit, by the letter they start with. An empty pattern is the program alone. */
export function patternsIn(text: string, starts: string): readonly (readonly string[])[] {
  const found: string[][] = [];
  for (let at = 0; at <= text.length; ) {
    const next = text.indexOf(';', at);
    const end = next < 0 ? text.length : next;
    const first = text[at] ?? '';
    if (first === '*' || first === '-' || first === ';' || at === end || starts.includes(first.toLowerCase())) found.push(at === end ? [] : text.slice(at, end).split(' '));
    at = end + 1;
  }
  return found;
}

/** The part of a rule that holds its patterns. */
export function patternsOf(rule: string): string {
  const end = rule.indexOf('<');
  return end < 0 ? rule.slice(4) : rule.slice(4, end);
}

export function ruleIn(text: string): ToolRule {
  const [, ...conditions] = text.split('<');
  const under = (mark: string): readonly string[] => conditions.find((one) => one.startsWith(mark))?.slice(1).split(',') ?? [];
  return { code: text[0] as Code, undo: Number(text[2]), needs: under('?'), unless: under('!'), worse: under('+'), zero: conditions.includes('0') };
}

function listed(field: string): readonly string[] {
  return field.length <= 2 ? [] : field.slice(2).split(' ');
}
