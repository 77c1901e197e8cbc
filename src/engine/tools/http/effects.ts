import { type EffectSeed, effectOf } from '../../effects';
import type { Effect, Invocation, ResourceKind } from '../../model';
import { kindOfNoun, reachOfKind } from '../cloud/nouns';
import { mutations } from './graphql';
import type { Request } from './request';
import { addressOf, HOLDS, isLoopbackHost, type Target, targetOf } from './targets';

/** What a request would do to what it is sent to. */
export function request(sent: Request, invocation: Invocation): readonly Effect[] {
  const urls = sent.urls.filter((url) => url !== '');
  const seeds = urls.length === 0 ? [reading('a request')] : urls.flatMap((url) => seedsOf(url, sent));
  return seeds.map((seed) => effectOf(invocation, seed));
}

function seedsOf(url: string, sent: Request): readonly EffectSeed[] {
  const target = targetOf(url, sent.socket);
  const { host, path } = addressOf(url);
  const facts = { endpoint: host };
  if (sent.method === 'GET' || sent.method === 'HEAD' || sent.method === 'OPTIONS') return [{ ...reading(url), facts }];
  if (sent.method === 'DELETE' || sent.method === 'PURGE') return [{ ...deletion(url, target), facts }];

  const lost = mutations(sent.body ?? '');
  // Hasura's own form: a mutation for every row that a condition picks, and an empty one picks all.
  const rows = /\bdelete_(\w+)\s*\(\s*where\s*:\s*\{\s*\}\s*\)/.exec(sent.body ?? '')?.[1];
  if (rows !== undefined) return [{ verb: 'delete', facts, resource: { kind: 'rows', type: 'rows', address: rows }, reach: 'collection', undo: 'from-backup', note: 'an empty condition picks all' }];
  if (lost.length > 0) return lost.map(({ name, verb }) => ({ verb, facts, resource: { kind: isLoopbackHost(host) ? 'other' : kindOfMutation(name, target), type: 'graphql', address: `${host} ${name}` }, undo: 'from-backup', note: `${name} in the body` }));

  const action = actionOf(path, `${sent.body ?? ''} ${/\?(.*)$/.exec(url)?.[1] ?? ''}`, target);
  if (action !== null) return [{ ...action, facts }];
  return [{ verb: sent.method === 'POST' ? 'create' : 'update', facts, resource: { kind: target === 'own' ? 'other' : 'infrastructure', type: 'http', address: url.slice(0, 160) } }];
}

function reading(url: string): EffectSeed {
  return { verb: 'read', resource: { kind: 'other', type: 'http', address: url.slice(0, 160) } };
}

/** The last word of a path that is no id names the thing: `/v2/databases/9cc1/replicas/r1` is a replica. */
function deletion(url: string, target: Target): EffectSeed {
  const { host, path } = addressOf(url);
  const address = `${host}${path}`.slice(0, 160);
  const kind = kindOfPath(path, target, host);
  // What runs on this machine is a person's own affair, unless it is a store with data in it.
  // A lower-case variable that the shell could not fill in comes from a loop or another command: one for each that it names.
  if (target === 'own' && /\/\$\{?[a-z_]\w*\}?$/.test(path)) return { verb: 'delete', resource: { kind: 'rows', type: 'http', address }, reach: 'collection', undo: 'no', note: 'every one that a command names' };
  const local = isLoopbackHost(host) && (target === 'own' || target === 'cloud');
  const whole = target === 'search' && /^\/?(?:_all|\*|[^/]*\*[^/]*)?\/?$/.test(path);
  return { verb: 'delete', resource: { kind: local ? 'other' : kind, type: 'http', address }, reach: whole || /[?&]recurse/.test(url) ? 'collection' : reachOfKind(kind), undo: kind === 'data-store' || kind === 'backup' ? 'from-backup' : 'from-code' };
}

