import { type Deeds, DONE, effect, type Knower, tool } from './deeds';
import type { Call } from './program-walk';
import { json } from './sdk-names';
import { asText, type Value } from './values';
import { kebab } from '../lookup';

/** Settings that clouds' clients are told: protections switched off, rules that delete later, what is scaled to nothing. `cloud` says that the call is one of a cloud's. */
export function settings(call: Call, deeds: Deeds, cloud: boolean): ReturnType<Knower> {
  return kubernetesPatch(call, deeds) ?? (cloud ? (assigned(call, deeds) ?? told(call, deeds)) : null);
}

/** `patch_namespaced_deployment_scale(name, namespace, body)`, `replaceNamespacedStatefulSet({ name, namespace, body })`. */
function kubernetesPatch(call: Call, deeds: Deeds): ReturnType<Knower> {
  const assignment = /\b(?:read|create|list|replace)_?namespaced_?(\w+?)(?:_?scale)?\(\)(?:\.items)?(?:\.each)?\.spec\.(replicas|suspend)=$/i.exec(call.path);
  if (assignment) {
    const [name, namespace] = call.before.at(-1)?.args ?? [];
    return patch(call, assignment[1] as string, name, namespace, `{"spec":{"${assignment[2]}":${asText(call.args[0]).text}}}`, deeds);
  }
  const method = kebab(call.path.slice(call.path.lastIndexOf('.') + 1));
  const found = /^(?:patch|replace)-namespaced-([a-z-]+?)(?:-scale)?$/.exec(method) ?? /^(?:patch)-(namespace|node|persistent-volume|custom-resource-definition)$/.exec(method);
  if (!found) return null;
  const table = call.args.find((arg) => arg.is === 'table' && (arg.entries.has('body') || arg.entries.has('name')));
  const entry = (key: string, at: number) => call.named.get(key) ?? (table?.is === 'table' ? table.entries.get(key) : undefined) ?? (table ? undefined : call.args[at]);
  const whole = method.includes('namespaced');
  const body = entry('body', whole ? 2 : 1);
  if (!body) return null;
  return patch(call, found[1] as string, entry('name', 0), whole ? entry('namespace', 1) : undefined, json(objectOf(body)), deeds);
}

function patch(call: Call, noun: string, name: Value | undefined, namespace: Value | undefined, body: string, deeds: Deeds): typeof DONE {
  tool(call, 'kubectl', ['patch', noun.replace(/[-_]/g, '').toLowerCase(), asText(name).text, ...(namespace ? ['-n', asText(namespace).text] : []), '-p', body], deeds);
  return DONE;
}

/** `V1Scale(spec=V1ScaleSpec(replicas=0))` as the table that it is. */
function objectOf(value: Value, depth = 0): Value {
  if (depth > 8) return value;
  if (value.is === 'chain' && value.path.endsWith('()') && (value.calls.at(-1)?.named.size ?? 0) > 0) return objectOf({ is: 'table', entries: value.calls.at(-1)?.named ?? new Map() }, depth + 1);
  if (value.is === 'table') return { is: 'table', entries: new Map([...value.entries].map(([key, entry]) => [key, objectOf(entry, depth + 1)])) };
  return value.is === 'list' ? { is: 'list', items: value.items.map((item) => objectOf(item, depth + 1)) } : value;
}

/** `bucket.versioning_enabled = False` */
function assigned(call: Call, deeds: Deeds): ReturnType<Knower> {
  const name = /\.([\w$]+)=$/.exec(call.path)?.[1];
  const [value] = call.args;
  return name === undefined || !value ? null : judged(call, name, value, deeds);
}

