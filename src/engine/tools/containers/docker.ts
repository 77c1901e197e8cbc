import { effectOf, together } from '../../effects';
import type { Effect, Tool } from '../../model';
import { deed, type Deed, deedsOf, type Grammared } from '../deeds';
import { readArguments } from '../options';
import { compose, composeServices } from './compose';
import { engineFacts, isRemote } from './facts';
import { imageProgram } from './images';

const GRAMMAR: Grammared = {
  style: 'cobra',
  values: ['-H', '--host', '--context', '--config', '--log-level', '--tlscacert', '--tlscert', '--tlskey', '--connection', '--url', '--identity', '--filter', '-t', '--time', '--timeout', '-s', '--signal', '--namespace', '-n', '--address', '--root', '--runroot', '--storage-driver'],
  harmless: ['--dry-run'],
  unattended: ['-f', '--force', '-y'],
  facts: engineFacts,
};

const DEEDS: readonly Deed[] = [
  deed('volume rm|remove', 'delete', 'data-store', 'volume'),
  deed('volume prune', 'delete', 'data-store', 'volumes', { everything: 'every volume that no container uses' }),
  deed('system prune', 'delete', 'data-store', 'volumes', { when: ['--volumes'], everything: 'volumes that no container uses' }),
  deed('system prune', 'delete', 'regenerated', 'unused images and containers', { everything: 'what no container uses' }),
  deed('system reset', 'delete', 'data-store', 'every container, image and volume', { everything: 'every container, image and volume' }),
  deed('machine reset|rm', 'delete', 'data-store', 'machine and its volumes'),
  deed('container|image|network|builder|buildx|pod prune', 'delete', 'regenerated', 'unused ones', { everything: 'what no container uses' }),
  deed('rm', 'delete', 'regenerated', 'container'),
  deed('container rm|remove', 'delete', 'regenerated', 'container'),
  deed('rmi', 'delete', 'regenerated', 'image'),
  deed('image|buildx|builder|manifest rm|remove', 'delete', 'regenerated', 'image'),
  deed('network rm|remove', 'delete', 'trivial', 'network'),
  deed('pod rm|stop|kill', 'delete', 'regenerated', 'pod'),
  deed('kube down', 'delete', 'regenerated', 'pods'),
  deed('stop|kill|pause', 'stop', 'regenerated', 'container'),
  deed('container stop|kill|pause', 'stop', 'regenerated', 'container'),
  deed('restart', 'update', 'service', 'container'),
  deed('container restart', 'update', 'service', 'container'),
  deed('swarm leave', 'delete', 'stack', 'swarm', { when: ['-f', '--force'], everything: 'the swarm of this manager', reach: 'stack' }),
  deed('stack rm|remove|down', 'delete', 'stack', 'stack', { reach: 'stack' }),
  deed('service rm|remove', 'delete', 'service', 'service'),
  deed('service scale', 'stop', 'service', 'service', { given: /=0$/, undo: 'from-code' }),
  deed('service update', 'stop', 'service', 'service', { when: ['--replicas=0'], undo: 'from-code' }),
  deed('node rm|remove', 'delete', 'infrastructure', 'node'),
  deed('node demote', 'update', 'infrastructure', 'node'),
  deed('secret rm|remove', 'delete', 'key', 'secret'),
  deed('config rm|remove', 'delete', 'infrastructure', 'config'),
  deed('context rm|remove', 'delete', 'trivial', 'context'),
  deed('plugin rm|disable', 'delete', 'infrastructure', 'plugin'),
  deed('trust revoke', 'delete', 'key', 'signature'),
  deed('model|extension|sandbox rm', 'delete', 'regenerated', 'model'),
  deed('checkpoint rm', 'delete', 'backup', 'checkpoint'),
];

/** `docker`, `podman`, `nerdctl`. What a container runs is an invocation of its own. */
export const docker: Tool = (invocation, context) => {
  const globals = readArguments(invocation.args, { ...GRAMMAR, optionsFirst: true });
  const facts = engineFacts(globals, invocation, context);
  const at = invocation.args.findIndex((word) => word === globals.positionals[0]);
  const rest = invocation.args.slice(Math.max(at, 0));
  if (rest[0]?.value === 'compose') return together([compose(invocation, rest.slice(1), facts), composeServices(invocation, rest.slice(1), context)]);
  const run = rest[0]?.value === 'container' ? 1 : 0;
  if (/^(?:run|create)$/.test(rest[run]?.value ?? '')) {
    const made = effectOf(invocation, { verb: 'create', resource: { kind: 'regenerated', type: 'container', address: 'a container' }, facts, undo: 'yes' });
    return together([[made], imageProgram(invocation, rest.slice(run + 1), context) ?? []]);
  }
  return deedsOf(invocation, context, GRAMMAR, DEEDS, rest).map((effect) => elsewhere({ ...effect, environment: { ...effect.environment, facts } }));

  /** What is housekeeping on one's own engine is an outage on a shared one. */
  function elsewhere(effect: Effect): Effect {
    if (!isRemote(facts) || effect.resource.kind !== 'regenerated' || !/container|pod/.test(effect.resource.type) || /unused/.test(effect.resource.type)) return replicas(effect);
    return { ...effect, verb: 'stop', resource: { ...effect.resource, kind: 'service' }, undo: 'from-code', reach: 'collection', note: 'on another machine' };
  }

  /** `service update --replicas 0 NAME`: the option's value is a word of its own. */
  function replicas(effect: Effect): Effect {
    const zero = rest.some(({ value }, i) => /^--replicas=0$/.test(value) || (value === '--replicas' && rest[i + 1]?.value === '0'));
    return zero && effect.verb === 'read' ? { ...effect, verb: 'stop', resource: { kind: 'service', type: 'service', address: rest.at(-1)?.value ?? 'service' }, undo: 'from-code' } : effect;
  }
};

export const dockerCompose: Tool = (invocation, context) => together([compose(invocation, invocation.args, engineFacts(readArguments(invocation.args, GRAMMAR), invocation, context)), composeServices(invocation, invocation.args, context)]);
