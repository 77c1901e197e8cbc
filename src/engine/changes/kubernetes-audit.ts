import type { Softening } from './kubernetes-admission';
import { canonical, entryAt, textAt, type Tree } from './tree';

/** The API server's audit policy: what is written down about each kind of request, by the first rule that fits, and is less now. */
export function recordsLess(group: string, kind: string, old: Tree, now: Tree): Softening[] {
  if (group !== 'audit.k8s.io' || kind !== 'Policy') return [];
  const [was, is] = [rulesOf(old), rulesOf(now)];
  const subjects = [...new Set([...was, ...is].flatMap((rule) => (rule.narrow ? [] : rule.subjects))), REST];
  const lost = subjects.flatMap((subject): Softening[] => {
    const [before, after] = [ruleFor(was, subject), ruleFor(is, subject)];
    if (NOISE.test(subject) || LEVELS.indexOf(before?.level ?? 'None') <= LEVELS.indexOf(after?.level ?? 'None')) return [];
    const note = `${subject === REST ? 'what no rule names' : subject} is recorded as ${after?.level ?? 'None'}, and was as ${before?.level ?? 'None'}`;
    return [after === undefined ? { path: ['rules', before?.at ?? '0'], note, gone: true } : { path: ['rules', after.at, 'level'], note }];
  });
  // One rule may decide about many kinds.
  return lost.filter((one, i) => lost.findIndex((other) => other.path.join() === one.path.join() && other.gone === one.gone) === i);
}

const LEVELS: readonly string[] = ['None', 'Metadata', 'Request', 'RequestResponse'];
const REST = '*';
/** What a cluster says to itself all day. */
const NOISE = /(?:^|\/)(?:events|leases|endpoints|endpointslices|tokenreviews|subjectaccessreviews|(?:nodes|pods)\/status)$/;

interface Rule {
  readonly at: string;
  readonly level: string;
  /** Groups and resources, as `group/resource`. Empty: all of them. */
  readonly subjects: readonly string[];
  /** It counts for some people, verbs or places only. */
  readonly narrow: boolean;
}

function rulesOf(tree: Tree): Rule[] {
  const list = entryAt(tree, ['rules'])?.tree;
  if (list?.is !== 'list') return [];
  return list.items.map((rule, i) => ({ at: String(i), level: textAt(rule, ['level']) ?? 'None', subjects: subjectsOf(rule), narrow: NARROWING.some((key) => !/^(?:|\[\]|null)$/.test(canonical(entryAt(rule, [key])?.tree))) }));
}

const NARROWING: readonly string[] = ['users', 'userGroups', 'verbs', 'namespaces', 'nonResourceURLs'];

function subjectsOf(rule: Tree): string[] {
  const groups = entryAt(rule, ['resources'])?.tree;
  if (groups?.is !== 'list') return [];
  return groups.items.flatMap((one) => {
    const resources = entryAt(one, ['resources'])?.tree;
    const group = textAt(one, ['group']) ?? '';
    return resources?.is === 'list' && resources.items.length > 0 ? resources.items.map((item) => `${group}/${item.is === 'value' ? String(item.value) : ''}`.replace(/^\//, '')) : [`${group}/*`];
  });
}

function ruleFor(rules: readonly Rule[], subject: string): Rule | undefined {
  return rules.find(({ narrow, subjects }) => !narrow && (subjects.length === 0 || subjects.includes(subject) || subjects.includes(`${subject.includes('/') ? subject.slice(0, subject.indexOf('/')) : ''}/*`)));
}