function kindOfPath(path: string, target: Target, host: string): ResourceKind {
  const words = path.split('/').filter((word) => word !== '' && !ID.test(word));
  const nouns = words.filter((word) => !VERSION.test(word)).map((word) => word.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase());
  if (target === 'search') return /_(?:ilm|index_template|ingest|aliases|alias|search|tasks|async_search|scroll|pit|template|component_template)\b/.test(path) ? 'infrastructure' : words.length >= 2 && /\/_doc\//.test(path) ? 'rows' : 'data-store';
  if (target === 'docker') return /\/volumes\//.test(path) ? 'data-store' : 'regenerated';
  if (/\.(?:s3|blob|file)[.-]|s3[.-].*amazonaws|core\.windows\.net|storage\.googleapis|digitaloceanspaces|cloudflarestorage|backblazeb2/.test(host)) return 'data-store';
  if (/firebaseio|firebasedatabase/.test(host)) return 'data-store';
  if (target === 'own') return OWN.test(nouns.join('/')) ? 'infrastructure' : 'other';
  const collection = nouns.findLast((_, i) => nouns.length < 2 || i % 2 === nouns.length % 2) ?? '';
  const named = [...pairs(path)].reverse().map(kindOfNoun).find((kind) => kind !== null);
  const kind = named ?? kindOfNoun(collection) ?? HOLDS[target];
  if (/^\/repos\/[^/]+\/[^/]+\/?$/.test(path)) return 'history';
  if (/\/git\/refs\/(?:heads|tags)\//.test(path)) return 'history';
  if (/\/(?:comments|reactions|labels|subscription|star|starred|assignees|reviews|milestones)(?:\/|$)/.test(path)) return 'trivial';
  if (target === 'kubernetes') return /\/pods\//.test(path) ? 'service' : kind === 'trivial' ? 'infrastructure' : kind;
  return target === 'keys' || target === 'store' || target === 'broker' ? (kind === 'trivial' || kind === 'service' || kind === 'stack' || kind === 'infrastructure' ? HOLDS[target] : kind) : kind;
}

/** Words of a path that are followed by something, from the first on: `/v2/droplets/123` has `droplets`. */
function pairs(path: string): readonly string[] {
  const words = path.split('/').filter((word) => word !== '' && !VERSION.test(word));
  const named = words.filter((word, i) => i + 1 < words.length && kindOfNoun(word.replace(/_/g, '-').replace(/([a-z])([A-Z])/g, '$1-$2')) !== null).map((word) => word.replace(/_/g, '-').replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase());
  return named;
}

const ID = /^(?:\d+|[0-9a-f]{8,}(?:-[0-9a-f]+)*|[\w-]*\d{3,}[\w-]*|\$\{?\w+\}?|%2f)$/i;
const VERSION = /^(?:v\d+(?:\.\d+)?\w*|api|apis|client|rest|graphql|compute|storage)$/i;

/** Words that name infrastructure even in the path of an application nobody knows. */
const OWN = /(?:^|\/)(?:databases?|buckets?|clusters?|volumes?|instances?|servers?|droplets?|namespaces|tenants?|environments?|backups?|snapshots?|hosted-zones?|dns|firewalls?|secrets?|vaults?|stacks?|deployments?|indices|keyspaces?)(?:\/|$)/;

function kindOfMutation(name: string, target: Target): ResourceKind {
  const noun = name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase().replace(/(?:^|-)(?:delete|destroy|remove|purge|wipe|reset|drop|terminate|stop|batch|bulk)(?=-|$)/g, '').replace(/^-|-$/g, '');
  const kind = noun === '' ? null : kindOfNoun(noun);
  // An application's own records are its business; the words of infrastructure are not.
  return target === 'own' ? (OWN.test(noun.replace(/-/g, '/')) || kind === 'data-store' || kind === 'stack' ? (kind ?? 'infrastructure') : 'other') : (kind ?? HOLDS[target]);
}

/** Paths and bodies that act without the method saying so: `/actions/poweroff`, `_delete_by_query`, `{"type":"power_off"}`. */
function actionOf(path: string, body: string, target: Target): EffectSeed | null {
  const address = path.slice(0, 160);
  if (/\/_delete_by_query\b/.test(path)) return { verb: 'delete', resource: { kind: 'data-store', type: 'search index', address }, reach: 'collection', undo: 'no' };
  if (target === 'search' && /\/_close\b/.test(path)) return { verb: 'stop', resource: { kind: 'data-store', type: 'search index', address }, undo: 'from-code' };
  if (/\/admin\/tsdb\/delete_series\b/.test(path)) return { verb: 'delete', resource: { kind: 'data-store', type: 'time series', address }, reach: 'collection', undo: 'no' };
  if (/\/_cluster\/settings\b/.test(path) && /destructive_requires_name"?\s*:\s*"?false/.test(body)) return { verb: 'unprotect', resource: { kind: 'protection', type: 'http', address }, undo: 'yes', note: 'a wildcard could delete every index' };
  // `/api/firewall/filter/delRule/4f1c`, `/Actions/Volume.Initialize`: the path itself is a verb, whoever's it is.
  const spoken = path.split('/').find((word) => /^(?:del|delete|remove|destroy|purge)(?:[A-Z]\w*|_[a-z]\w*)$|\.(?:Initialize|SecureErase|ResetToDefaults|Delete)$/.test(word));
  if (spoken !== undefined && (target !== 'own' || OWN.test(path.toLowerCase()) || /^\/redfish\//.test(path))) {
    const named = kindOfNoun(spoken.replace(/^(?:del|delete|remove|destroy|purge)_?|\.\w+$/g, '').replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()) ?? (/firewall|acl|route/.test(path) ? 'network-control' : 'infrastructure');
    return { verb: 'delete', resource: { kind: /\.(?:Initialize|SecureErase)$/.test(spoken) ? 'data-store' : named, type: 'http', address }, undo: 'no' };
  }
  if (target === 'own') return null;
  // A run of Terraform Cloud that destroys is created like any other.
  if (/"is-destroy"\s*:\s*true/.test(body)) return { verb: 'delete', resource: { kind: 'stack', type: 'terraform run', address }, reach: 'stack' };
  if (/\/git\/refs\//.test(path) && /"force"\s*:\s*true/.test(body)) return { verb: 'overwrite', resource: { kind: 'history', type: 'http', address }, undo: 'no', note: 'by force' };
  if (target === 'search' && /\/_(?:ilm|slm|plugins\/_ism)\/polic/.test(path) && /"delete"\s*:\s*\{[^}]*"min_age"\s*:\s*"(?:0\w*|1d|\d{1,2}h|\d+(?:m|s|ms|micros|nanos))"/.test(body)) return { verb: 'unprotect', resource: { kind: 'protection', type: 'http', address }, undo: 'no', note: 'what is a day old is deleted' };
  if (/(?:polic(?:y|ies)|protection|rulesets?|firewall|conditionalaccess)(?:\/|$)/i.test(path) && /"(?:state|status|enforcement)"\s*:\s*"(?:disabled|off|inactive)"|"(?:enabled|isEnabled)"\s*:\s*false/i.test(body)) return { verb: 'unprotect', resource: { kind: 'protection', type: 'http', address }, undo: 'yes', note: 'switched off' };
  const query = /(?:^|[?&\s"'])Action=([A-Z][a-z]+)([A-Z]\w*)/.exec(body);
  if (query && /^(?:Delete|Terminate|Release|Remove|Purge)$/.test(query[1] as string)) {
    const named = kindOfNoun((query[2] as string).replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()) ?? 'infrastructure';
    return { verb: 'delete', resource: { kind: named, type: 'http', address: `${query[1]}${query[2]}` }, reach: reachOfKind(named) };
  }
  if (/"(?:replicas|quantity|desired_?(?:count|capacity|size)|(?:min|max|num)?_?instances?(?:_?count)?|num_?nodes)"\s*:\s*0\b/i.test(body)) return { verb: 'stop', resource: { kind: 'service', type: 'http', address }, undo: 'from-code', note: 'scaled to zero' };
  if (/\/(?:dispatches|trigger|pipelines?|builds?|runs?|jobs?)\/?$/.test(path) && /"[\w-]+"\s*:\s*"(?:destroy|teardown|tear-down|nuke|wipe|delete-all)"/i.test(body)) return { verb: 'delete', resource: { kind: 'stack', type: 'pipeline', address }, reach: 'stack', undo: 'no', note: 'the pipeline is told to destroy' };
  const last = path.split('/').at(-1) ?? '';
  const typed = /"(?:type|action|operation|command)"\s*:\s*"(\w+)"/.exec(body)?.[1] ?? '';
  const words = `${last} ${typed}`;
  const kind = kindOfPath(path.replace(/\/actions(?:\/.*)?$/, '/x'), target, '');
  if (/\b(?:rebuild|reinstall|reimage)\b/i.test(words)) return { verb: 'replace', resource: { kind, type: 'http', address }, undo: 'no' };
  if (/\b(?:power_?off|shutdown|stop|halt|deallocate|suspend|pause|disable_backups|seal)\b/i.test(words)) return { verb: 'stop', resource: { kind: kind === 'data-store' ? kind : 'service', type: 'http', address }, undo: 'from-code' };
  if (/\b(?:reboot|restart|reset|power_cycle)\b/i.test(words)) return { verb: 'stop', resource: { kind: 'service', type: 'http', address }, undo: 'yes' };
  if (/^(?:delete|destroy|purge|terminate|wipe|drop|remove)(?:[-_]\w+|[A-Z]\w*)?$|:(?:delete|destroy|purge)$/.test(last)) return { verb: 'delete', resource: { kind, type: 'http', address }, reach: reachOfKind(kind) };
  return null;
}
