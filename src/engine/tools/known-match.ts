import type { Invocation, Word } from '../model';
import { type Code, type Group, patternsIn, patternsOf, ruleIn, type ToolRule } from './known-grammar';
import type { Arguments } from './options';

export interface Match {
  readonly code: Code;
  readonly undo: number;
  /** The words of the command: `volumes destroy`. */
  readonly words: readonly string[];
  /** What follows them. */
  readonly names: readonly Word[];
  /** A flag that makes it worse, for people. */
  readonly worse: string | null;
  /** Its pattern ends in a star, so that only its beginning is known. */
  readonly wild: boolean;
}

/** The rule that fits most closely: more words win over fewer, and a rule whose condition holds over the same words without one. */
export function matchIn(group: Group, invocation: Invocation, args: Arguments): Match | null {
  const lines = readingsOf(invocation, args);
  let best: Match | null = null;
  let closest = 0;
  const better = (pattern: readonly string[], match: Match): void => {
    const weight = pattern.filter((one) => one !== '*').length * 10 + (pattern.includes('*') ? 1 : 2);
    if (weight > closest) {
      closest = weight;
      best = match;
    }
  };
  // Only patterns that start like one of the words, or with a star or a flag, can fit.
  const starts = lines.flatMap(({ words }) => words.slice(0, 1)).map(({ value }) => value.charAt(0).toLowerCase()).join('');
  for (const text of group.rules) {
    for (const pattern of patternsIn(patternsOf(text), starts)) {
      const found = at(pattern, invocation, lines);
      if (found === null) continue;
      const rule = ruleIn(text);
      const code = holds(rule, invocation, args) ? rule.code : 'U';
      better(pattern, { code, undo: rule.undo, words: found.words, names: found.names, worse: rule.worse.find((flag) => present(flag, invocation, args)) ?? null, wild: pattern.at(-1) === '*' });
    }
  }
  if (group.reads !== '') {
    for (const pattern of patternsIn(group.reads, starts)) {
      const found = at(pattern, invocation, lines);
      if (found) better(pattern, { code: 'R', undo: 4, words: found.words, names: found.names, worse: null, wild: false });
    }
  }
  return best;
}

/** A subcommand that no rule names, of a tool that manages other people's things: its verb says what it does. */
export function unlisted(group: Group, args: Arguments): Match | null {
  if (!MANAGES.test(group.category)) return null;
  const words = args.positionals.slice(0, 4).flatMap(split);
  const verb = words.slice(0, 4).findIndex(({ value }) => DESTROYS.test(value));
  if (verb < 0 || words.slice(0, verb).some(({ value }) => READS.test(value))) return null;
  return { code: 'D', undo: 1, words: words.slice(0, verb + 1).map(({ value }) => value), names: words.slice(verb + 1), worse: null, wild: false };
}

const MANAGES = /^(?:paas|paas-db|saas|gitops|k8s-cluster|orch|secrets|backup|forge|cloud)$/;
const DESTROYS = /^(?:delete|destroy|terminate|purge|drop|wipe|nuke|delete-\w+|destroy-\w+|[\w-]+-(?:delete|destroy|remove))$/i;
const READS = /^(?:list|ls|get|show|describe|logs?|info|status|search|help|config|alias|login|auth)$/i;

interface Line {
  readonly words: readonly Word[];
}

/** Words after an option that nobody declared may be its value or not, so both readings count. */
function readingsOf(invocation: Invocation, args: Arguments): readonly Line[] {
  const all = args.positionals.flatMap(split);
  const sure = args.positionals.filter((word) => {
    const before = invocation.args[invocation.args.indexOf(word) - 1]?.value ?? '';
    return !(before.startsWith('-') && before !== '--' && !before.includes('='));
  });
  return [{ words: all }, ...(sure.length < args.positionals.length ? [{ words: sure.flatMap(split) }] : [])];
}

/** `apps:destroy` is `apps destroy`. Addresses and paths stay whole. */
function split(word: Word): Word[] {
  return /^[\w-]+(?::[\w-]+)+$/.test(word.value) ? word.value.split(':').map((value) => ({ ...word, value })) : [word];
}

function at(pattern: readonly string[], invocation: Invocation, lines: readonly Line[]): { readonly used: number; readonly words: readonly string[]; readonly names: readonly Word[] } | null {
  if (pattern.some((one) => one.startsWith('-'))) return inRaw(pattern, invocation);
  for (const { words } of lines) {
    const used = prefix(pattern, words, 0, 0);
    if (used !== null) return { used, words: words.slice(0, used).map(({ value }) => value), names: words.slice(used) };
  }
  return null;
}

/** How many words a pattern takes from the start, or `null`. `*` takes one to four. */
function prefix(pattern: readonly string[], words: readonly Word[], p: number, w: number): number | null {
  if (p === pattern.length) return w;
  const wanted = pattern[p] as string;
  if (w >= words.length) return null;
  if (wanted === '*') {
    for (let n = 1; n <= 4 && w + n <= words.length; n += 1) {
      const rest = prefix(pattern, words, p + 1, w + n);
      if (rest !== null) return rest;
    }
    return null;
  }
  return fits(wanted, (words[w] as Word).value) ? prefix(pattern, words, p + 1, w + 1) : null;
}

function fits(wanted: string, value: string): boolean {
  if (wanted.endsWith('*')) return value.toLowerCase().startsWith(wanted.slice(0, -1).toLowerCase());
  return wanted === value || (wanted.length === value.length && wanted.toLowerCase() === value.toLowerCase());
}

/** Patterns with flags (`cf curl -X DELETE`, `timeshift --delete`) are looked for in order among all words. */
function inRaw(pattern: readonly string[], invocation: Invocation): ReturnType<typeof at> {
  const raw = invocation.args.flatMap((word) => {
    const glued = /^(-[A-Za-z])([A-Z]{3,})$/.exec(word.value);
    return glued ? [{ ...word, value: glued[1] as string }, { ...word, value: glued[2] as string }] : word.value.includes(':') && !word.value.includes('/') ? split(word) : [word];
  });
  let from = 0;
  for (const wanted of pattern) {
    const found = wanted === '*' ? from : raw.findIndex(({ value }, i) => i >= from && (fits(wanted, value) || (wanted.startsWith('-') && value.startsWith(`${wanted}=`))));
    if (found < 0) return null;
    from = found + 1;
  }
  return { used: from, words: pattern, names: raw.slice(from).filter(({ value }) => !value.startsWith('-')) };
}

function holds(rule: ToolRule, invocation: Invocation, args: Arguments): boolean {
  if (rule.zero && !invocation.args.some(({ value }) => /(?:^|[=:])0$/.test(value))) return false;
  if (rule.unless.some((flag) => present(flag, invocation, args))) return false;
  return rule.needs.length === 0 || rule.needs.some((flag) => present(flag, invocation, args));
}

function present(flag: string, invocation: Invocation, args: Arguments): boolean {
  if (!flag.startsWith('-')) return invocation.args.some(({ value }) => value.includes(flag));
  return args.has(flag) || invocation.args.some(({ value }) => value === flag);
}
