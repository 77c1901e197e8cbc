import { effectAt } from '../effects';
import type { Context, Effect, Facts, Place, Verb } from '../model';
import { type Argument, textOfValue } from './arguments';
import type { ToolCall } from './call';
import { reachOf, subjectOf } from './subjects';
import { type CallVerb, GRAVITY, readsByName, verbOf, wordsOf } from './words';

/** What a call does by the name of its tool, and by the operations that its arguments name. */
export function byName(call: ToolCall, found: readonly Argument[], facts: Facts, context: Context, hasTexts: boolean): Effect[] {
  const words = wordsOf(call.tool);
  const own = verbByTable(words, context) ?? verbOf(words);
  const operations = readsByName(words) ? [] : operationsIn(found, words.includes('call'));
  const inner = operations.flatMap(({ argument, words: named }): Effect[] => {
    const verb = verbOf(named);
    if (GRAVITY.indexOf(verb) <= GRAVITY.indexOf(own)) return [];
    const about = besides(argument, found);
    // `purge_cache` names its own thing; `purge` is about what the tool is about.
    const subject = named.length > 1 ? named : [...words, ...named];
    return effectOfVerb(call, verb, subject, about, facts, { in: 'argument', pointer: argument.pointer });
  });
  if (inner.length > 0) return inner;
  // A throw-away container goes with `remove: true`, which is how it is meant.
  const flag = readsByName(words) || own === 'delete' || own === 'run' || own === 'create' || words.some((word) => /^(?:protections?|locks?|polic(?:y|ies)|permissions?)$/.test(word)) ? undefined : found.find(({ name, value }) => value === true && FLAG.test(name) && !SMALL.test(name));
  if (flag) return effectOfVerb(call, 'delete', [...words, flag.name], found, facts, { in: 'argument', pointer: flag.pointer });
  const whole: Place = { in: 'argument', pointer: '' };
  const resource = subjectOf(call, words, found);
  const seed = { resource, facts, reach: reachOf(resource.kind, words, found) };
  if ((own === 'update' || own === 'create') && emptied(found)) return [effectAt(whole, { ...seed, verb: 'overwrite', resource: { ...resource, kind: resource.kind === 'other' ? 'other' : 'data-store' }, note: 'with nothing' })];
  const all = own === 'update' || own === 'overwrite' ? found.find(({ name, value }) => value === true && /^(?:replace|replaceall|overwriteall|fullreplace|replaceexisting)$/.test(name)) : undefined;
  if (all) return [effectAt({ in: 'argument', pointer: all.pointer }, { ...seed, verb: 'delete', reach: 'collection', resource: { ...resource, kind: resource.kind === 'stack' ? 'infrastructure' : resource.kind, address: `every other of ${resource.address}` }, note: 'what is given replaces all of them' })];
  // Where a domain's records are looked up, and when a thing ends by itself, decides over it as a deletion does.
  if (own === 'update' && words.some((word) => /^(?:nameservers?|delegation|dnssec)$/.test(word))) return [effectAt(whole, { ...seed, verb: 'overwrite', resource: { ...resource, kind: 'network-control' }, undo: 'from-code', note: 'every record of the domain would be looked up elsewhere' })];
  if (words.some((word) => /^(?:ttl|expiry|expiration|lifespan)$/.test(word)) && words.some((word) => /^(?:vms?|machines?|servers?|instances?|databases?|clusters?|environments?|stacks?|projects?|namespaces?|buckets?|tables?)$/.test(word))) return own === 'update' || own === 'create' ? [effectAt(whole, { ...seed, verb: 'delete', undo: 'no', note: 'it would end by itself' })] : [];
  // A branch that is moved by force leaves commits behind.
  if (own === 'update' && resource.kind === 'history' && found.some(({ name, value }) => value === true && name === 'force')) return [effectAt(whole, { ...seed, verb: 'overwrite', undo: 'no', note: 'by force' })];
  const known = effectOfVerb(call, own, words, found, facts, whole);
  if (known.length > 0) return known;
  // Nothing else is known of it, and its own server calls it destructive.
  if (own === 'unknown' && !hasTexts && call.annotations?.destructiveHint === true && resource.kind !== 'other' && resource.kind !== 'trivial') return [effectAt(whole, { ...seed, verb: 'delete', note: 'its server calls it destructive' })];
  return [];
}

function effectOfVerb(call: ToolCall, verb: CallVerb, words: readonly string[], found: readonly Argument[], facts: Facts, place: Place): Effect[] {
  // How far a scaling goes stands in its arguments.
  const effective: Verb | null = words.includes('scale') ? 'update' : EFFECTS[verb];
  if (effective === null) return [];
  const resource = subjectOf(call, words, found);
  const seed = { resource, facts, reach: reachOf(resource.kind, words, found) };
  // What was written since is gone; a restore into something new is told by its name.
  if (verb === 'replace' && words.some((word) => /^(?:rollback|revert)$/.test(word)) && words.some((word) => /^(?:snapshots?|checkpoints?|backups?)$/.test(word))) return [effectAt(place, { ...seed, verb: 'overwrite', resource: { ...resource, kind: 'data-store' }, undo: 'no', note: 'what was written since is lost' })];
  // Who is deactivated cannot come in any more.
  if (effective === 'stop' && resource.kind === 'identity') return [effectAt(place, { ...seed, verb: 'overwrite', undo: 'yes', note: 'access is taken away' })];
  return [effectAt(place, { ...seed, verb: effective, undo: isStop(words) ? 'from-code' : effective === 'stop' ? 'yes' : 'from-backup' })];
}

