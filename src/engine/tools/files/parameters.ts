import type { Word } from '../../model';

export interface Parameters {
  readonly positionals: readonly Word[];
  /** Whether a switch is on, by its whole name; a unique-looking prefix of two or more letters counts (`-Rec`), and so does `-r` for recurse. `-X:$false` does not. */
  has(...names: string[]): boolean;
  values(...names: string[]): Word[];
}

/** Reads a cmdlet's parameters: `-Name value`, `-Name:value`, switches, prefixes. Names are lower case. */
export function readParameters(args: readonly Word[]): Parameters {
  const positionals: Word[] = [];
  const named: { name: string; value: Word | null }[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const word = args[i] as Word;
    const match = /^[-–—]([A-Za-z]\w*)(?::(.*))?$/s.exec(word.value);
    if (!match) {
      positionals.push(word);
      continue;
    }
    const name = whole((match[1] as string).toLowerCase());
    if (match[2] !== undefined && match[2] !== '') named.push({ name, value: { ...word, value: match[2] } });
    else if (WITH_VALUE.has(name) && args[i + 1] !== undefined) named.push({ name, value: args[(i += 1)] as Word });
    else named.push({ name, value: null });
  }
  return {
    positionals,
    has: (...names) => named.some(({ name, value }) => names.includes(name) && !/^\$?(?:false|0)$/i.test(value?.value ?? '')),
    values: (...names) => named.flatMap(({ name, value }) => (value !== null && names.includes(name) ? [value] : [])),
  };
}

const SWITCHES = ['recurse', 'force', 'whatif', 'confirm', 'append', 'nonewline', 'noclobber', 'passthru', 'asjob', 'permanently'];
const WITH_VALUE: ReadonlySet<string> = new Set(
  'path literalpath destination filter include exclude value filepath encoding erroraction errorvariable ea name id computername driveletter number disknumber credential stream newname itemtype inputobject processname displayname logname uniqueid friendlyname width sessionname identity'.split(' '),
);

function whole(name: string): string {
  if (SWITCHES.includes(name) || WITH_VALUE.has(name)) return name;
  if (name === 'r') return 'recurse';
  if (name === 'wi') return 'whatif';
  const matches = [...SWITCHES, ...WITH_VALUE].filter((one) => one.startsWith(name));
  if (name === 'f' || name === 'fo') return 'force';
  return matches.length === 1 ? (matches[0] as string) : name === 'p' || name === 'pa' ? 'path' : name;
}
