import { readArguments } from '../engine/tools/options';
import { isObject } from '../protocol/proposal';
import { known, listed, objects, parsed, textAt, textOf, unknown } from './answers';
import { becomesOf, HOLDS_DATA } from './known';
import type { Item, Looked, Preview, Question } from './preview';

/** What a gcloud command would take: the same words with `describe` in place of the deed, and for a bucket its size. */
export const gcloud: Preview = {
  id: 'gcloud',
  matches: ({ program }, effects) => program === 'gcloud' && effects.some(({ verb }) => verb !== 'create' && verb !== 'update'),

  async look(question) {
    const args = readArguments(question.invocation.args, { style: 'gnu', values: [...GCLOUD_WHERE, '--async-timeout', '--format', '--filter'] });
    const words = args.positionals;
    const unread = [...words, ...args.options.flatMap(({ value }) => value ?? [])].find((word) => !word.known);
    if (unread) return unknown(`\`${unread.value}\` is only known when it runs`);
    const where = GCLOUD_WHERE.flatMap((name) => args.values(name).map(({ value }) => `${name}=${value}`));
    const texts = words.map(({ value }) => value);
    const bucket = texts.find((text) => text.startsWith('gs://'));
    if (texts[0] === 'storage' && bucket !== undefined) return bucketLook(question, bucket, where);
    const deed = texts.findIndex((text) => DEEDS.test(text));
    const path = texts.slice(0, deed);
    const names = texts.slice(deed + 1);
    if (deed < 1 || (path[0] === 'secrets' && path.includes('versions'))) return unknown('no read is known that shows what it takes');
    const answers = await Promise.all((names.length > 0 ? names : [null]).slice(0, 20).map(async (name) => textOf(await question.run('gcloud', [...path, 'describe', ...(name === null ? [] : [name]), ...where, '--format=json', '--quiet']))));
    const failed = answers.find((answer) => answer.kind === 'nothing');
    if (failed?.kind === 'nothing') return unknown(failed.why);
    return described(question, answers.flatMap((answer) => (answer.kind === 'answered' ? [parsed(answer.value)] : [])).filter(isObject), names, `as \`gcloud ${path.join(' ')} describe\` says now`);
  },
};

const GCLOUD_WHERE = ['--project', '--zone', '--region', '--location', '--account', '--configuration', '--impersonate-service-account', '--instance', '--cluster', '--keyring', '--database', '--billing-project', '--dataset', '--folder', '--organization', '-i'];
const DEEDS = /^(?:delete|destroy|stop|reset|suspend|patch|update|disable|remove|abandon|resize|failover|restart|undeploy)$/;

async function bucketLook({ run }: Question, bucket: string, where: readonly string[]): Promise<Looked> {
  const said = textOf(await run('gcloud', ['storage', 'du', '--summarize', '--readable-sizes', bucket, ...where.filter((word) => /^--(?:project|account|configuration|impersonate|billing)/.test(word))]));
  if (said.kind === 'nothing') return unknown(said.why);
  return known([{ name: bucket, detail: said.value.trim().split(/\s{2,}/)[0] ?? '', holdsData: true, becomes: { kind: 'gone' }, group: 'bucket' }], 'as `gcloud storage du` says now');
}

