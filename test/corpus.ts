import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Disposition, Shell } from '../src/engine/model';

export type Difficulty = 'plain' | 'flags' | 'wrapped' | 'obfuscated' | 'look-alike';

export interface CorpusLine {
  readonly family: string;
  readonly line: number;
  readonly difficulty: Difficulty;
  readonly expect: Disposition;
  readonly shell: Shell;
  readonly text: string;
  readonly reason: string;
}

const FOLDER = join(process.cwd(), 'test/corpus');

/** Every line of `test/corpus/*.tsv`. In a text `\n`, `\t` and `\\` are written so. */
export function corpus(): CorpusLine[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.tsv'))
    .sort()
    .flatMap((name) =>
      readFileSync(join(FOLDER, name), 'utf8')
        .split('\n')
        .flatMap((row, i): CorpusLine[] => {
          if (i === 0 || row.trim() === '' || row.startsWith('#')) return [];
          const [difficulty, expect, shell, text = '', reason = ''] = row.split('\t');
          return [{ family: name.replace('.tsv', ''), line: i + 1, difficulty: difficulty as Difficulty, expect: expect as Disposition, shell: shell as Shell, text: unescaped(text), reason }];
        }),
    );
}

/** Whether a disposition is what a line expects: a held thing may be denied and the other way round; a harmless one may be noted, not held. */
export function meets(expect: Disposition, got: Disposition): boolean {
  if (expect === 'hold' || expect === 'deny') return got === 'hold' || got === 'deny';
  return expect === 'warn' ? got === 'warn' : got === 'allow' || got === 'warn';
}

function unescaped(text: string): string {
  return text.replace(/\\([nt\\])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === 't' ? '\t' : '\\'));
}
