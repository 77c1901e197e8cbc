import { effectOf } from '../../effects';
import type { Effect, Facts, Invocation, Word } from '../../model';
import { readArguments } from '../options';
import { isRemote } from './facts';

const VALUES = ['-f', '--file', '-p', '--project-name', '--profile', '--env-file', '--project-directory', '--ansi', '--progress', '--parallel', '-t', '--timeout', '--scale', '-u', '--user', '-e', '--env', '-w', '--workdir', '--rmi', '--pull', '--index', '-s', '--signal', '--wait-timeout'];

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
