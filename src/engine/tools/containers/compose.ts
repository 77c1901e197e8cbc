import { effectOf, NOTHING, variable } from '../../effects';
import type { Context, Effect, Facts, Invocation, Lowered, Word } from '../../model';
import { readArguments } from '../options';
import { servicesRun } from './compose-services';
import { isRemote } from './facts';

const VALUES = ['-f', '--file', '-p', '--project-name', '--profile', '--env-file', '--project-directory', '--ansi', '--progress', '--parallel', '-t', '--timeout', '--scale', '-u', '--user', '-e', '--env', '-w', '--workdir', '--rmi', '--pull', '--index', '-s', '--signal', '--wait-timeout'];

/** What the services run by themselves when they are started: `run service` without a command, `up`. */
export function composeServices(invocation: Invocation, words: readonly Word[], context: Context): Lowered {
  const at = words.findIndex(({ value }, i) => !value.startsWith('-') && !VALUES.includes(words[i - 1]?.value ?? ''));
  const action = at < 0 ? '' : (words[at]?.value as string);
  if (!/^(?:run|up|start|create|watch)$/.test(action)) return NOTHING;
  const own = readArguments(words.slice(0, at), { style: 'cobra', values: VALUES });
  const args = readArguments(words.slice(at + 1), { style: 'cobra', values: [...VALUES.filter((name) => name !== '-f' && name !== '-p'), ...(action === 'run' ? RUN_VALUES : [])], optionsFirst: action === 'run' });
  if (own.has('--dry-run') || args.has('--help', '--dry-run')) return NOTHING;
  const set = variable(invocation, context, 'COMPOSE_PROFILES');
  const services = args.positionals.map(({ value }) => value);
  const folder = own.value('--project-directory')?.value;
  return servicesRun({
    files: own.values('-f', '--file').map(({ value }) => value).map((name) => (folder && !name.startsWith('/') ? `${folder}/${name}` : name)),
    profiles: [...own.values('--profile').map(({ value }) => value), ...(typeof set === 'string' ? set.split(',') : [])],
    services: action === 'run' ? services.slice(0, 1) : services, words: action === 'run' ? args.positionals.slice(1) : [], entrypoint: args.value('--entrypoint')?.value,
  }, invocation, context);
}

const RUN_VALUES = ['-v', '--volume', '--name', '--entrypoint', '-l', '--label', '-p', '--publish', '--cap-add', '--cap-drop'];

/** `docker compose …` and `docker-compose …`: `words` are those after `compose`. */
export function compose(invocation: Invocation, words: readonly Word[], facts: Facts): Effect[] {
  const at = words.findIndex(({ value }, i) => !value.startsWith('-') && !VALUES.includes(words[i - 1]?.value ?? ''));
  const own = readArguments(words.slice(0, Math.max(at, 0)), { style: 'cobra', values: VALUES });
  const action = at < 0 ? '' : (words[at]?.value as string);
  const args = readArguments(words.slice(at + 1), { style: 'cobra', values: VALUES.filter((name) => name !== '-f' && name !== '-p') });
  const project = own.value('-p', '--project-name')?.value ?? own.value('-f', '--file')?.value ?? 'the compose project';
  const all = { ...facts, stack: project };
  const services = args.positionals.map(({ value }) => value);
  const name = services.join(' ') || project;
  const one = (verb: Effect['verb'], kind: Effect['resource']['kind'], type: string, address: string, note: string | null = null): Effect =>
    effectOf(invocation, { verb, resource: { kind, type, address }, facts: all, undo: kind === 'data-store' ? 'no' : 'from-code', note, reach: services.length > 0 || kind === 'data-store' ? 'resource' : 'collection' });

  if (own.has('--dry-run') || args.has('--dry-run', '--help')) return [one('read', 'other', 'compose', name)];
  const volumes = args.has('-v', '--volumes');
  switch (action) {
    case 'down':
      return volumes ? [one('delete', 'data-store', 'volumes', `the volumes of ${project}`, '-v removes them with the containers')] : [stopped('containers', name)];
    case 'rm':
      return volumes ? [one('delete', 'regenerated', 'containers and anonymous volumes', name)] : [stopped('containers', name)];
    case 'stop':
    case 'kill':
    case 'pause':
      return [stopped('containers', name)];
    case 'scale':
      return services.some((service) => /=0$/.test(service)) ? [stopped('containers', name)] : [one('update', 'service', 'containers', name)];
    case 'up':
      return [one(args.has('-V', '--renew-anon-volumes') ? 'delete' : 'create', args.has('-V', '--renew-anon-volumes') ? 'regenerated' : 'service', 'containers', name)];
    case 'restart':
      return [one('update', 'service', 'containers', name)];
    default:
      return [one('read', 'other', 'compose', name)];
  }

  /** On a developer's own engine this is housekeeping; on another machine somebody is served by it. */
  function stopped(type: string, address: string): Effect {
    return isRemote(facts) ? one('stop', 'service', type, address, 'on another machine') : one('stop', 'regenerated', type, address);
  }
}
