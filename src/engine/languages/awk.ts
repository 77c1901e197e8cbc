import { effectAt, together } from '../effects';
import type { LanguageReader } from './reading';

/** awk: `system("…")`, `print … | "…"`, `"…" | getline`. What it prints into a shell is code made out of what it reads. */
export const awk: LanguageReader = (nested, context) => {
  const program = nested.text.slice(0, 100_000);
  const named = new Map([...program.matchAll(/\b(\w+)\s*=\s*("(?:\\.|[^"\\])*"(?:\s*(?:"(?:\\.|[^"\\])*"|\$?\w+))*)\s*[;}\n]/g)].map((match) => [match[1] as string, match[2] as string]));
  const commands = [...program.matchAll(CALLS)].map((match) => ({ text: joined(match[1] ?? match[2] ?? match[3] ?? '', named), span: [match.index, match.index + match[0].length] as const }));
  const started = commands.filter(({ text }) => text !== '').map(({ text, span }) => context.follow({ language: 'bash', text, cwd: nested.cwd, place: { in: 'text', span } }));
  const resource = { kind: 'other', type: 'awk', address: program.trim().slice(0, 60) } as const;
  return together(started.length > 0 ? started : [[effectAt({ in: 'text', span: [0, program.length] }, { verb: 'read', resource, undo: 'yes' }, nested.by ?? null)]]);
};

const CALLS = /\bsystem\s*\(((?:"(?:\\.|[^"\\])*"|[^)"])*)\)|\bprintf?\b[^;{}|\n]*\|\s*("(?:\\.|[^"\\])*")|("(?:\\.|[^"\\])*")\s*\|\s*getline/g;

/** `"rm -rf " $1` as a command line with an unknown word. */
function joined(expression: string, named: ReadonlyMap<string, string>): string {
  const whole = named.get(expression.trim()) ?? expression;
  return [...whole.matchAll(/"((?:\\.|[^"\\])*)"|(\$?\w+)/g)].map(([, literal, variable]) => (literal !== undefined ? literal.replace(/\\(.)/g, (_, char: string) => ({ n: '\n', t: '\t' })[char] ?? char) : `\${${(variable as string).replace('$', 'field_')}}`)).join('');
}
