import { effectAt } from '../effects';
import type { Effect, FileChange, Side } from '../model';
import type { Format } from './format';
import { linesOf } from './places';
import { canonical, type Entry, entryAt, textAt, type Tree, treesOf, walk } from './tree';

/** Settings of repositories as code: the Settings app and safe-settings, rulesets, Prow, Apache's `.asf.yaml`. What keeps a branch, and who has to look at a change. */
export const branchProtection: Format = {
  name: 'branch-protection',
  matches: (path, { before, after }) => before !== null && after !== null && /\.(?:ya?ml|json)$/i.test(path) && SAYS.test(before),
  change: (change) => {
    const news = treesOf(change.after);
    return treesOf(change.before).flatMap((old, i) => [...guardedPlaces(old)].slice(0, MAX_PLACES).flatMap((place) => compared(change, place, old, news[i])));
  },
};

/** Branches are looked for by their names; no repository protects nearly as many. */
const MAX_PLACES = 200;

const SAYS = /["']?(?:protected_branches|branch-protection|enforcement|enforce_admins|required_pull_request_reviews|required_status_checks|allow_force_pushes|reviewers|private|visibility)["']?[ \t]*:/;

/** A part of the settings that protects, with what it is called. */
interface Guarded {
  readonly path: readonly string[];
  readonly name: string;
}

/** The parts of a file that guard something, not those inside of one that was found already. */
function* guardedPlaces(tree: Tree): Generator<Guarded> {
  if (isRuleset(tree)) yield { path: [], name: textAt(tree, ['name']) ?? 'the ruleset' };
  for (const { path, entry } of walk(tree)) {
    const key = path.at(-1) ?? '';
    const owner = path.slice(0, -1);
    if (key === 'protection' && [...walk(entry.tree)].some((one) => OF_BRANCHES.test(one.path.at(-1) ?? ''))) yield { path, name: textAt(entryAt(tree, owner)?.tree, ['name']) ?? 'a branch' };
    else if (key === 'protected_branches' || key === 'branch-protection') yield { path, name: key };
    else if (isRuleset(entry.tree)) yield { path, name: textAt(entry.tree, ['name']) ?? 'the ruleset' };
    else if (path.length === 2 && owner[0] === 'environments' && entryAt(entry.tree, ['reviewers']) !== undefined) yield { path, name: `the environment ${textAt(entry.tree, ['name']) ?? key}` };
    else if (path.length === 2 && owner[0] === 'repository' && (key === 'private' || key === 'visibility')) yield { path: owner, name: 'the repository' };
  }
}

const OF_BRANCHES = /^(?:required_\w+|enforce_admins|restrictions|allow_force_pushes|allow_deletions)$/;

function isRuleset(tree: Tree): boolean {
  return tree.is === 'map' && tree.entries.has('enforcement') && tree.entries.has('rules');
}

function compared(change: FileChange, { path, name }: Guarded, before: Tree, after: Tree | undefined): Effect[] {
  const old = entryAt(before, path);
  if (old === undefined) return [];
  const now = counterpart(before, after, path);
  const say = (note: string, side: Side, line: number): Effect => effectAt(linesOf(change.path, side, line, line), { verb: 'unprotect', resource: { kind: 'protection', type: 'branch protection', address: name }, note, undo: 'yes' });
  if (isNothing(old.tree)) return [];
  if (now === undefined && isUnderAnotherName(before, after, path, old.tree)) return [];
  if (now === undefined || isNothing(now.tree)) return [now ? say('its protection is switched off', 'after', now.line) : say('its protection is removed', 'before', old.line)];
  return parts(old.tree, now.tree).flatMap(({ key, old: was, now: is }) => {
    const note = weaker(key, was, is);
    return note === null ? [] : [is ? say(note, 'after', is.line) : say(note, 'before', was?.line ?? old.line)];
  });
}

/** The same part of the new file: items of a list by their name, since others may come before them. */
function counterpart(before: Tree, after: Tree | undefined, path: readonly string[]): Entry | undefined {
  let [old, now]: (Tree | undefined)[] = [before, after];
  let entry: Entry | undefined = after && { line: after.line, tree: after };
  for (const key of path) {
    const item: Tree | undefined = entryAt(old, [key])?.tree;
    const name = old?.is === 'list' ? textAt(item, ['name']) : undefined;
    const named: Tree | undefined = name === undefined || now?.is !== 'list' ? undefined : now.items.find((one) => textAt(one, ['name']) === name);
    entry = name === undefined ? entryAt(now, [key]) : named && { line: named.line, tree: named };
    [old, now] = [item, entry?.tree];
  }
  return entry;
}

/** The same protection stands with another branch of the list now: the branch was renamed. */
function isUnderAnotherName(before: Tree, after: Tree | undefined, path: readonly string[], old: Tree): boolean {
  const [list, key] = [path.slice(0, -2), path.at(-1) ?? ''];
  const items = entryAt(after, list)?.tree;
  const olds = entryAt(before, list)?.tree;
  if (items?.is !== 'list' || olds?.is !== 'list') return false;
  return items.items.some((item) => canonical(entryAt(item, [key])?.tree) === canonical(old) && !olds.items.some((one) => textAt(one, ['name']) === textAt(item, ['name'])));
}

interface Part {
  readonly key: string;
  readonly old: Entry | undefined;
  readonly now: Entry | undefined;
}

/** Settings of both sides by their path; what is inside of a part that is gone is not told again. */
function parts(before: Tree, after: Tree): Part[] {
  if (before.is !== 'map' || after.is !== 'map') return [];
  return [...new Set([...before.entries.keys(), ...after.entries.keys()])].flatMap((key): Part[] => {
    const [old, now] = [before.entries.get(key), after.entries.get(key)];
    if (canonical(old?.tree) === canonical(now?.tree)) return [];
    const own = { key, old, now };
    if (key === 'rules' && old?.tree.is === 'list' && now?.tree.is === 'list') return [own, ...rules(old.tree, now.tree)];
    return old?.tree.is === 'map' && now?.tree.is === 'map' ? [own, ...parts(old.tree, now.tree)] : old === undefined && now?.tree.is === 'map' ? [own, ...parts({ ...now.tree, entries: new Map() }, now.tree)] : [own];
  });
}

/** What the rules of one type say on both sides. */
function rules(before: Extract<Tree, { is: 'list' }>, after: Extract<Tree, { is: 'list' }>): Part[] {
  return before.items.flatMap((old) => {
    const now = after.items.find((one) => textAt(one, ['type']) === textAt(old, ['type']));
    return now === undefined ? [] : parts(old, now);
  });
}

const SECTIONS = /^(?:required_pull_request_reviews|required_status_checks|restrictions|protect|main|master|release.*|production)$/;
const ON = /^(?:enforce_admins|require_code_owner_reviews|require_code_owner_review|dismiss_stale_reviews|dismiss_stale_reviews_on_push|require_last_push_approval|required_signatures|required_conversation_resolution|required_review_thread_resolution|lock_branch|block_creations|protect|enabled|private|prevent_self_review|enable_vulnerability_alerts)$/;
const HARMFUL = /^(?:allow_force_pushes|allow_deletions|allow_fork_syncing_bypass|unmanaged)$/;
const COUNTS = /^(?:required_approving_review_count|wait_timer)$/;
const LISTS = /^(?:include|contexts|checks|required_checks|required_status_checks|reviewers|rules)$/;

function weaker(key: string, old: Entry | undefined, now: Entry | undefined): string | null {
  const [was, is] = [textAt(old?.tree, []), textAt(now?.tree, [])];
  if (SECTIONS.test(key) && old !== undefined && old.tree.is !== 'value' && (now === undefined || isNothing(now.tree) || is === 'false')) return `${key} is ${now ? 'switched off' : 'removed'}`;
  if (ON.test(key) && was === 'true' && is !== 'true') return key === 'private' ? 'the repository becomes public' : `${key} is ${now ? 'off' : 'removed'}`;
  if (key === 'visibility' && was !== 'public' && is === 'public') return 'the repository becomes public';
  if (HARMFUL.test(key) && was !== 'true' && is === 'true') return `${key} is on`;
  if (COUNTS.test(key) && Number(was ?? 0) > Number(is ?? 0)) return `${key} goes from ${was ?? ''} to ${is ?? 'nothing'}`;
  if (key === 'enforcement' && was === 'active' && is !== 'active') return `enforcement is ${is ?? 'removed'}`;
  if (LISTS.test(key) && old?.tree.is === 'list') return shorter(key, old.tree, now?.tree);
  if (key === 'bypass_actors' && now?.tree.is === 'list' && now.tree.items.length > (old?.tree.is === 'list' ? old.tree.items.length : 0)) return 'more of them may bypass the rules';
  return key === 'bypass_pull_request_allowances' && old === undefined && now !== undefined && !isNothing(now.tree) ? 'some may bypass the review' : null;
}

/** A list that lost an item. Rules are told apart by their type; a check that another one replaced is still a check. */
function shorter(key: string, old: Extract<Tree, { is: 'list' }>, now: Tree | undefined): string | null {
  const items = now?.is === 'list' ? now.items : [];
  if (items.some((item) => item.is === 'value' && item.value === '~ALL')) return null;
  if (key !== 'rules') return items.length < old.items.length ? `${key} loses ${old.items.length - items.length} of ${old.items.length}` : null;
  const gone = old.items.map((item) => textAt(item, ['type'])).filter((type) => type !== undefined && !items.some((item) => textAt(item, ['type']) === type));
  return gone.length === 0 ? null : `the rule ${gone.join(', ')} is removed`;
}

function isNothing(tree: Tree): boolean {
  if (tree.is === 'value') return tree.value === null || tree.value === false || tree.value === '';
  return tree.is === 'map' ? tree.entries.size === 0 : tree.items.length === 0;
}
