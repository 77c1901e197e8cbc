import { effectAt, together } from '../effects';
import { guardPath } from '../kinds/guard-paths';
import { kubernetesKind } from '../kinds/kubernetes';
import { kindByWords } from '../kinds/words';
import type { Context, Effect, FactKey, Facts, Lowered, Place, Proposal, Reach, ResourceKind, Verb } from '../model';
import { type Argument, argumentsOf, isTrue, nameIn, textOfValue } from './arguments';
import { textsIn } from './texts';
import { isZeroScale, weakens } from './weakening';
import { type CallVerb, HARMLESS_SERVERS, TRIVIAL_NOUNS, verbOf, wordsOf } from './words';

export type ToolCall = Extract<Proposal, { kind: 'tool-call' }>;

const WHOLE: Place = { in: 'argument', pointer: '' };

/**
 * What an MCP tool call would do: by the texts in its arguments, by what the arguments switch off, and by its name.
 * A server's own annotations are untrusted: they may raise the judgement, never lower it.
 */
export function callOf(call: ToolCall, context: Context): Lowered {
  const found = argumentsOf(call.arguments);
  const facts = factsOf(found);
  const cwd = call.cwd === '' ? null : call.cwd;
  if (isTrue(found, /^(?:dryrun|dry|preview|validateonly|whatif|planonly|simulate|noop)$/)) return together([[effectAt(WHOLE, { verb: 'read', resource: subjectOf(call, wordsOf(call.tool), found), facts, note: 'a dry run' })]]);
  const guards = guardEffects(call, found, context);
  const texts = textsIn(call.server, call.tool, found, cwd, facts, context);
  const named = texts !== null && texts.effects.some(({ verb }) => verb !== 'read') ? [] : byName(call, found, facts, context, texts !== null);
  return together([guards, texts ?? [], named, byArguments(call, found, facts)]);
}

/** Effects that single arguments have whatever the tool is called: a protection switched off, a count set to nothing, a whole stack destroyed. */
function byArguments(call: ToolCall, found: readonly Argument[], facts: Facts): Effect[] {
  const words = wordsOf(call.tool);
  if (verbOf(words) === 'read') return [];
  const resource = subjectOf(call, words, found);
  return found.flatMap((argument): Effect[] => {
    const place: Place = { in: 'argument', pointer: argument.pointer };
    const weak = weakens(argument);
    if (weak !== null) return [effectAt(place, { verb: 'unprotect', resource, facts, note: weak })];
    if (isZeroScale(argument) && /scale|update|set|patch|resize|modify|apply|edit/.test(words.join(' '))) return [effectAt(place, { verb: 'stop', resource: { ...resource, kind: 'service' }, facts, note: 'scaled to zero' })];
    if (/^(?:isdestroy|destroy)$/.test(argument.name) && argument.value === true) return [effectAt(place, { verb: 'delete', resource: { ...resource, kind: 'stack' }, reach: 'stack', facts })];
    if (/^(?:runtype|plantype)$/.test(argument.name) && /destroy/i.test(textOfValue(argument.value))) return [effectAt(place, { verb: 'delete', resource: { ...resource, kind: 'stack' }, reach: 'stack', facts })];
    if (/^autoapply$/.test(argument.name) && argument.value === true) return [effectAt(place, { verb: 'update', resource: { ...resource, kind: 'change' }, reach: 'stack', facts, unattended: true })];
    return [];
  });
}

