import { type EffectSeed, effectOf, together, variable } from '../../effects';
import type { Context, Facts, Invocation, Tool, Word } from '../../model';
import { type Arguments, readArguments } from '../options';
import { gcloudCase } from './gcloud-cases';
import { standing, type TreeCommand, treeCommand } from './tree';
import { treeSeed } from './tree-seeds';
import { cloudSigns } from './signs';

/** Google's command line: every command by the compiled table, with the options that change what it means. */
export const gcloud: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, GRAMMAR);
  const words = args.positionals.filter(({ value }, i) => !(i === 0 && /^(?:alpha|beta|preview)$/.test(value)));
  const command = words.length === 0 ? null : treeCommand(context.surroundings, 'gcloud', words);
  const read: EffectSeed = { verb: 'read', resource: { kind: 'other', type: 'gcloud', address: words.slice(0, 4).map(({ value }) => value).join(' ') || 'gcloud' } };
  if (command === null || args.has('--help', '-h', '--validate-only', '--dry-run', '--preview') || command.operation.letter === 'R' || CONFIGURES.test(`${command.group} ${command.leaf}`)) return [effectOf(invocation, read)];

  const facts = factsOf(args, invocation, context);
  const unattended = args.has('--quiet', '-q') || /^(?:1|true)$/i.test(variable(invocation, context, 'CLOUDSDK_CORE_DISABLE_PROMPTS') ?? '');
  const seed = treeSeed('gcloud', command, addressOf(command, args, invocation));
  const seeds = gcloudCase(command, args, seed) ?? [seed];
  const code = codeIn(command, args).map(([language, text]) =>
    context.follow({ language, text, cwd: null, place: { in: 'text', span: invocation.span }, link: `gcloud ${command.group} ${command.leaf}`, facts: { ...facts, host: command.names[0]?.value ?? 'remote' }, by: invocation }),
  );
  return together([[...seeds, ...cloudSigns(args, seed)].map((one) => effectOf(invocation, { ...one, facts, unattended: unattended && one.resource.kind !== 'change' })), ...code]);
};

const GRAMMAR = {
  style: 'cobra',
  values: ['--project', '--account', '--configuration', '--format', '--filter', '--flatten', '--impersonate-service-account', '--billing-project', '--access-token-file', '--flags-file', '--trace-token', '--verbosity',
    '--zone', '--region', '--location', '--instance', '--cluster', '--database', '--command', '--sql', '--ddl', '--keyring', '--key', '--member', '--role', '--size', '--num-nodes', '--service', '--node-pool', '--secret', '--topic', '--dataset', '--allow', '--rules', '--source-ranges', '--target-tags', '--network', '--subnet', '--image', '--machine-type', '--type', '--ttl', '--rrdatas', '--tier', '--backup-instance', '--activation-policy', '--max-instances', '--min-instances', '--member', '--policy'],
} as const;

/** Which account, project or configuration later commands use is a matter of this machine. */
const CONFIGURES = /^(?:config|auth|components|topic|config configurations|info|emulators|survey|feedback)\b/;

function addressOf({ group, names }: TreeCommand, args: Arguments, invocation: Invocation): string {
  const named = standing(names, invocation.args).slice(0, 5).map(({ value }) => value).join(' ');
  return named !== '' ? named : (args.value('--instance', '--cluster', '--database', '--name')?.value ?? group);
}

function factsOf(args: Arguments, invocation: Invocation, context: Context): Facts {
  const folder = variable(invocation, context, 'CLOUDSDK_CONFIG') ?? `${context.surroundings.homeDirectory}/.config/gcloud`;
  const configuration = args.value('--configuration')?.value ?? variable(invocation, context, 'CLOUDSDK_ACTIVE_CONFIG_NAME') ?? context.surroundings.readFile(`${folder}/active_config`)?.trim();
  const settings = configuration ? context.surroundings.readFile(`${folder}/configurations/config_${configuration}`) : null;
  const project = args.value('--project')?.value ?? variable(invocation, context, 'CLOUDSDK_CORE_PROJECT') ?? variable(invocation, context, 'GOOGLE_CLOUD_PROJECT') ?? /^\s*project\s*=\s*(\S+)/m.exec(settings ?? '')?.[1];
  const cluster = args.value('--cluster')?.value;
  return { ...(configuration && { 'gcloud-configuration': configuration }), ...(project && { 'gcloud-project': project }), ...(cluster && { stack: cluster }) };
}

function codeIn({ group, leaf }: TreeCommand, args: Arguments): (readonly ['bash' | 'sql', string])[] {
  const text = (words: readonly Word[]): string[] => (words.length === 0 ? [] : [words.map(({ value }) => value).join(' ')]);
  if (/(?:^| )ssh$/.test(`${group} ${leaf}`)) return [...text(args.values('--command')), ...text(args.rest)].map((one) => ['bash', one]);
  if (leaf === 'execute-sql') return text(args.values('--sql')).map((one) => ['sql', one]);
  if (group === 'spanner databases ddl') return text(args.values('--ddl')).map((one) => ['sql', one]);
  return [];
}
