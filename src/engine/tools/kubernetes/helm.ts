import { type EffectSeed, effectOf } from '../../effects';
import type { Effect, Tool, Word } from '../../model';
import { type Arguments, readArguments } from '../options';
import { isHelp, reading, unseen } from '../subcommands';
import { isDryRun, kubeFacts } from './arguments';

/** Helm, version 3 and the words of version 2. */
export const helm: Tool = (invocation, context): readonly Effect[] => {
  const args = readArguments(invocation.args, HELM);
  // Plugins that wrap another command: `helm secrets upgrade …`.
  const words = WRAPS.has(args.positionals[0]?.value ?? '') ? args.positionals.slice(1) : args.positionals;
  const verb = words[0];
  if (verb === undefined || isHelp(args) || isDryRun(args)) return [reading(invocation, words)];
  if (!verb.known) return [unseen(invocation, verb)];
  const seeds = seedsOf(verb.value, words.slice(1), args);
  if (seeds.length === 0) return [reading(invocation, words)];
  const facts = kubeFacts(args, invocation, context);
  return seeds.map((seed) => effectOf(invocation, { ...seed, facts }));
};

const WRAPS: ReadonlySet<string> = new Set(['secrets', 'ssm', 'tiller', 'x']);

function seedsOf(verb: string, words: readonly Word[], args: Arguments): EffectSeed[] {
  const names = words.map(({ value }) => value);
  const name = names[0] ?? 'a release';
  switch (verb) {
    case 'uninstall':
    case 'delete':
    case 'del':
    case 'un':
      return (names.length > 0 ? names : ['releases it is handed']).map((one) => ({
        verb: 'delete', resource: { kind: 'stack', type: 'helm-release', address: `release ${one}` }, reach: 'stack', undo: args.has('--keep-history') ? 'from-code' : 'from-backup',
        note: args.has('--keep-history') ? 'its history stays' : null,
      }));
    case 'upgrade':
      return [...replacedBy(args, name), ...stoppedBy(args, name), ...emptied(args, name), ...(args.has('--install', '-i') ? [creation(name)] : []), { verb: 'update', resource: { kind: 'change', type: 'helm-release', address: `release ${name}` }, reach: 'collection', undo: 'from-code' }];
    case 'rollback':
      return [...replacedBy(args, name), { verb: 'update', resource: { kind: 'infrastructure', type: 'helm-release', address: `release ${name}` }, undo: 'yes' }];
    case 'install':
      return [...stoppedBy(args, name), creation(name)];
    case 'reset':
      return [{ verb: 'delete', resource: { kind: 'stack', type: 'tiller', address: 'tiller and its releases' }, reach: 'stack' }];
    case '2to3':
      return names[0] === 'cleanup' ? [{ verb: 'delete', resource: { kind: 'state', type: 'helm-release', address: 'the release data of Helm 2' }, reach: 'collection', undo: 'no' }] : [];
    case 'repo':
    case 'plugin':
    case 'registry':
    case 'push':
    case 'test':
    case 'mapkubeapis':
      return [{ verb: 'update', resource: { kind: 'other', type: `helm ${verb}`, address: names.join(' ') || verb }, undo: 'yes' }];
    default:
      return [];
  }
}

function replacedBy(args: Arguments, name: string): EffectSeed[] {
  if (!args.has('--force', '--force-replace')) return [];
  return [{ verb: 'replace', resource: { kind: 'infrastructure', type: 'helm-release', address: `objects of release ${name}` }, reach: 'collection', undo: 'from-code', note: '--force deletes what cannot be changed and creates it again' }];
}

/** `--set replicaCount=0` leaves nothing running. */
function stoppedBy(args: Arguments, name: string): EffectSeed[] {
  const zero = args.values('--set', '--set-string', '--set-json').some(({ value }) => value.split(',').some((one) => /(?:^|\.)(?:replica(?:s|Count|_count)?|minReplicas|desiredReplicas)=0+$/i.test(one)));
  return zero ? [{ verb: 'stop', resource: { kind: 'service', type: 'helm-release', address: `release ${name}` }, undo: 'from-code', note: 'no replica is left' }] : [];
}

/** `--set primary.persistence.enabled=false` on what runs already: its claims go, and the data with them. */
function emptied(args: Arguments, name: string): EffectSeed[] {
  const off = args.values('--set', '--set-string', '--set-json').flatMap(({ value }) => value.split(',')).find((one) => /(?:^|\.)(?:persistence|persistentVolume|storage|pvc)\.enabled=false$/i.test(one));
  return off === undefined ? [] : [{ verb: 'unprotect', resource: { kind: 'protection', type: 'helm-release', address: `release ${name}` }, undo: 'no', note: `${off}: its data is no longer kept` }];
}

function creation(name: string): EffectSeed {
  return { verb: 'create', resource: { kind: 'stack', type: 'helm-release', address: `release ${name}` }, reach: 'stack', undo: 'yes' };
}

const HELM = {
  style: 'cobra',
  values: [
    '--kube-context', '-n', '--namespace', '--kubeconfig', '--kube-apiserver', '--kube-as-user', '--kube-as-group', '--kube-token', '--kube-ca-file', '--kube-tls-server-name', '--burst-limit', '--qps', '--registry-config', '--repository-cache', '--repository-config', '-f', '--values', '--set', '--set-string',
    '--set-file', '--set-json', '--set-literal', '--version', '--timeout', '--history-max', '--description', '--repo', '--username', '--password', '--ca-file', '--cert-file', '--key-file', '--keyring', '--post-renderer', '--post-renderer-args', '-o', '--output', '-l', '--labels', '--selector', '--max', '--filter', '--cascade',
  ],
} as const;
