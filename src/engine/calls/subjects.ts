import { kubernetesKind } from '../kinds/kubernetes';
import { kindByWords } from '../kinds/words';
import type { FactKey, Facts, Reach, ResourceKind } from '../model';
import { type Argument, isTrue, nameIn, textOfValue } from './arguments';
import type { ToolCall } from './call';
import { HARMLESS_SERVERS, TRIVIAL_NOUNS, verbOf, wordsOf } from './words';

/** What the call is about, by the nouns of its name and server, and by what its arguments name. */
export function subjectOf(call: ToolCall, words: readonly string[], found: readonly Argument[]): { kind: ResourceKind; type: string; address: string } {
  const kindArgument = found.find(({ name, value }) => /^(?:kind|resourcetype|resourcekind|type|typename)$/.test(name) && typeof value === 'string');
  const plainWords = words.filter((word) => !/^(?:mcp|tool|manage|management|the|by|in|of|to|for|with|all|many|one|batch|bulk|force|safely)$/.test(word));
  // `discard_run` is about a run although `run` is a verb elsewhere.
  const nouns = plainWords.filter((word, i) => verbOf([word]) === 'unknown' || (i > 0 && word === 'run'));
  const noun = nouns.length > 0 ? nouns.join('_') : wordsOf(call.server).join('_');
  const names = nameIn(found);
  const type = kindArgument === undefined ? noun : textOfValue(kindArgument.value);
  return { kind: kindOf(call, nouns, kindArgument === undefined ? null : textOfValue(kindArgument.value)), type, address: names === '' ? noun.replaceAll('_', ' ') : `${type.replaceAll('_', ' ')} ${names}` };
}

function kindOf({ server, tool }: ToolCall, nouns: readonly string[], kind: string | null): ResourceKind {
  const host = server.toLowerCase();
  if (/kube|k8s|openshift|argocd|helm/.test(host) || /^kubectl|^helm|^(?:pods|resources|namespaces)_/.test(tool)) return kubernetesSubject(tool, nouns, kind);
  if (HARMLESS_SERVERS.test(host)) return 'other';
  if (/redis|valkey|memcache/.test(host) && nouns.every((noun) => /^(?:cache|all|db|keys?)$/.test(noun))) return 'data-store';
  const last = nouns.at(-1) ?? '';
  if (/^caches?$/.test(last) && !/redis|memcache|elasticache|valkey|serverless|\bdb\b/.test(`${host} ${tool}`)) return 'regenerated';
  // What is cancelled was only asked for.
  if (/^(?:cancel|abort)/i.test(tool) && /^(?:quer(?:y|ies)|runs?|jobs?|tasks?|operations?|executions?|builds?|requests?|uploads?|exports?|imports?)$/.test(wordsOf(tool).at(-1) ?? '')) return 'trivial';
  if (kind !== null && TRIVIAL_NOUNS.test(wordsOf(kind).at(-1) ?? '') && !/aws::|\//i.test(kind)) return 'trivial';
  if (/veeam|backup|restic|borg|velero|rubrik|cohesity|commvault|duplicati|kopia/.test(host) && nouns.every((noun) => /^(?:jobs?|schedules?|plans?|polic(?:y|ies)|tasks?)$/.test(noun))) return 'protection';
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
  if (/(?:^|_)(?:projects?|groups?|organizations?|orgs?|namespaces?)$/.test(text.replace(/^gitlab_/, '')) && !/board|issue|item|card|label|milestone/.test(text)) return 'stack';
  if (/repo|repository|branch|ref|tag|release|commit/.test(text)) return /tag|release/.test(text) ? 'trivial' : 'history';
  if (/secret|key/.test(text)) return 'key';
  if (/protection|ruleset/.test(text)) return 'protection';
  if (/file/.test(text)) return 'files';
  return /collaborator|member|team|token/.test(text) ? 'identity' : 'trivial';
}

export function reachOf(kind: ResourceKind, words: readonly string[], found: readonly Argument[]): Reach {
  if (kind === 'stack') return words.includes('account') || words.includes('organization') ? 'account' : 'stack';
  const many = words.some((word) => /^(?:all|many|batch|bulk|multi)$/.test(word)) || isTrue(found, /^(?:all|recursive|cascade|deleteall)$/) || /^(?:director(?:y|ies)|folders?)$/.test(words.at(-1) ?? '');
  return many ? 'collection' : 'resource';
}

const FACTS: readonly (readonly [RegExp, FactKey])[] = [
  [/^(?:profile|awsprofile)$/, 'aws-profile'], [/^(?:region|awsregion)$/, 'aws-region'], [/^(?:accountid|awsaccountid)$/, 'aws-account'],
  [/^(?:context|kubecontext|cluster|clustername)$/, 'kube-context'], [/^namespace$/, 'kube-namespace'], [/^(?:workspace|workspacename)$/, 'terraform-workspace'],
  [/^(?:project|projectid|projectname)$/, 'app'], [/^(?:subscription|subscriptionid)$/, 'az-subscription'], [/^(?:resourcegroup|resourcegroupname)$/, 'az-resource-group'],
  [/^(?:environment|environmentname|environmentid|env|stage|stack|stackname)$/, 'stack'], [/^(?:database|databasename|dbname)$/, 'database'], [/^(?:host|hostname|server)$/, 'host'],
  [/^(?:branch|branchname)$/, 'git-branch'], [/^(?:app|appname|service|servicename)$/, 'app'],
];

/** Where a call would land, by the arguments that say so. */
export function factsOf(found: readonly Argument[]): Facts {
  const facts: Partial<Record<FactKey, string>> = {};
  for (const { name, value } of found) {
    const key = FACTS.find(([pattern]) => pattern.test(name))?.[1];
    if (key !== undefined && typeof value === 'string' && value !== '' && facts[key] === undefined) facts[key] = value;
  }
  return facts;
}
