import { NOTHING, together, unread } from '../../effects';
import type { Context, Invocation, Lowered, Tool } from '../../model';
import { readArguments } from '../options';
import { fileAt, ledBy, placeOf } from './following';
import { packageAt, parsed, runScript, workspaces } from './package-scripts';
import { seen } from './shells';
import { lookup, isRecord } from '../../lookup';

/** `turbo run deploy --filter=api`, `lerna run deploy`: the script of that name, wherever it stands. */
export const turbo: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['--filter', '-F', '--cwd', '--concurrency', '--scope', '--cache-dir', '--log-order', '--token', '--team'] });
  if (args.has('--dry', '--dry-run', '--graph', '--help', '-h', '--version')) return [seen(invocation, 'what would be run')];
  const names = args.positionals.filter((word) => !args.rest.includes(word)).map(({ value }) => value).filter((name) => name !== 'run' && name !== 'exec');
  return scriptsNamed(names, args.values('--filter', '-F', '--scope').map(({ value }) => value), invocation, context);
};

/** `nx run api:deploy`, `nx deploy api`, `nx run-many -t deploy`. */
export const nx: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-t', '--target', '--targets', '-p', '--projects', '-c', '--configuration', '--parallel', '--exclude', '--base', '--head'] });
  if (args.has('--help', '--version', '--graph') || /^(?:graph|dep-graph|show|list|report|reset|migrate|g|generate|init|format\S*|daemon|repair)$/.test(args.positionals[0]?.value ?? '')) return [seen(invocation, 'nx')];
  const [first, second] = args.positionals.map(({ value }) => value);
  const many = first === 'run-many' || first === 'affected';
  const targets = many ? args.values('-t', '--target', '--targets').flatMap(({ value }) => value.split(',')) : first === 'run' ? [second?.split(':')[1] ?? ''] : [first ?? ''];
  const projects = many ? args.values('-p', '--projects').flatMap(({ value }) => value.split(',')) : first === 'run' ? [second?.split(':')[0] ?? ''] : second ? [second] : [];
  return together([scriptsNamed(targets, projects, invocation, context), ...targets.flatMap((target) => ['.', ...projects.flatMap((name) => [`apps/${name}`, `libs/${name}`, `packages/${name}`, name])].map((folder) => ofProject(folder, target, invocation, context)))]);
};

function scriptsNamed(names: readonly string[], filters: readonly string[], invocation: Invocation, context: Context): Lowered {
  const own = packageAt(invocation.cwd, invocation, context);
  if (!own) return unread('package.json');
  const below = workspaces(own, invocation, context).filter(({ name, folder }) => filters.length === 0 || filters.some((filter) => name === filter.replace(/^\.\.\.|\.\.\.$/g, '') || folder.endsWith(`/${filter.replace(/^\.\//, '')}`) || name.endsWith(`/${filter}`)));
  return ledBy(invocation, together([own, ...below].flatMap((place) => names.filter((name) => place.scripts.has(name) && !/\b(?:turbo|lerna|nx)\b/.test(place.scripts.get(name) ?? '')).map((name) => runScript(place, name, [], invocation, context)))));
}

/** The command of a target in an nx project.json. */
function ofProject(folder: string, target: string, invocation: Invocation, context: Context): Lowered {
  const found = fileAt(`${folder}/project.json`, invocation, context);
  const targets = found ? parsed(found.text)?.['targets'] : null;
  const details = isRecord(targets) ? lookup(targets, target) : null;
  if (!found || !isRecord(details)) return NOTHING;
  const options = isRecord(details['options']) ? details['options'] : {};
  const commands = [details['command'], options['command'], ...(Array.isArray(options['commands']) ? options['commands'].map((one: unknown) => (isRecord(one) ? one['command'] : one)) : [])];
  return ledBy(invocation, together(commands.flatMap((text) => (typeof text === 'string' ? [context.follow({ language: 'bash', text, cwd: invocation.cwd, place: placeOf(invocation), link: found.shown })] : []))));
}

/** `run-s a b`, `npm-run-all --parallel 'deploy:*'`: scripts of the same package. */
export const runAll: Tool = (invocation, context) => {
  const own = packageAt(invocation.cwd, invocation, context);
  if (!own) return unread('package.json');
  const names = invocation.args.map(({ value }) => value.split(' ')[0] as string).filter((value) => !value.startsWith('-'));
  const wanted = names.flatMap((name) => (name.includes('*') ? [...own.scripts.keys()].filter((key) => key.startsWith(name.slice(0, name.indexOf('*')))) : own.scripts.has(name) ? [name] : []));
  return ledBy(invocation, together(wanted.map((name) => runScript(own, name, [], invocation, context))));
};
