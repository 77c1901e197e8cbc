import { effectAt } from '../effects';
import type { Effect, FileChange, Side } from '../model';
import type { Format } from './format';
import { linesOf } from './places';
import { asksMore, covers, includes, includesAll, isPublic } from './policy-covering';
import { type Statement, statementsIn, type Words } from './policy-statements';
import { treesOf } from './tree';

/** Policies of AWS as JSON or inside of templates: what they deny, whom they let in, and what a stack may do to its own resources. */
export const policyDocuments: Format = {
  name: 'policy-documents',
  matches: (path, change) => /\.(?:json|ya?ml|template|cfn|tpl)$/i.test(path) && !FOR_TESTS.test(path) && [change.before, change.after].some((text) => text !== null && /\bStatement\b/.test(text) && /\bEffect\b/.test(text)),
  change: (change) => {
    if (change.before === null || change.after === null) return [];
    const after = statementsIn(treesOf(change.after));
    return [...statementsIn(treesOf(change.before))].flatMap(([owner, olds]): Effect[] => {
      // A resource of a template that is gone is its template's business.
      if (owner !== '' && !after.has(owner)) return [];
      const comparison: Comparison = { change, owner, olds, news: after.get(owner) ?? [] };
      return [...denialsLost(comparison), ...openedToAll(comparison), ...trustLoosened(comparison), ...updatesAllowed(comparison), ...keyWithoutOwner(comparison)];
    });
  },
};

const FOR_TESTS = /(?:^|\/)(?:tests?|__tests__|__mocks__|fixtures?|testdata|spec|mocks?|examples?|node_modules)\//i;

interface Comparison {
  readonly change: FileChange;
  readonly owner: string;
  readonly olds: readonly Statement[];
  readonly news: readonly Statement[];
}

/** A key whose policy no longer lets its own account in can be managed by nobody, and repaired by nobody but AWS. */
function keyWithoutOwner(comparison: Comparison): Effect[] {
  const owns = ({ effect, actions, principals }: Statement) => effect === 'allow' && actions.items.some(({ text }) => text === 'kms:*' || text === '*') && principals?.items.some(({ text }) => /:root$|^\d{12}$/.test(text)) === true;
  const old = comparison.olds.find(owns);
  return old === undefined || comparison.news.some(owns) || comparison.news.length === 0 ? [] : [weaker(comparison, 'its own account may no longer manage the key', 'before', old.line, old.endLine)];
}

/** What was denied and is not any more, in whichever statements it stands now. */
function denialsLost(comparison: Comparison): Effect[] {
  const { olds, news } = comparison;
  const denials = news.filter(({ effect }) => effect === 'deny');
  return olds.filter(({ effect }) => effect === 'deny').flatMap((old): Effect[] => {
    const lost = old.actions.items.filter(({ text }) => !denials.some((now) => stillDenies(now, old, text, comparison)));
    if (lost.length === 0) return [];
    if (isStackPolicy(olds) && !lost.some(({ text }) => news.some((now) => now.effect === 'allow' && (now.actions.items.some((one) => covers(one.text, text) || covers(text, one.text)))))) return [];
    const rest = denials.some((now) => (now.sid !== null && now.sid === old.sid) || now.actions.items.some(({ text }) => old.actions.items.some((one) => one.text === text)));
    const [first] = lost;
    const [line, endLine] = rest && lost.length < old.actions.items.length && first ? [first.line, first.line] : [old.line, old.endLine];
    return [weaker(comparison, `${lost.map(({ text }) => text).slice(0, 3).join(', ')} ${lost.length === 1 ? 'is' : 'are'} no longer denied`, 'before', line, endLine)];
  });
}

