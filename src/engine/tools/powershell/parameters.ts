import type { Word } from '../../model';

/** A cmdlet's words by parameter. Names are lower case, as written; a parameter counts by any prefix of its name. */
export interface Parameters {
  readonly positionals: readonly Word[];
  readonly named: readonly { readonly name: string; readonly value: Word | null }[];
  /** Whether a switch is on: present, and not `:$false`. `least` letters must be there for a prefix to count. */
  on(name: string, least?: number): boolean;
  values(...names: string[]): Word[];
}

/** Reads parameters of a cmdlet nobody has described: a parameter takes what follows unless it is a known switch or another parameter follows. */
export function readParameters(args: readonly Word[]): Parameters {
  const positionals: Word[] = [];
  const named: { name: string; value: Word | null }[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const word = args[i] as Word;
    const match = /^[-\u2013\u2014]([A-Za-z?]\w*)(?::(.*))?$/s.exec(word.value);
    if (!match) {
      positionals.push(word);
      continue;
    }
    const name = (match[1] as string).toLowerCase();
    const next = args[i + 1];
    if (match[2]) named.push({ name, value: { ...word, value: match[2] } });
    else if (!SWITCHES.test(name) && next !== undefined && !/^[-\u2013\u2014][A-Za-z]/.test(next.value)) named.push({ name, value: args[(i += 1)] as Word });
    else named.push({ name, value: null });
  }
  return {
    positionals,
    named,
    on: (name, least = 2) => named.some((one) => isPrefix(one.name, name, least) && !isOff(one.value)),
    values: (...names) => named.flatMap(({ name, value }) => (value !== null && names.some((full) => isPrefix(name, full, 3)) ? [value] : [])),
  };
}

/** `-WhatIf`, also by its alias, and not switched off. */
export function onlyShows(parameters: Parameters): boolean {
  return parameters.on('whatif') || parameters.on('wi');
}

/** `-Force` and `-Confirm:$false` leave nobody to say no. */
export function asksNobody(parameters: Parameters): boolean {
  return parameters.on('force', 2) || parameters.named.some(({ name, value }) => name.startsWith('conf') && isOff(value));
}

export function isOff(value: Word | null): boolean {
  return value !== null && /^\$?(?:false|0)$/i.test(value.value);
}

const SWITCHES = /^(?:f|fo|for\w?|force|r|rec\w*|wh\w*|wi|conf\w*|pass\w*|asjob|nowait|quiet|verbo\w*|vb|deb\w*|db|removedata|removeoem|deletebucketcontent|full|all|allowunsafe|usebasicparsing|nonewwindow|wait|turnoff|save|permanently|skippublishing|includemanagementtools|restart)$/;

function isPrefix(written: string, full: string, least: number): boolean {
  return written === full || (written.length >= least && full.startsWith(written));
}
