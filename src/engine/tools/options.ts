import type { Word } from '../model';

/**
 * How a program writes its options.
 *
 * gnu    `-abc` is three flags, `--name=value`, `--name value`, `-nvalue`; unique prefixes of long names count when `abbreviations` is set
 * go     `-name` and `--name` are the same, `-name=value`, `-name value` (Terraform, Packer)
 * cobra  as gnu, flags anywhere, no prefixes (kubectl, helm, gh, docker)
 */
export interface Grammar {
  readonly style: 'gnu' | 'go' | 'cobra';
  /** Options that take a value, with dashes: `['-n', '--namespace']`. Any other option is a flag unless written with `=`. */
  readonly values?: readonly string[];
  /** Known flags, needed only for `abbreviations`. */
  readonly flags?: readonly string[];
  readonly abbreviations?: boolean;
  /** Options end at the first positional (`ssh host cmd`, `env X=1 cmd`). */
  readonly optionsFirst?: boolean;
}

export interface Option {
  /** As in the grammar: `-n`, `--namespace`; for style go always one dash. */
  readonly name: string;
  readonly value: Word | null;
  readonly word: Word;
}

export interface Arguments {
  readonly positionals: readonly Word[];
  readonly options: readonly Option[];
  /** Words after `--`; they are also in `positionals`. */
  readonly rest: readonly Word[];
  /** Whether one of these options is present; `--x=false` and `--x=0` do not count. */
  has(...names: string[]): boolean;
  /** The last value given to one of these options. */
  value(...names: string[]): Word | undefined;
  values(...names: string[]): Word[];
}

/** Reads a program's words by its grammar. Never fails: an option nobody declared is a flag. */
export function readArguments(args: readonly Word[], grammar: Grammar): Arguments {
  const takesValue = new Set(grammar.values ?? []);
  const known = [...takesValue, ...(grammar.flags ?? [])];
  const positionals: Word[] = [];
  const options: Option[] = [];
  let rest: readonly Word[] = [];

  for (let i = 0; i < args.length; i += 1) {
    const word = args[i] as Word;
    const text = word.value;
    if (text === '--') {
      rest = args.slice(i + 1);
      positionals.push(...rest);
      break;
    }
    if (!text.startsWith('-') || text === '-') {
      positionals.push(word);
      if (grammar.optionsFirst) {
        rest = args.slice(i + 1);
        positionals.push(...rest);
        break;
      }
      continue;
    }
    const equals = text.indexOf('=');
    const written = equals > 0 ? text.slice(0, equals) : text;
    const inline = equals > 0 ? { ...word, value: text.slice(equals + 1) } : null;

    if (grammar.style === 'go') {
      const name = written.replace(/^--/, '-');
      push(name, inline, word, takesValue.has(name) || takesValue.has(`-${name}`));
    } else if (text.startsWith('--')) {
      const name = full(written);
      push(name, inline, word, takesValue.has(name));
    } else {
      cluster(text, word);
    }

    function push(name: string, value: Word | null, at: Word, needsValue: boolean): void {
      if (value === null && needsValue) {
        i += 1;
        value = args[i] ?? null;
      }
      options.push({ name, value, word: at });
    }

    function cluster(letters: string, at: Word): void {
      if (takesValue.has(letters)) return push(letters, null, at, true);
      for (let k = 1; k < letters.length; k += 1) {
        const name = `-${letters[k]}`;
        if (takesValue.has(name)) {
          const glued = letters.slice(k + 1).replace(/^=/, '');
          return push(name, glued === '' ? null : { ...at, value: glued }, at, true);
        }
        if (letters[k] === '=') return;
        options.push({ name, value: null, word: at });
      }
      // `-flag` of programs that write long names with one dash (java, find, openssl) can be asked for whole as well.
      if (letters.length > 2) options.push({ name: letters.split('=')[0] as string, value: inline, word: at });
    }
  }

  return {
    positionals,
    options,
    rest,
    has: (...names) => options.some(({ name, value }) => names.includes(name) && !/^(false|0|no)$/i.test(value?.value ?? '')),
    value: (...names) => options.findLast(({ name, value }) => names.includes(name) && value !== null)?.value ?? undefined,
    values: (...names) => options.flatMap(({ name, value }) => (names.includes(name) && value !== null ? [value] : [])),
  };

  function full(name: string): string {
    if (!grammar.abbreviations || known.includes(name)) return name;
    const matches = known.filter((one) => one.startsWith(name));
    return matches.length === 1 ? (matches[0] as string) : name;
  }
}