function byName(call: ToolCall, found: readonly Argument[], facts: Facts, context: Context, hasTexts: boolean): Effect[] {
  const words = wordsOf(call.tool);
  const operation = found.find(({ name, value }) => /^(?:operation|action|method|verb|command|mode|subcommand|tool)$/.test(name) && typeof value === 'string' && /^[A-Za-z]+(?:[_-][A-Za-z]+)*$/.test(value));
  const inner = operation === undefined ? [] : wordsOf(textOfValue(operation.value));
  const verb = graver(verbByTable(words, context) ?? verbOf(words), inner.length > 0 ? verbOf(inner) : 'unknown');
  const resource = subjectOf(call, [...words, ...inner], found);
  const seed = { resource, facts, reach: reachOf(resource.kind, words, found) };
  const place: Place = operation && inner.length > 0 && verbOf(inner) === verb ? { in: 'argument', pointer: operation.pointer } : WHOLE;

  // How far a scaling goes stands in its arguments.
  const effective: Verb | null = words.includes('scale') || inner.includes('scale') ? 'update' : EFFECTS[verb];
  if (verb === 'update' && emptied(found)) return [effectAt(place, { ...seed, verb: 'overwrite', resource: { ...resource, kind: resource.kind === 'other' ? 'other' : 'data-store' }, note: 'with nothing' })];
  if (effective !== null) return [effectAt(place, { ...seed, verb: effective, undo: effective === 'stop' ? 'yes' : 'from-backup', ...(isStop(words, inner) ? { undo: 'from-code' } : {}) })];
  // Nothing else is known of it, and its own server calls it destructive.
  if (verb === 'unknown' && !hasTexts && call.annotations?.destructiveHint === true && resource.kind !== 'other' && resource.kind !== 'trivial') {
    return [effectAt(place, { ...seed, verb: 'delete', note: 'its server calls it destructive' })];
  }
  return [];
}

const EFFECTS: Readonly<Record<CallVerb, Verb | null>> = {
  delete: 'delete', replace: 'replace', overwrite: 'overwrite', stop: 'stop', unprotect: 'unprotect', forget: 'forget',
  create: 'create', update: 'update', apply: 'update', run: null, read: 'read', unknown: null,
};

