import { NOTHING, together } from '../../../src/engine/effects';
import type { Context, Invocation, Tool, Word } from '../../../src/engine/model';
import { world, type World } from '../../world';

/** A command line of plain words and quotes as an invocation in /w, without a shell in between. */
export function invocationOf(text: string): Invocation {
  const words = [...text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(
    (match): Word => ({ value: match[0].replace(/(["'])(.*?)\1/g, '$2'), known: true, glob: false, span: [match.index, match.index + match[0].length] }),
  );
  const [command, ...args] = words as [Word, ...Word[]];
  return {
    program: command.value.split('/').at(-1) as string,
    command,
    args,
    span: [0, text.length],
    shell: 'bash',
    cwd: '/w',
    env: {},
    stdin: null,
    redirects: [],
    wrappers: [],
  };
}

/** A context that knows the tools of one family, and reads a nested text as one command line. */
export function contextOf(given: World, tools: Readonly<Record<string, Tool>>): Context {
  const context: Context = {
    surroundings: world(given),
    follow(nested) {
      if (nested.text.trim() === '') return NOTHING;
      const lowered = context.invoke({ ...invocationOf(nested.text), cwd: nested.cwd });
      return { ...lowered, effects: lowered.effects.map((effect) => ({ ...effect, chain: typeof nested.link === 'string' ? [nested.link] : [], environment: { ...effect.environment, facts: { ...nested.facts, ...effect.environment.facts } } })) };
    },
    invoke(invocation) {
      const tool = tools[invocation.program];
      return tool ? together([tool(invocation, context)]) : NOTHING;
    },
  };
  return context;
}
