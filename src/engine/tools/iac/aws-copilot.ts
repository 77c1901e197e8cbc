import type { Context, Effect, Invocation, Lowered } from '../../model';
import { type Program, subcommands } from '../subcommands';
import { deployFacts } from './facts';

/** AWS Copilot. GitHub's assistant has the same name and none of these words; `null` when it is that one. */
export function awsCopilot(invocation: Invocation, context: Context): Lowered | readonly Effect[] | null {
  const [noun, verb] = invocation.args.map(({ value }) => value);
  if (!NOUNS.has(noun ?? '') || (noun !== 'deploy' && !VERBS.has(verb ?? ''))) return null;
  return COMMANDS(invocation, context);
}

const NOUNS: ReadonlySet<string> = new Set(['app', 'env', 'svc', 'service', 'job', 'task', 'pipeline', 'storage', 'secret', 'deploy']);
const VERBS: ReadonlySet<string> = new Set(['delete', 'ls', 'list', 'show', 'status', 'logs', 'package', 'deploy', 'init', 'upgrade', 'pause', 'resume', 'exec', 'run', 'override', 'update']);

const PROGRAM: Program = {
  grammar: { style: 'cobra', values: ['-a', '--app', '-e', '--env', '-n', '--name', '--profile', '--region', '-c', '--command', '--task-group-name', '--storage-type'] },
  yes: ['--yes', '--force'],
  facts: deployFacts({ stack: ['-e', '--env'], app: ['-a', '--app'] }),
  rows: [
    { words: 'app delete', verb: 'delete', kind: 'stack', type: 'copilot-app', reach: 'stack', named: ['-n', '--name', '-a', '--app'], note: 'with every service and environment' },
    { words: 'env delete', verb: 'delete', kind: 'stack', type: 'copilot-environment', reach: 'stack', named: ['-n', '--name', '-e', '--env'] },
    { words: 'svc|service delete', verb: 'delete', kind: 'service', type: 'copilot-service', named: ['-n', '--name'] },
    { words: 'job delete', verb: 'delete', kind: 'service', type: 'copilot-job', named: ['-n', '--name'] },
    { words: 'task delete', verb: 'delete', kind: 'service', type: 'copilot-task', named: ['-n', '--name'] },
    { words: 'pipeline delete', verb: 'delete', kind: 'infrastructure', type: 'copilot-pipeline', named: ['-n', '--name'] },
    { words: 'storage delete', verb: 'delete', kind: 'data-store', type: 'copilot-storage', named: ['-n', '--name'] },
    { words: 'svc|service pause', verb: 'stop', kind: 'service', type: 'copilot-service', named: ['-n', '--name'], undo: 'from-code' },
    { words: 'deploy', verb: 'update', kind: 'other', type: 'copilot-service' },
    { words: 'svc|env|job|pipeline|service deploy', verb: 'update', kind: 'other', type: 'copilot-service' },
  ],
};

const COMMANDS = subcommands(PROGRAM);