/** What an az command would take: everything in a resource group, else the same words with `show` in place of the deed. */
export const az: Preview = {
  id: 'az',
  matches: ({ program }, effects) => program === 'az' && effects.some(({ verb }) => verb !== 'create' && verb !== 'update'),

  async look(question) {
    const args = readArguments(question.invocation.args, { style: 'gnu', values: AZ_WHERE });
    const texts = args.positionals.map(({ value }) => value);
    const unread = [...args.positionals, ...args.options.flatMap(({ value }) => value ?? [])].find((word) => !word.known);
    if (unread) return unknown(`\`${unread.value}\` is only known when it runs`);
    const where = args.options.flatMap(({ name, value }) => (AZ_WHERE.includes(name) && value !== null ? [name, value.value] : []));
    const deed = texts.findIndex((text) => /^(?:delete|purge|stop|deallocate|restart|remove|update|disable|reset|redeploy)$/.test(text));
    if (deed < 1) return unknown('no read is known that shows what it takes');
    const path = texts.slice(0, deed);
    const group = args.value('-n', '--name', '-g', '--resource-group')?.value;
    const isGroup = path.join(' ') === 'group' && group !== undefined;
    const subscription = args.value('--subscription')?.value;
    const question1 = isGroup ? ['resource', 'list', '--resource-group', group, ...(subscription === undefined ? [] : ['--subscription', subscription])] : [...path, 'show', ...where];
    const said = textOf(await question.run('az', [...question1, '--output', 'json', '--only-show-errors']));
    if (said.kind === 'nothing') return unknown(said.why);
    const answer = parsed(said.value);
    const things = Array.isArray(answer) ? objects(answer) : isObject(answer) ? [answer] : [];
    return described(question, things, [], `as \`az ${isGroup ? 'resource list' : `${path.join(' ')} show`}\` says now`);
  },
};

const AZ_WHERE = ['-n', '--name', '-g', '--resource-group', '--subscription', '--ids', '--server', '-s', '--server-name', '--account-name', '--vault-name', '--namespace-name', '--cluster-name', '--zone-name', '-z', '--vnet-name', '--nsg-name', '--registry', '-r', '--workspace-name', '--database-name'];

function described({ effects, kindOf }: Question, things: readonly Readonly<Record<string, unknown>>[], names: readonly string[], source: string): Looked {
  const effect = effects.find(({ verb }) => verb !== 'read') ?? effects[0];
  const items = things.map((thing, i): Item => {
    const type = textAt(thing, 'type')?.replace(/^Microsoft\./, '') ?? effect?.resource.type ?? '';
    const holds = /[/]/.test(type) ? HOLDS_DATA.has(kindOf(`azurerm_${type.split('/').at(-1)?.replace(/s$/, '').replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()}`)) || /(?:databases|servers|storageAccounts|disks|vaults|namespaces|redis|databaseAccounts|registries|workspaces|shares)$/i.test(type) : effect !== undefined && HOLDS_DATA.has(effect.resource.kind);
    return { name: `${type} ${(textAt(thing, 'name') ?? names[i] ?? '').split('/').at(-1)}`.trim(), detail: detailOf(thing), holdsData: holds, becomes: effect === undefined || effect.verb === 'delete' ? { kind: 'gone' } : becomesOf(effect), group: type };
  });
  return known(items, items.length === 0 ? `${source}: nothing` : source);
}

function detailOf(thing: Readonly<Record<string, unknown>>): string {
  return listed(
    textAt(thing, 'databaseVersion')?.replaceAll('_', ' ').toLowerCase() ?? textAt(thing, 'version') ?? textAt(thing, 'currentMasterVersion'),
    textAt(thing, 'settings', 'tier') ?? textAt(thing, 'machineType')?.split('/').at(-1) ?? textAt(thing, 'sku', 'name') ?? textAt(thing, 'hardwareProfile', 'vmSize'),
    gigabytes(textAt(thing, 'settings', 'dataDiskSizeGb') ?? textAt(thing, 'sizeGb') ?? textAt(thing, 'diskSizeGb') ?? textAt(thing, 'diskSizeGB') ?? textAt(thing, 'storage', 'storageSizeGb')),
    thing['deletionProtection'] === true || textAt(thing, 'settings', 'deletionProtectionEnabled') !== undefined ? 'deletion protection on' : undefined,
    textAt(thing, 'region') ?? textAt(thing, 'location') ?? textAt(thing, 'zone')?.split('/').at(-1),
    textAt(thing, 'state') ?? textAt(thing, 'status') ?? textAt(thing, 'lifecycleState') ?? textAt(thing, 'provisioningState'),
    (textAt(thing, 'createTime') ?? textAt(thing, 'creationTimestamp') ?? textAt(thing, 'timeCreated'))?.slice(0, 10).replace(/^/, 'since '),
  );
}

function gigabytes(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `${text} GB`;
}