const OPERATION = /^(?:operation|op|action|method|verb|command|mode|subcommand|tool|apioperation|operationname|actionname|functionname|functiontorun|endpointid|operationid|procedure|rpc)$/;

interface Operation {
  readonly argument: Argument;
  readonly words: readonly string[];
}

/** `operation: "delete"`, `action: "purge_cache"`, `operations: [{op: "remove"}]`: names of operations, wherever they stand. */
function operationsIn(found: readonly Argument[], calling: boolean): Operation[] {
  return found.flatMap((argument): Operation[] => {
    // What is asked for in a filter, and the steps of a JSON patch, are no operations of the call.
    if (/\/(?:\$\w+|filters?|where|query|match|conditions?|criteria)\//i.test(argument.pointer) || (argument.name === 'op' && besides(argument, found).some(({ name, value }) => name === 'path' && typeof value === 'string' && value.startsWith('/')))) return [];
    // `{requests: [{deleteSheet: {…}}]}`: the operation is a key.
    const key = /\/(?:requests|operations|actions|mutations|changes|steps|batch|commands)\/\d+\/([A-Za-z_]+)$/.exec(argument.pointer)?.[1];
    if (key !== undefined && argument.value !== null && typeof argument.value === 'object' && !Array.isArray(argument.value)) return [{ argument, words: wordsOf(key) }];
    const calls = argument.name === 'service' && calling && verbOf([textOfValue(argument.value)]) !== 'unknown';
    if (!(calls || OPERATION.test(argument.name)) || typeof argument.value !== 'string') return [];
    return /^[A-Za-z]+(?:[_-][A-Za-z]+)*$/.test(argument.value) || (/^(?:function|endpointid|operationid|procedure|rpc)/.test(argument.name) && /^[\w:./-]+$/.test(argument.value)) ? [{ argument, words: wordsOf(argument.value) }] : [];
  });
}

/** What stands beside an argument; what stands beside one of the call's own is the whole call. */
function besides({ pointer }: Argument, found: readonly Argument[]): readonly Argument[] {
  const place = pointer.slice(0, pointer.lastIndexOf('/'));
  return place === '' ? found : found.filter((one) => one.pointer.startsWith(`${place}/`));
}

/** `deleteEnvVar: true`, `prune: true`; small things that go along with something else do not count. */
const FLAG = /^(?:delete|remove|destroy|purge|prune|drop|wipe|erase|truncate)(?!d|s$)/;
const SMALL = /branch|after|local|te?mp|draft|cache|comment|label|whitespace|duplicates?|empty|null|blank|html|marker|tag|watch|format|prefix|suffix|formatting|background/;

const EFFECTS: Readonly<Record<CallVerb, Verb | null>> = {
  delete: 'delete', replace: 'replace', overwrite: 'overwrite', stop: 'stop', unprotect: 'unprotect', forget: 'forget',
  create: 'create', update: 'update', apply: 'update', run: null, read: 'read', unknown: null,
};

/** A restart comes back by itself; a stop, a pause or a scale-down does not. */
function isStop(words: readonly string[]): boolean {
  return words.some((word) => /^(?:stop|pause|suspend|halt|shutdown|disable|deactivate|off|hibernate|drain|archive|unpublish)$/.test(word));
}

function verbByTable(words: readonly string[], context: Context): CallVerb | null {
  const table = context.surroundings.table('mcp');
  const at = table.indexOf(`\n${words.join('_')}|`);
  const letter = at < 0 ? '' : table.charAt(table.indexOf('|', at + 1) + 1);
  const verb = verbOf(words);
  if (letter === 'R') return 'read';
  if (letter === 'D') return verb === 'unprotect' || verb === 'replace' ? verb : 'delete';
  if (letter === 'X') return verb === 'delete' ? 'delete' : 'replace';
  return letter === 'S' ? 'stop' : null;
}

/** Every list or map of content that a call carries is empty, or its data is null: what was there is gone. */
function emptied(found: readonly Argument[]): boolean {
  if (found.some(({ name, value }) => /^(?:data|value|content|document)$/.test(name) && (value === null || textOfValue(value).trim() === 'null'))) return found.some(({ name }) => /^(?:path|ref|key|id|document|collection)/.test(name));
  const contents = found.filter(({ name, value }) => /^(?:nodes|connections|content|contents|data|items|rules|records|steps|config|definition|spec|values|resources|entries|routes|services)$/.test(name) && value !== null && typeof value === 'object');
  return contents.length > 0 && contents.every(({ value }) => Object.keys(value as object).length === 0);
}
