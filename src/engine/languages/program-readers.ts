import { effectAt, together } from '../effects';
import type { Effect, Nested } from '../model';
import type { Deeds, Knower } from './deeds';
import { classImports, goImports, rustImports } from './compiled-imports';
import { clouds } from './knows-clouds';
import { compiled } from './knows-compiled';
import { data } from './knows-data';
import { files, paths } from './knows-files';
import { migrations } from './knows-migrations';
import { processes } from './knows-processes';
import { r as ofR } from './knows-r';
import { plainR } from './r-text';
import { pretended } from './pretended';
import { callsOf } from './program';
import { END } from './program-bodies';
import { READS_WORDS, started } from './program-arguments';
import { optionsOf, wordsOf } from './program-options';
import type { Grammar } from './program-walk';
import type { LanguageReader } from './reading';
import { values } from './knows-values';

/** Longer programs are read up to here. */
const LONGEST = 200_000;

/** Readers of general programs: what they would start, remove, ask of a cloud or tell a database. What they only print stays silent. */
export const python = reader({
  comments: ['#'], blockComments: [], holes: 'python', backticks: 'none', regexes: false,
  functions: new Set(['def']), blocks: 'indent', bareCalls: false, dotJoins: false,
});

export const javascript = reader({
  comments: ['//'], blockComments: [['/*', '*/']], holes: 'js', backticks: 'text', regexes: true,
  functions: new Set(['function']), blocks: 'braces', bareCalls: false, dotJoins: false,
});

export const ruby = reader({
  comments: ['#'], blockComments: [['=begin', '=end']], holes: 'ruby', backticks: 'run', regexes: true,
  functions: new Set(['def']), blocks: 'end', bareCalls: true, dotJoins: false,
});

export const perl = reader({
  comments: ['#'], blockComments: [['=pod', '=cut'], ['=head', '=cut']], holes: 'dollar', backticks: 'run', regexes: true,
  functions: new Set(['sub', 'function']), blocks: 'braces', bareCalls: true, dotJoins: true,
});

export const php = reader({
  comments: ['//', '#'], blockComments: [['/*', '*/']], holes: 'dollar', backticks: 'run', regexes: false,
  functions: new Set(['function', 'fn']), blocks: 'braces', bareCalls: true, dotJoins: true,
});

export const lua = reader({
  comments: ['--'], blockComments: [['--[[', ']]']], holes: 'js', backticks: 'none', regexes: false, longTexts: true,
  functions: new Set(['function']), blocks: 'end', bareCalls: true, dotJoins: false, colonCalls: true,
});

const plainlyR = reader({
  comments: ['#'], blockComments: [], holes: 'js', backticks: 'none', regexes: false,
  functions: new Set(['function']), blocks: 'braces', bareCalls: false, dotJoins: false,
});
export const r: LanguageReader = (nested, context) => plainlyR({ ...nested, text: plainR(nested.text.slice(0, LONGEST)) }, context);

const BRACED = { comments: ['//'], blockComments: [['/*', '*/']], holes: 'plain', backticks: 'none', regexes: false, blocks: 'braces', bareCalls: false, dotJoins: false, entry: 'main' } as const;

export const go = reader({ ...BRACED, functions: new Set(['func']), imports: goImports });
export const rust = reader({ ...BRACED, functions: new Set(['fn']), imports: rustImports });
export const kotlin = reader({ ...BRACED, functions: new Set(['fun', 'def']), imports: classImports });
export const swift = reader({ ...BRACED, functions: new Set(['func']) });
/** Java and C# have no word for a function: their bodies are read where they stand. */
export const java = reader({ ...BRACED, functions: new Set<string>(), imports: classImports });

/** The first that knows a call has the word. */
const KNOWERS: readonly Knower[] = [values, paths, compiled, files, processes, pretended, ofR, migrations, data, clouds];
/** Those that only make a value: they may be asked while looking ahead. */
const PURE: readonly Knower[] = [values, paths];

function reader(grammar: Grammar): LanguageReader {
  return (nested, context) => {
    const { text, help, dry, commands } = started(nested);
    if (dry) return together([nothing(nested)]);
    const first = readCalls(true);
    // Where the help ends the program, what is only handed on is not called before.
    const { deeds } = help && first.ended ? readCalls(false) : first;
    const read = together(deeds.parts.length > 0 ? deeds.parts : [nothing(nested)]);
    return nested.text.length > LONGEST ? { ...read, coverage: 'partial', unread: [...read.unread, 'the end of a very long program'] } : read;

    function readCalls(handed: boolean): { deeds: Deeds; ended: boolean } {
      const own: Deeds = { nested, context, parts: [] };
      let ended = false;
      callsOf(text.slice(0, LONGEST), grammar, (call, quiet) => {
        if (!quiet && help && READS_WORDS.test(call.path)) return (ended = true), END;
        for (const knows of quiet ? PURE : KNOWERS) {
          const known = knows(call, own);
          if (known) return known.value ?? null;
        }
        return null;
      }, { commands, help, handed, words: wordsOf(nested), options: optionsOf(nested) });
      return { deeds: own, ended };
    }
  };
}

/** A program that was read and does nothing to anything: that it was read is worth saying. */
function nothing(nested: Nested): readonly Effect[] {
  const resource = { kind: 'other', type: nested.language, address: nested.text.trim().split('\n', 1)[0]?.slice(0, 60) ?? '' } as const;
  return [effectAt({ in: 'text', span: [0, nested.text.length] }, { verb: 'read', resource, undo: 'yes' }, nested.by ?? null)];
}
