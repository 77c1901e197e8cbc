import { type EffectSeed, effectOf, together, variable } from '../../effects';
import type { Context, Facts, Invocation, Tool } from '../../model';
import { type Arguments, readArguments } from '../options';
import { azCase } from './az-cases';
import { cloudSigns } from './signs';
import { type TreeCommand, treeCommand } from './tree';
import { treeSeed } from './tree-seeds';

/** Azure's command line: every command by the compiled table, with the options that change what it means. */
export const az: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, GRAMMAR);
  const command = args.positionals.length === 0 ? null : treeCommand(context.surroundings, 'az', args.positionals);
  const read: EffectSeed = { verb: 'read', resource: { kind: 'other', type: 'az', address: args.positionals.slice(0, 4).map(({ value }) => value).join(' ') || 'az' } };
  if (command === null || args.has('--help', '-h', '--dryrun', '--dry-run', '--what-if', '--validate') || command.operation.letter === 'R' || CONFIGURES.test(`${command.group} ${command.leaf}`.trim())) return [effectOf(invocation, read)];

  const facts = factsOf(args, invocation, context);
  const unattended = args.has('--yes', '-y') || /^(?:1|true|yes|on)$/i.test(variable(invocation, context, 'AZURE_CORE_DISABLE_CONFIRM_PROMPT') ?? '');
  const seed = treeSeed('az', command, addressOf(command, args));
  const seeds = azCase(command, args, seed) ?? [seed];
  const scripts = /(?:run-command|command) invoke$|^container exec$/.test(`${command.group} ${command.leaf}`) ? args.values('--scripts', '--command', '-c', '--exec-command').map(({ value }) => value) : [];
  const code = scripts.filter((text) => !text.startsWith('@')).map((text) =>
    context.follow({ language: /powershell/i.test(args.value('--command-id')?.value ?? '') ? 'powershell' : 'bash', text, cwd: null, place: { in: 'text', span: invocation.span }, link: `az ${command.group} ${command.leaf}`, facts: { ...facts, host: args.value('--name', '-n')?.value ?? 'remote' }, by: invocation }),
  );
  return together([[...seeds, ...cloudSigns(args, seed)].map((one) => effectOf(invocation, { ...one, facts, unattended: unattended && one.resource.kind !== 'change' })), ...code]);
};

const GRAMMAR = {
  style: 'gnu',
  values: ['--subscription', '-o', '--output', '--query', '-n', '--name', '-g', '--resource-group', '--ids', '-l', '--location', '-s', '--server', '--source', '-c', '--container-name', '--account-name', '--vault-name', '-z', '--zone-name', '--cluster-name',
    '--mode', '--node-count', '--new-capacity', '--scripts', '--command', '--command-id', '--exec-command', '--method', '-m', '--url', '-u', '--uri', '--body', '-b', '--assignee', '--role', '--scope', '--id', '--delete-destination', '--action-on-unmanage',
    '--template-file', '-f', '--parameters', '-p', '--nsg-name', '--vnet-name', '--repository', '--image', '-t', '--max-replicas', '--min-replicas', '--access', '--priority', '--destination-port-ranges', '--source-address-prefixes', '--direction', '--slot', '--type', '--enable', '--enable-delete-retention', '--enable-versioning', '--enable-container-delete-retention', '--enable-change-feed'],
} as const;

const CONFIGURES = /^(?:account (?:set|clear|list)|login|logout|configure|config|cloud|extension|feedback|interactive|upgrade|init|bicep|self-test|cache|local-context|find|next|survey|acr login|aks install-cli|acr (?:build|import)|devops (?:login|logout|configure))(?: |$)/;

function addressOf({ group, names }: TreeCommand, args: Arguments): string {
  const name = args.value('--name', '-n', '--ids', '--id', '--repository', '--image', '--assignee', '--account-name', '--vault-name', '--container-name', '--url', '--uri')?.value ?? names[0]?.value;
  return name ?? args.value('--resource-group', '-g')?.value ?? group;
}

function factsOf(args: Arguments, invocation: Invocation, context: Context): Facts {
  const written = args.value('--subscription')?.value ?? variable(invocation, context, 'AZURE_SUBSCRIPTION_ID') ?? variable(invocation, context, 'ARM_SUBSCRIPTION_ID');
  const subscription = written ?? active(context);
  const group = args.value('--resource-group', '-g')?.value ?? (args.positionals[0]?.value === 'group' ? args.value('--name', '-n')?.value : undefined) ?? variable(invocation, context, 'AZURE_DEFAULTS_GROUP');
  const stack = args.value('--cluster-name', '--server', '--account-name', '--vault-name')?.value;
  return { ...(subscription && { 'az-subscription': subscription }), ...(group && { 'az-resource-group': group }), ...(stack && { stack }) };
}

/** The subscription that ~/.azure/azureProfile.json marks as the default one. */
function active(context: Context): string | undefined {
  const text = context.surroundings.readFile(`${context.surroundings.homeDirectory}/.azure/azureProfile.json`);
  if (text === null) return undefined;
  try {
    const profile: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const list = (profile as { subscriptions?: readonly { name?: string; isDefault?: boolean }[] }).subscriptions;
    return Array.isArray(list) ? list.find(({ isDefault }) => isDefault === true)?.name : undefined;
  } catch {
    return undefined;
  }
}
