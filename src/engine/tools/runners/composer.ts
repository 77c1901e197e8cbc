import { NOTHING, together, lineAt } from '../../effects';
import type { Context, Invocation, Lowered, Tool, Word } from '../../model';
import { readArguments } from '../options';
import { fileAt, ledBy, placeOf, quoted } from './following';
import { parsed } from './package-scripts';
import { seen } from './shells';
import { isRecord } from '../../lookup';

/** `composer run deploy`, `composer deploy`, and what installing runs. */
export const composer: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-d', '--working-dir'] });
  const [first, second, ...rest] = args.positionals;
  if (!first || args.has('--help', '-h', '--version', '-V', '--dry-run')) return [seen(invocation, 'composer')];
  const folder = args.value('-d', '--working-dir')?.value;
  const found = fileAt(folder ? `${folder}/composer.json` : 'composer.json', invocation, context);
  const scripts = found ? parsed(found.text)?.['scripts'] : null;
  if (!found || !isRecord(scripts)) return [seen(invocation, first.value)];
  const runs = /^(?:run|run-script)$/.test(first.value);
  const names = runs ? [second?.value ?? ''] : /^(?:install|update|i|u|upgrade|require|remove|dump-autoload)$/.test(first.value) ? [...HOOKS] : [first.value];
  const given = runs ? rest : second ? [second, ...rest] : [];
  const done = new Set<string>();
  return ledBy(invocation, together(names.map((name) => script(name, names.length === 1 ? given : []))));

  function script(name: string, words: readonly Word[]): Lowered {
    const own = (scripts as Record<string, unknown>)[name];
    if (own === undefined || done.has(name)) return NOTHING;
    done.add(name);
    return together((Array.isArray(own) ? own : [own]).map((entry: unknown) => (typeof entry === 'string' ? command(entry, words) : NOTHING)));
  }

  function command(text: string, words: readonly Word[]): Lowered {
    if (/^@(?!php\b|putenv\b|composer\b)/.test(text)) return script(text.slice(1).split(/\s/)[0] as string, words);
    // A class and its method are PHP that stands elsewhere.
    if (/^[\w\\]+::\w+$/.test(text) || text.startsWith('@putenv')) return NOTHING;
    const line = lineAt((found as { text: string }).text, Math.max(0, (found as { text: string }).text.indexOf(text)));
    return follow([text.replace(/^@(?=php|composer)/, ''), ...words.map(quoted)].join(' '), `${(found as { shown: string }).shown}:${line}`, invocation, context);
  }
};

const HOOKS = ['pre-install-cmd', 'post-install-cmd', 'pre-update-cmd', 'post-update-cmd', 'pre-autoload-dump', 'post-autoload-dump'];

function follow(text: string, link: string, invocation: Invocation, context: Context): Lowered {
  return context.follow({ language: 'bash', text, cwd: invocation.cwd, env: invocation.env, place: placeOf(invocation), link });
}

/** `foreman start`, `heroku local`: the lines of the Procfile. */
export const procfile: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-f', '--procfile', '-d', '--root', '-e', '--env', '-m', '--formation', '-p', '--port', '-c', '-l'] });
  const [verb, name, ...rest] = args.positionals;
  if (verb?.value === 'run' && name) {
    return context.follow({ language: 'bash', text: [name, ...rest].map(quoted).join(' '), cwd: invocation.cwd, env: invocation.env, place: placeOf(invocation) });
  }
  const found = fileAt(args.value('-f', '--procfile')?.value ?? 'Procfile', invocation, context);
  if (!found || !/^(?:start|s|local)?$/.test(verb?.value ?? '')) return [seen(invocation, 'the Procfile')];
  return ledBy(invocation, together(found.text.split('\n').map((line, i) => {
    const process = /^([\w-]+):\s*(.+)$/.exec(line);
    return process && (!name || name.value === process[1]) ? follow(process[2] as string, `${found.shown}:${i + 1}`, invocation, context) : NOTHING;
  })));
};
