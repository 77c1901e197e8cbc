import type { Context, Effect, Facts, Invocation, Lowered, Tool } from '../../model';
import { readArguments } from '../options';
import { isHelp, reading } from '../subcommands';
import { facts, known } from './facts';
import { moduleLowered } from './modules';

/** `ansible HOSTS -m MODULE -a ARGUMENTS`: one task on many hosts. The module is `command` when none is named. */
export const ansible: Tool = (invocation, context): Lowered | readonly Effect[] => {
  const args = readArguments(invocation.args, ANSIBLE_GRAMMAR);
  const hosts = args.positionals[0]?.value;
  if (hosts === undefined || isHelp(args) || args.has(...NOT_RUN)) return [reading(invocation, args.positionals)];
  const written = args.value('-a', '--args')?.value ?? '';
  const module = args.value('-m', '--module-name')?.value ?? 'command';
  const located = ansibleFacts(args.value('-i', '--inventory', '--inventory-file')?.value, args.value('-l', '--limit')?.value ?? hosts, invocation, context);
  const lowered = moduleLowered({ name: module, text: written, values: pairs(written), facts: located, invocation, context, many: true });
  return lowered ?? [reading(invocation, args.positionals)];
};

/** Options with which nothing is changed. */
export const NOT_RUN = ['--check', '-C', '--syntax-check', '--list-hosts', '--list-tasks', '--list-tags', '--version'];

export const ANSIBLE_GRAMMAR = {
  style: 'gnu',
  abbreviations: true,
  flags: [...NOT_RUN, '--diff', '--become', '--ask-become-pass', '--ask-pass', '--force-handlers', '--flush-cache', '--step', '--verbose', '--one-line', '--help'].filter((name) => name.startsWith('--')),
  values: [
    '-i', '--inventory', '--inventory-file', '-l', '--limit', '-t', '--tags', '--skip-tags', '-e', '--extra-vars', '-m', '--module-name', '-a', '--args', '-u', '--user', '-f', '--forks', '-M', '--module-path', '--vault-password-file', '--vault-id', '--private-key', '--key-file',
    '-c', '--connection', '--become-user', '--become-method', '--start-at-task', '-T', '--timeout', '--ssh-common-args', '--ssh-extra-args', '--scp-extra-args', '--sftp-extra-args', '-B', '--background', '-P', '--poll', '--playbook-dir',
  ],
} as const;

export function ansibleFacts(inventory: string | undefined, hosts: string | undefined, invocation: Invocation, context: Context): Facts {
  return facts({ path: inventory ?? known(invocation, context, 'ANSIBLE_INVENTORY') ?? invocation.cwd, host: hosts });
}

/** `name=nginx state="absent"`, or a JSON object. */
function pairs(text: string): Record<string, unknown> {
  if (text.trim().startsWith('{')) {
    try {
      return JSON.parse(text) as Record<string, unknown>;
    } catch {
      return {};
    }
  }
  return Object.fromEntries([...text.matchAll(/(?:^|\s)(\w+)=("[^"]*"|'[^']*'|\S+)/g)].map(([, name, value]) => [name as string, (value as string).replace(/^(["'])(.*)\1$/, '$2')]));
}

