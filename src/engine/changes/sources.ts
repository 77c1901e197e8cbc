import type { Context, Effect, FileChange, Language, Lowered, Side } from '../model';
import type { Format } from './format';
import { linesOf, newEffects, sideText } from './places';
import { lineAt } from '../effects';

/**
 * Programs in general-purpose languages. Applications delete rows and objects as their daily work, so only what a program starts counts here:
 * the infrastructure commands it runs, and whole trees it would wipe outside of its own project.
 */
export const sources: Format = {
  name: 'sources',
  matches: (path) => /\.(?:py|js|cjs|mjs|ts|cts|mts|rb|pl|php)$/i.test(path) && !/(?:^|\/)(?:node_modules|vendor|dist|\.venv)\//.test(path),
  change: (change, context) => newEffects(lowered(change, 'before', context), lowered(change, 'after', context)),
};

const LANGUAGES: readonly (readonly [RegExp, Language])[] = [[/\.py$/i, 'python'], [/\.[cm]?[jt]s$/i, 'javascript'], [/\.rb$/i, 'ruby'], [/\.pl$/i, 'perl'], [/\.php$/i, 'php']];

function lowered(change: FileChange, side: Side, context: Context): Lowered {
  const text = sideText(change, side);
  const language = LANGUAGES.find(([ending]) => ending.test(change.path))?.[1] ?? 'unknown';
  if (text === '' || !/(?:subprocess|os\.system|popen|exec|spawn|system|shell|`|\$\(|run\()/.test(text)) return { effects: [], coverage: 'full', unread: [] };
  const read = context.follow({ language, text, cwd: null, place: ([start, end]) => linesOf(change.path, side, lineAt(text, start), lineAt(text, Math.max(start, end - 1))) });
  return { effects: read.effects.filter(counts), coverage: 'full', unread: [] };
}

function counts({ by, resource: { kind }, reach }: Effect): boolean {
  if (by === null || kind === 'rows' || kind === 'regenerated' || kind === 'work') return false;
  return kind !== 'files' || reach === 'host' || reach === 'stack';
}