/** `client.update_database(…, deletion_protection=False)`, `bucket.addLifecycleRule({ action: 'delete', … })` */
function told(call: Call, deeds: Deeds): ReturnType<Knower> {
  const method = kebab(call.path.slice(call.path.lastIndexOf('.') + 1)).replaceAll('-', '_');
  if (/lifecycle/.test(method)) return /delete_rule/.test(method) || (/^(?:add|set|update|put|patch)/.test(method) && call.args.some((arg) => deletes(arg))) ? unprotected(call, 'lifecycle rules', 'its rules delete what is stored', deeds) : null;
  if (/^(?:remove|clear|delete|unlock)_(?:retention\w*|deletion_protection|termination_protection)$|^disable_(?:backups?|deletion_protection|versioning|soft_delete)$/.test(method)) return unprotected(call, method.replace(/^[a-z]+_/, '').replaceAll('_', ' '), null, deeds);
  if (/^change_protection$/.test(method)) return [...call.named.values()].some((value) => isOff(value)) ? unprotected(call, 'deletion protection', null, deeds) : null;
  if (!/^(?:begin_)?(?:update|patch|modify|set|resize|scale|replace|edit|change|configure|create_or_update)/.test(method)) return null;
  for (const [name, value] of settingsIn([...call.args.map((arg): [string, Value] => ['', arg]), ...call.named])) {
    const known = judged(call, name, value, deeds);
    if (known) return known;
  }
  return null;
}

/** All settings of a call with their names; `enabled` takes the name of what it stands in. */
function settingsIn(entries: readonly (readonly [string, Value])[], depth = 0): (readonly [string, Value])[] {
  if (depth > 8) return [];
  return entries.flatMap(([name, raw]): (readonly [string, Value])[] => {
    const value = objectOf(raw);
    if (value.is === 'list') return [[name, value], ...settingsIn(value.items.map((item) => [name, item] as const), depth + 1)];
    if (value.is !== 'table') return [[name, value]];
    return [[name, value], ...settingsIn([...value.entries].map(([key, inner]) => [key === 'enabled' || key === 'Enabled' ? name : key, inner] as const), depth + 1)];
  });
}

function judged(call: Call, name: string, value: Value, deeds: Deeds): ReturnType<Knower> {
  const setting = kebab(name).replaceAll('-', '_');
  if (PROTECTIONS.test(setting) && isOff(value)) return unprotected(call, setting.replace(/_?enabled$/, '').replaceAll('_', ' '), null, deeds);
  if (/^lifecycle(?:_rules?)?$/.test(setting) && deletes(value)) return unprotected(call, 'lifecycle rules', 'its rules delete what is stored', deeds);
  const zero = COUNTS.test(setting) && asText(value).text === '0';
  if (!zero && !(setting === 'activation_policy' && /^never$/i.test(asText(value).text))) return null;
  effect(call, { verb: 'stop', resource: { kind: 'service', type: setting, address: nameIn(call) }, reach: 'collection', undo: 'from-code', note: zero ? 'scaled to nothing' : 'it no longer runs' }, deeds);
  return DONE;
}

const PROTECTIONS = /^(?:(?:enable_|is_)?(?:deletion|delete|termination|purge|destroy)_(?:protection|protected)(?:_enabled)?|versioning(?:_enabled)?|(?:enable_)?(?:point_in_time_recovery|soft_delete|purge_protection|automated_backups?|backups?)(?:_enabled|_policy)?|retention_(?:period|policy|days)|default_event_based_hold|uniform_bucket_level_access_enabled)$/;
const COUNTS = /^(?:replicas|node_count|target_size|desired_(?:count|capacity|size)|instance_count|num_nodes|number_of_nodes|worker_count)$/;

function isOff(value: Value): boolean {
  return (value.is === 'text' && /^(?:false|0)$/i.test(value.text)) || (value.is === 'chain' && /^(?:None|null|nil|undefined)$/.test(value.path));
}

/** A rule whose action is to delete. */
function deletes(value: Value): boolean {
  return /"(?:type|action|Type|Action)":"delete"/i.test(json(objectOf(value))) || /LifecycleRuleDelete/.test(value.is === 'list' ? value.items.map((item) => asText(item).text).join(' ') : asText(value).text);
}

function unprotected(call: Call, what: string, note: string | null, deeds: Deeds): typeof DONE {
  effect(call, { verb: 'unprotect', resource: { kind: /lifecycle/.test(what) ? 'data-store' : 'protection', type: what, address: nameIn(call) }, undo: 'yes', note }, deeds);
  return DONE;
}

function nameIn(call: Call): string {
  const value = [...call.before.flatMap(({ args, named }) => [...args, ...named.values()]), ...call.args].find((one) => one.is === 'text' && one.known && /[a-z]/i.test(one.text) && !/^(?:true|false)$/.test(one.text));
  return value ? asText(value).text : 'a resource';
}
