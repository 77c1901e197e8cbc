import { together, lineAt } from '../../effects';
import type { Context, Invocation, Lowered, Tool, Word } from '../../model';
import { fileAt, ledBy, placeOf } from './following';
import { scriptFile } from './shells';

/** mix with the aliases of the project: each names further tasks, whose own tasks of that name `mix` itself runs. `cmd` is a command of the shell, `run` a script. */
export function withAliases(mix: Tool): Tool {
  return (invocation, context) => task(mix, invocation, context, []);
}

function task(mix: Tool, invocation: Invocation, context: Context, within: readonly string[]): Lowered {
  const [name, ...rest] = invocation.args;
  if (!name) return together([mix(invocation, context)]);
  if (name.value === 'cmd') return shellOf(rest, invocation, context);
  if (name.value === 'run' && rest[0] && /\.exs$/.test(rest[0].value)) return together([scriptFile(rest[0], rest.slice(1), 'ruby', invocation, context)]);
  const found = within.includes(name.value) || within.length > 8 ? null : fileAt('mix.exs', invocation, context);
  const alias = found ? aliasesIn(found.text).find((one) => one.name === name.value) : undefined;
  if (!found || !alias) return together([mix(invocation, context)]);
  const link = `${found.shown}:${lineAt(found.text, alias.at)}`;
  const steps = alias.steps.map((step, i) => {
    const words = [...step.matchAll(/"[^"]*"|'[^']*'|\S+/g)].map(([word]): Word => ({ ...name, value: word.replace(/^(["'])(.*)\1$/s, '$2') }));
    // What else is written goes to the last of them.
    const lowered = task(mix, { ...invocation, args: i === alias.steps.length - 1 ? [...words, ...rest] : words }, context, [...within, name.value]);
    return { ...lowered, effects: lowered.effects.map((effect) => ({ ...effect, chain: [link, ...effect.chain] })) };
  });
  return ledBy(invocation, together(steps));
}

function shellOf(words: readonly Word[], invocation: Invocation, context: Context): Lowered {
  const own = words.slice(words.findIndex(({ value }) => !value.startsWith('--')));
  const text = own.map(({ value }) => value).join(' ');
  return text === '' ? together([]) : context.follow({ language: 'bash', text, cwd: invocation.cwd, env: invocation.env, place: placeOf(invocation) });
}

interface Alias {
  readonly name: string;
  readonly steps: readonly string[];
  readonly at: number;
}

/** `aliases: [setup: ["deps.get", "ecto.setup"], "db.fresh": "ecto.reset"]`, and the function of that name. */
function aliasesIn(source: string): Alias[] {
  const text = source.slice(0, 60_000);
  return [...text.matchAll(/\b(?:aliases:\s*\[|defp?\s+aliases(?:\(\))?\s*(?:do|,\s*do:))/g)].flatMap((start) => {
    const from = start.index + start[0].length;
    const block = text.slice(from, from + 8_000).split(/\n {2}end\b/, 1)[0] as string;
    return [...block.matchAll(/(?:"([\w.?!-]+)"|\b([a-z_][\w.?!]*)):\s*(\[[^\]]*\]|"(?:[^"\\]|\\.)*")/g)].map((match): Alias => ({ name: (match[1] ?? match[2]) as string, steps: [...(match[3] as string).matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, step]) => (step as string).replace(/\\(.)/g, '$1')), at: from + match.index }));
  });
}