function stillDenies(now: Statement, old: Statement, action: string, { news }: Comparison): boolean {
  if (asksMore(now.conditions, old.conditions).length > 0 || !includesAll(now.principals, old.principals)) return false;
  if (old.actions.not ? !includesAll(now.actions, old.actions) : !includes(now.actions, action)) return false;
  if (includesAll(now.resources, old.resources)) return true;
  // Where nothing of the document names the old resource any more it is a document about another one. A stack's own resources keep their names.
  const named = old.resources.items.filter(({ text }) => !/^LogicalResourceId\//.test(text));
  return named.length > 0 && named.length <= now.resources.items.length && named.every(({ text }) => !news.some((one) => includes(one.resources, text)));
}

/** Allowed for everybody now, and not before. */
function openedToAll(comparison: Comparison): Effect[] {
  const { olds, news, change } = comparison;
  if (isStackPolicy(news) || /endpoint|vpce/i.test(change.path)) return [];
  return news.filter(isPublic).flatMap((now): Effect[] => {
    if (olds.some((old) => isPublic(old) && includesAll(old.actions, now.actions) && includesAll(old.resources, now.resources))) return [];
    const actions = `everybody may ${shown(now.actions)}`;
    const open = olds.find((old) => old.effect === 'allow' && old.principals?.items.some(({ text }) => text === '*') && includesAll(old.actions, now.actions));
    const condition = open && asksMore(open.conditions, now.conditions)[0];
    if (condition) return [weaker(comparison, `${actions}: the condition ${condition.name} is gone`, 'before', condition.line)];
    return [weaker(comparison, actions, 'after', now.principals?.line ?? now.line)];
  });
}

/** A role that the same callers may take with fewer questions than before, or that more of them fit. */
function trustLoosened(comparison: Comparison): Effect[] {
  const { olds, news } = comparison;
  return news.filter((now) => now.effect === 'allow' && isTrust(now) && !isPublic(now)).flatMap((now): Effect[] => {
    const candidates = olds.filter((old) => old.effect === 'allow' && isTrust(old) && old.principals?.items.some(({ text }) => now.principals?.items.some((one) => one.text === text)));
    if (candidates.some((old) => asksMore(old.conditions, now.conditions).length === 0 && loosened(old, now) === null)) return [];
    const [old] = candidates;
    if (old === undefined) return [];
    const [gone] = asksMore(old.conditions, now.conditions);
    if (gone) return [weaker(comparison, `the condition ${gone.name} of the trust is gone`, 'before', gone.line)];
    const wider = loosened(old, now);
    return wider === null ? [] : [weaker(comparison, `${wider.name} of the trust is now ${wider.values.join(', ')}`, 'after', wider.line)];
  });
}

/** A condition whose value takes in more than the one it replaces, or that asks for the opposite. */
function loosened(old: Statement, now: Statement): Statement['conditions'][number] | null {
  return now.conditions.find(({ name, values }) => {
    const was = old.conditions.find((one) => one.name === name);
    if (was === undefined || /not/.test(name.split(' ')[0] ?? '')) return false;
    if (name.startsWith('bool')) return was.values.some((value) => /^true$/i.test(value)) && !values.some((value) => /^true$/i.test(value));
    return values.some((value) => /\*/.test(value) && !was.values.includes(value) && was.values.some((one) => covers(value, one)));
  }) ?? null;
}

function isTrust({ actions }: Statement): boolean {
  return actions.items.some(({ text }) => text.startsWith('sts:'));
}

/** A stack policy denies what it does not allow: replacing and deleting that it allows now. */
function updatesAllowed(comparison: Comparison): Effect[] {
  const { olds, news } = comparison;
  if (!isStackPolicy(olds) || !isStackPolicy(news)) return [];
  return news.filter(({ effect }) => effect === 'allow').flatMap((now): Effect[] => {
    const more = DESTROYING.filter((action) => includes(now.actions, action) && now.resources.items.some(({ text }) => !says(olds, 'allow', action, text) && !says(olds, 'deny', action, text) && !says(news, 'deny', action, text)));
    return more.length === 0 ? [] : [weaker(comparison, `${more.join(' and ')} ${more.length === 1 ? 'is' : 'are'} allowed`, 'after', now.actions.line)];
  });
}

const DESTROYING = ['update:replace', 'update:delete'];

function says(statements: readonly Statement[], effect: Statement['effect'], action: string, resource: string): boolean {
  return statements.some((one) => one.effect === effect && includes(one.actions, action) && includes(one.resources, resource));
}

function isStackPolicy(statements: readonly Statement[]): boolean {
  return statements.some(({ actions }) => actions.items.some(({ text }) => text.startsWith('update:')));
}

function shown({ not, items }: Words): string {
  return `${not ? 'do all but ' : ''}${items.map(({ text }) => text).slice(0, 3).join(', ')}`;
}

function weaker({ change, owner }: Comparison, note: string, side: Side, line: number, endLine = line): Effect {
  const name = change.path.slice(change.path.lastIndexOf('/') + 1);
  return effectAt(linesOf(change.path, side, line, endLine), { verb: 'unprotect', resource: { kind: 'identity', type: 'policy', address: owner === '' ? `the policy ${name}` : `the policy of ${owner}` }, note, undo: 'yes' });
}
