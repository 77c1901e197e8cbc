import { lookup, isRecord } from '../lookup';
import type { Context, FileChange } from '../model';

/**
 * Whether a change of an assistant's settings takes nothing off the guard: more is denied, less is allowed, or a hook joins that only runs
 * after the deed and whose command can be read and does no harm. Whatever else differs is not known to be harmless.
 */
export function loosensNothing(change: FileChange, context: Context): boolean {
  const [before, after] = [change.before === null || change.before.trim() === '' ? {} : parsed(change.before), parsed(change.after)];
  if (!isRecord(before) || !isRecord(after)) return false;
  const judge: Judge = { folder: change.path.replace(/\/\.[\w-]+\/[^/]*$/, ''), context };
  return keysOf(before, after).every((key) => {
    const [was, is] = [lookup(before, key), lookup(after, key)];
    if (same(was, is) || COSMETIC.has(key)) return true;
    if (key === 'hooks') return hooksOnlyJoin(was ?? {}, is, judge);
    return (key === 'permissions' || key === 'tools') && listsOnlyTighten(was ?? {}, is ?? {});
  });
}

interface Judge {
  readonly folder: string;
  readonly context: Context;
}

type Map_ = Readonly<Record<string, unknown>>;

/** How things look and what they are called. */
const COSMETIC: ReadonlySet<string> = new Set(['$schema', 'theme', 'outputStyle', 'language', 'includeCoAuthoredBy', 'attribution', 'spinnerTipsEnabled', 'alwaysThinkingEnabled', 'model']);

const TIGHTER_WHEN_LONGER: ReadonlySet<string> = new Set(['deny', 'ask', 'exclude']);
const TIGHTER_WHEN_SHORTER: ReadonlySet<string> = new Set(['allow', 'allowed', 'additionalDirectories']);

function listsOnlyTighten(was: unknown, is: unknown): boolean {
  if (!isRecord(was) || !isRecord(is)) return false;
  return keysOf(was, is).every((key) => {
    const [old, now] = [lookup(was, key), lookup(is, key)];
    if (same(old, now)) return true;
    if (key === 'defaultMode') return now === 'plan';
    if (key === 'disableBypassPermissionsMode') return now === 'disable';
    if (TIGHTER_WHEN_LONGER.has(key)) return listOf(old).every((item) => listOf(now).some((one) => same(one, item)));
    return TIGHTER_WHEN_SHORTER.has(key) && listOf(now).every((item) => listOf(old).some((one) => same(one, item)));
  });
}

/** Hooks that run when it is done cannot let anything through. Those before it, or at the start, could: they may allow, or change what is asked. */
const AFTERWARDS = /^(?:post|after)|^(?:stop|subagentstop|notification|sessionend|precompact)$/i;

function hooksOnlyJoin(was: unknown, is: unknown, judge: Judge): boolean {
  if (!isRecord(was) || !isRecord(is)) return false;
  return keysOf(was, is).every((event) => {
    const [old, now] = [lookup(was, event) ?? [], lookup(is, event) ?? []];
    if (same(old, now)) return true;
    return AFTERWARDS.test(event) && Array.isArray(old) && Array.isArray(now) && entriesOnlyJoin(old, now, judge);
  });
}

/** Every entry that was there is there still, alone or with others in its group. */
function entriesOnlyJoin(old: readonly unknown[], now: readonly unknown[], judge: Judge): boolean {
  const left = [...now];
  for (const entry of old) {
    const at = left.findIndex((one) => same(one, entry) || (isRecord(one) && isRecord(entry) && Array.isArray(entry['hooks']) && Array.isArray(one['hooks']) && same({ ...one, hooks: [] }, { ...entry, hooks: [] }) && entriesOnlyJoin(entry['hooks'], one['hooks'], judge)));
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return left.every((entry) => isHarmless(entry, judge));
}

function isHarmless(entry: unknown, judge: Judge): boolean {
  if (!isRecord(entry)) return false;
  const hooks = lookup(entry, 'hooks');
  if (Array.isArray(hooks)) return hooks.every((one) => isHarmless(one, judge));
  const { type, command, ...rest } = entry;
  if ((type !== undefined && type !== 'command') || typeof command !== 'string' || Object.keys(rest).some((key) => !/^(?:timeout|matcher|description|name|async|statusMessage)$/.test(key))) return false;
  const text = command.replace(/"?\$\{?(?:CLAUDE_PROJECT_DIR|GEMINI_PROJECT_DIR|CURSOR_PROJECT_DIR)\}?"?/g, judge.folder);
  const { effects, coverage } = judge.context.follow({ language: 'bash', text, cwd: judge.folder, place: { in: 'text', span: [0, 0] } });
  return coverage === 'full' && effects.every(({ verb, resource: { kind } }) => verb === 'read' || kind === 'regenerated' || kind === 'trivial' || kind === 'other');
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // What is no JSON is no settings: the assistant would start without its hooks.
    return null;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function keysOf(a: Map_, b: Map_): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function same(a: unknown, b: unknown): boolean {
  return sorted(a) === sorted(b);
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (isRecord(value)) return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${sorted(value[key])}`).join(',')}}`;
  return JSON.stringify(value) ?? '';
}