/** A restart comes back by itself; a stop, a pause or a scale-down does not. */
function isStop(words: readonly string[], inner: readonly string[]): boolean {
  return [...words, ...inner].some((word) => /^(?:stop|pause|suspend|halt|shutdown|disable|deactivate|off|hibernate|drain|archive|unpublish)$/.test(word));
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

const ORDER: readonly CallVerb[] = ['unknown', 'read', 'create', 'run', 'apply', 'update', 'stop', 'overwrite', 'forget', 'unprotect', 'replace', 'delete'];

function graver(a: CallVerb, b: CallVerb): CallVerb {
  return ORDER.indexOf(a) < ORDER.indexOf(b) ? b : a;
}

/** What the call is about, by the nouns of its name and server, and by what its arguments name. */
function subjectOf(call: ToolCall, words: readonly string[], found: readonly Argument[]): { kind: ResourceKind; type: string; address: string } {
  const kindArgument = found.find(({ name, value }) => /^(?:kind|resourcetype|resourcekind|type|typename)$/.test(name) && typeof value === 'string');
  const nouns = words.filter((word) => verbOf([word]) === 'unknown' && !/^(?:mcp|tool|the|by|in|of|to|for|with|all|many|one|batch|bulk|force|safely)$/.test(word));
  const noun = nouns.length > 0 ? nouns.join('_') : wordsOf(call.server).join('_');
  const named = nameIn(found);
  const type = kindArgument === undefined ? noun : textOfValue(kindArgument.value);
  return { kind: kindOf(call, nouns, kindArgument === undefined ? null : textOfValue(kindArgument.value)), type, address: named === '' ? noun.replaceAll('_', ' ') : `${type.replaceAll('_', ' ')} ${named}` };
}

function kindOf({ server, tool }: ToolCall, nouns: readonly string[], kind: string | null): ResourceKind {
  const host = server.toLowerCase();
  if (/kube|k8s|openshift|argocd|helm/.test(host) || /^kubectl|^helm|^(?:pods|resources|namespaces)_/.test(tool)) return kubernetesSubject(tool, nouns, kind);
  if (HARMLESS_SERVERS.test(host)) return 'other';
  if (/redis|valkey|memcache/.test(host) && nouns.every((noun) => /^(?:cache|all|db|keys?)$/.test(noun))) return 'data-store';
  const last = nouns.at(-1) ?? '';
  if (TRIVIAL_NOUNS.test(last) && nouns.every((noun) => TRIVIAL_NOUNS.test(noun) || noun.length < 3)) return 'trivial';
  if (/github|gitlab|gitea|bitbucket/.test(host)) return forgeKind(nouns);
  if (/filesystem|desktop|files?(?:[^a-z]|$)/.test(host)) return 'files';
  if (/^(?:files?|director(?:y|ies)|folders?|paths?)$/.test(last)) return 'files';
  if (/^(?:branch|branches)$/.test(last)) return 'data-store';
  if (/^workflows?$/.test(last)) return 'service';
  return nouns.length === 0 ? kindByWords(wordsOf(server).join('_')) : kindByWords(nouns.join('_'));
}

function kubernetesSubject(tool: string, nouns: readonly string[], kind: string | null): ResourceKind {
  if (/helm|chart/.test(tool)) return 'stack';
  if (kind !== null) return kubernetesKind(kind);
  return nouns.map(kubernetesKind).find((one) => one !== 'infrastructure') ?? 'infrastructure';
}

function forgeKind(nouns: readonly string[]): ResourceKind {
  const text = nouns.join('_');
  if (/repo|repository|branch|ref|tag|release|commit/.test(text)) return /tag|release/.test(text) ? 'trivial' : 'history';
  if (/secret|key/.test(text)) return 'key';
  if (/protection|ruleset/.test(text)) return 'protection';
  if (/file/.test(text)) return 'files';
  return /collaborator|member|team|token/.test(text) ? 'identity' : 'trivial';
}

function reachOf(kind: ResourceKind, words: readonly string[], found: readonly Argument[]): Reach {
  if (kind === 'stack') return words.includes('account') || words.includes('organization') ? 'account' : 'stack';
  const many = words.some((word) => /^(?:all|many|batch|bulk|multi)$/.test(word)) || isTrue(found, /^(?:all|recursive|cascade|deleteall)$/) || /^(?:director(?:y|ies)|folders?)$/.test(words.at(-1) ?? '');
  return many ? 'collection' : 'resource';
}

/** Every list or map of content that an update carries is empty: what was there is gone. */
function emptied(found: readonly Argument[]): boolean {
  const contents = found.filter(({ name, value }) => /^(?:nodes|connections|content|contents|data|items|rules|records|steps|config|definition|spec|values|resources|entries|routes|services)$/.test(name) && value !== null && typeof value === 'object');
  return contents.length > 0 && contents.every(({ value }) => Object.keys(value as object).length === 0);
}

function guardEffects(call: ToolCall, found: readonly Argument[], context: Context): Effect[] {
  const verb = verbOf(wordsOf(call.tool));
  if (verb === 'read' || /^(?:read|get|list|search|view|stat)/i.test(call.tool)) return [];
  return found.flatMap(({ name, value, pointer }) => {
    if (typeof value !== 'string' || !/path|file|uri|source|destination|target|from|to$/.test(name)) return [];
    const path = value.replace(/^file:\/\//, '').replace(/^~(?=\/)/, context.surroundings.homeDirectory);
    const guards = guardPath(path.startsWith('/') ? path : `${call.cwd}/${path}`, context.surroundings.homeDirectory);
    return guards === null ? [] : [effectAt({ in: 'argument', pointer }, { verb: verb === 'delete' ? 'delete' : 'update', resource: { kind: 'guard', type: 'file', address: guards } })];
  });
}

const FACTS: readonly (readonly [RegExp, FactKey])[] = [
  [/^(?:profile|awsprofile)$/, 'aws-profile'], [/^(?:region|awsregion)$/, 'aws-region'], [/^(?:accountid|awsaccountid)$/, 'aws-account'],
  [/^(?:context|kubecontext|cluster|clustername)$/, 'kube-context'], [/^namespace$/, 'kube-namespace'], [/^(?:workspace|workspacename)$/, 'terraform-workspace'],
  [/^(?:project|projectid|projectname)$/, 'app'], [/^(?:subscription|subscriptionid)$/, 'az-subscription'], [/^(?:resourcegroup|resourcegroupname)$/, 'az-resource-group'],
  [/^(?:environment|environmentname|environmentid|env|stage|stack|stackname)$/, 'stack'], [/^(?:database|databasename|dbname)$/, 'database'], [/^(?:host|hostname|server)$/, 'host'],
  [/^(?:branch|branchname)$/, 'git-branch'], [/^(?:app|appname|service|servicename)$/, 'app'],
];

function factsOf(found: readonly Argument[]): Facts {
  const facts: Partial<Record<FactKey, string>> = {};
  for (const { name, value } of found) {
    const key = FACTS.find(([pattern]) => pattern.test(name))?.[1];
    if (key !== undefined && typeof value === 'string' && value !== '' && facts[key] === undefined) facts[key] = value;
  }
  return facts;
}
