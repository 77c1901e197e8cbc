import { basename } from 'node:path';
import { type Arguments, type Grammar, readArguments } from '../engine/tools/options';
import { isObject } from '../protocol/proposal';
import { count, known, listed, parsed, textAt, textOf, unknown } from './answers';
import type { Item, Looked, Preview, Question } from './preview';

/** Volumes that a Docker or Podman command would remove: when they were made, by what, and what uses them. */
export const containers: Preview = {
  id: 'containers',
  matches: ({ program }, effects) => /^(?:docker|podman|nerdctl|docker-compose)$/.test(program) && effects.some(({ verb, resource }) => verb === 'delete' && resource.kind === 'data-store'),

  async look(question) {
    const { invocation } = question;
    const globals = readArguments(invocation.args, { ...GRAMMAR, optionsFirst: true });
    const program = invocation.program === 'docker-compose' ? 'docker' : invocation.program;
    const where = ['-H', '--host', '-c', '--context', '--config'].flatMap((name) => globals.values(name).map(({ value }) => [name, value])).flat();
    const at = invocation.args.findIndex((word) => word === globals.positionals[0]);
    const rest = invocation.program === 'docker-compose' ? invocation.args : invocation.args.slice(Math.max(at, 0));
    const engine: Engine = { question, program, where: invocation.program === 'docker-compose' ? [] : where };
    if (invocation.program === 'docker-compose' || rest[0]?.value === 'compose') return composed(engine, readArguments(invocation.program === 'docker-compose' ? rest : rest.slice(1), COMPOSE));
    const args = readArguments(rest, GRAMMAR);
    const words = args.positionals.map(({ value }) => value);
    const unread = args.positionals.find(({ known: isKnown }) => !isKnown);
    if (unread) return unknown(`\`${unread.value}\` is only known when it runs`);
    if (words[0] === 'volume' && /^(?:rm|remove)$/.test(words[1] ?? '')) return volumes(engine, words.slice(2), '');
    if (words.includes('prune')) return unused(engine, words[0] === 'volume' ? args.has('-a', '--all') : true);
    return unknown('what it takes is not looked up');
  },
};

interface Engine {
  readonly question: Question;
  readonly program: string;
  readonly where: readonly string[];
}

const GRAMMAR: Grammar = { style: 'cobra', values: ['-H', '--host', '-c', '--context', '--config', '-l', '--log-level', '--filter', '--tlscacert', '--tlscert', '--tlskey'] };
const COMPOSE: Grammar = { style: 'cobra', values: ['-f', '--file', '-p', '--project-name', '--profile', '--env-file', '--project-directory', '--ansi', '--progress', '--parallel', '-t', '--timeout', '--rmi'] };

async function volumes({ question, program, where }: Engine, names: readonly string[], source: string): Promise<Looked> {
  if (names.length === 0) return known([], source === '' ? 'no volume is named' : `${source}: none`);
  const said = await question.run(program, [...where, 'volume', 'inspect', ...names]);
  // Those that are there are printed, even when one is not.
  const list = said.kind === 'done' && !said.cut ? parsed(said.stdout) : null;
  const found = Array.isArray(list) ? list.filter(isObject) : [];
  const text = textOf(said);
  if (found.length === 0 && text.kind === 'nothing' && !/no such volume/i.test(text.why)) return unknown(text.why);
  const users = await Promise.all(found.map(async (volume) => {
    const users1 = textOf(await question.run(program, [...where, 'ps', '--all', '--filter', `volume=${textAt(volume, 'Name') ?? ''}`, '--format', '{{.Names}}']));
    return users1.kind === 'nothing' ? null : users1.value.split('\n').filter((line) => line !== '');
  }));
  const items = found.map((volume, i): Item => {
    const by = users[i];
    const project = textAt(volume, 'Labels', 'com.docker.compose.project');
    return {
      name: `volume ${textAt(volume, 'Name') ?? ''}`,
      detail: listed(textAt(volume, 'Driver') === 'local' ? null : textAt(volume, 'Driver'), textAt(volume, 'UsageData', 'Size'), project !== undefined && `of ${project}`, textAt(volume, 'CreatedAt') !== undefined && `since ${textAt(volume, 'CreatedAt')?.slice(0, 10)}`, by === null || by === undefined ? 'what uses it is not known' : by.length === 0 ? 'no container uses it' : `used by ${by.slice(0, 3).join(', ')}${by.length > 3 ? ` and ${count(by.length - 3, 'other')}` : ''}`),
      holdsData: true,
      becomes: { kind: 'gone' },
      group: 'volume',
    };
  });
  return known(items, listed(source === '' ? `as \`${program} volume inspect\` says now` : source, names.length > found.length && `${names.length - found.length} of ${names.length} are not there`));
}

async function unused(engine: Engine, isAll: boolean): Promise<Looked> {
  const { question, program, where } = engine;
  const said = textOf(await question.run(program, [...where, 'volume', 'ls', '--filter', 'dangling=true', '--format', '{{.Name}}']));
  if (said.kind === 'nothing') return unknown(said.why);
  const names = said.value.split('\n').filter((line) => line !== '');
  // Without `--all` only those that nobody gave a name to: their name is a hash.
  return volumes(engine, names.filter((name) => isAll || /^[0-9a-f]{64}$/.test(name)).slice(0, 200), 'volumes that no container uses');
}

async function composed(engine: Engine, args: Arguments): Promise<Looked> {
  const { question, program, where } = engine;
  const file = args.value('-f', '--file')?.value;
  const texts = [file, 'compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'].flatMap((name) => (name === undefined ? [] : [question.readFile(`${question.cwd}/${name}`)]));
  const named = /^name:\s*["']?([\w.-]+)/m.exec(texts.find((text) => text !== null) ?? '')?.[1];
  const project = args.value('-p', '--project-name')?.value ?? question.env['COMPOSE_PROJECT_NAME'] ?? named ?? basename(args.value('--project-directory')?.value ?? question.cwd).toLowerCase().replace(/[^a-z0-9_-]/g, '');
  const said = textOf(await question.run(program, [...where, 'volume', 'ls', '--filter', `label=com.docker.compose.project=${project}`, '--format', '{{.Name}}']));
  if (said.kind === 'nothing') return unknown(said.why);
  return volumes(engine, said.value.split('\n').filter((line) => line !== ''), `volumes of the project ${project}`);
}
