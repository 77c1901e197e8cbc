import { effectAt } from '../effects';
import type { Effect, FileChange } from '../model';
import type { Format } from './format';
import { linesOf, sideText, untemplated } from './places';

/** Lists of who gets in, one line each: PostgreSQL's pg_hba.conf, sudoers, packet filters, the kernel's audit rules, web servers. What counts is each line that is new, and each that is gone. */
export const accessFiles: Format = {
  name: 'access-files',
  matches: (path, change) => change.after !== null && listOf(path, change) !== undefined,
  change: (change) => {
    const list = listOf(change.path, change);
    if (list === undefined) return [];
    const before = linesIn(sideText(change, 'before'));
    const after = linesIn(sideText(change, 'after'));
    const [was, is] = [new Set(before.map(({ text }) => text)), new Set(after.map(({ text }) => text))];
    const opened = after.filter(({ text }) => !was.has(text) && list.opens(text));
    // Several ways to write what already stood there open nothing.
    const already = before.filter(({ text }) => list.opens(text)).length;
    const fresh = opened.length > 0 && after.filter(({ text }) => list.opens(text)).length <= already ? [] : opened;
    const closed = before.filter(({ text, line }) => !is.has(text) && list.guards(text) && (list.within?.(sideText(change, 'before'), line, is) ?? true));
    // What is read in from elsewhere now may be what stood here.
    if (list.includes && after.some(({ text }) => !was.has(text) && list.includes?.test(text))) return [];
    const left = after.filter(({ text }) => !was.has(text) && list.guards(text)).length;
    return [...fresh.map(({ line }) => effectOf(change, 'after', line, list)), ...closed.slice(0, Math.max(0, closed.length - left)).map(({ text, line }) => effectOf(change, 'before', line, list, startOf(before, is, text, line, list)))];
  },
};

interface List {
  readonly matches: RegExp;
  readonly says?: RegExp;
  readonly kind: Effect['resource']['kind'];
  readonly address: string;
  readonly opens: (line: string) => boolean;
  readonly opened: string;
  /** A line whose absence lets through what it stopped. */
  readonly guards: (line: string) => boolean;
  readonly closed: string;
  /** Whether what the line stood in is there still. */
  readonly within?: (text: string, line: number, after: ReadonlySet<string>) => boolean;
  /** Lines before a guard that belong to it. */
  readonly along?: RegExp;
  readonly includes?: RegExp;
}

const never = (): boolean => false;

const LISTS: readonly List[] = [
  { matches: /(?:^|\/)[^/]*pg_hba[^/]*\.conf(?:\.\w+)?$/, kind: 'protection', address: 'the database', opens: trusts, opened: 'whoever connects from there gets in without a password', guards: (line) => /^(?:host\w*|local)\s.*\sreject$/.test(line), closed: 'what was refused is no longer' },
  { matches: /(?:^|\/)sudoers(?:\.d\/[^/]+|\.\w+)?$/, kind: 'protection', address: 'the machine', opens: (line) => /= ?(?:\([^()=]{0,100}\) ?)?NOPASSWD: ?(?:SETENV: ?)?ALL$/.test(line), opened: 'everything may be done as root without a password', guards: never, closed: '' },
  { matches: /(?:^|\/)(?:audit\.rules|rules\.d\/[^/]+\.rules)$/, says: /^-[wa]\s/m, kind: 'audit', address: 'the kernel\'s audit', opens: (line) => /^-e\s+0$/.test(line), opened: 'auditing is off', guards: (line) => /^-[wa]\s/.test(line) && !/\bnever\b/.test(line), closed: 'it is no longer recorded' },
  { matches: /(?:iptables|rules\.v[46]|ip6tables)[^/]*$/, says: /^:INPUT\s/m, kind: 'protection', address: 'the firewall', opens: (line) => /^:(?:INPUT|FORWARD)\s+ACCEPT\b/.test(line), opened: 'what no rule names is let in', guards: never, closed: '' },
  { matches: /(?:nftables|\.nft)[^/]*$/, says: /\bhook\s+(?:input|forward)\b/, kind: 'protection', address: 'the firewall', opens: (line) => /\bhook\s+(?:input|forward)\b.*\bpolicy\s+accept\b/.test(line), opened: 'what no rule names is let in', guards: never, closed: '' },
  { matches: /(?:^|\/)(?:nginx|sites-(?:available|enabled)|conf\.d)(?:\/.*)?\/[^/]+$|(?:^|\/)nginx[^/]*\.conf$/, says: /\b(?:server|location|http)\b[^\n{]*\{/, kind: 'protection', address: 'the site', opens: never, opened: '', guards: (line) => /^(?:deny all|auth_basic (?!off\b).+|auth_request (?!off\b).+|auth_jwt (?!off\b).+|ssl_verify_client on);$/.test(line), closed: 'who had no business there gets in', within: standsStill, along: /^(?:allow|deny) /, includes: /^include / },
  { matches: /(?:^|\/)(?:\.htaccess|(?:apache2?|httpd)(?:\/.*)?\/[^/]+\.conf|httpd\.conf)$/, kind: 'protection', address: 'the site', opens: never, opened: '', guards: (line) => /^(?:Require (?:valid-user|user|group|ip|host|ldap|local|all denied)\b|Deny from all$|AuthType )/i.test(line), closed: 'who had no business there gets in', within: standsStill, includes: /^Include/i },
  { matches: /(?:^|\/)Caddyfile[^/]*$/, kind: 'protection', address: 'the site', opens: never, opened: '', guards: (line) => /^(?:basic_?auth|forward_auth|jwtauth)\b/.test(line), closed: 'who had no business there gets in', within: standsStill, includes: /^import / },
];

/** The place, the folder or the site around a line is there still: of one that is gone nobody has to be kept out. */
function standsStill(text: string, line: number, after: ReadonlySet<string>): boolean {
  const lines = text.split('\n').slice(0, line - 1).map((one) => one.replace(/(?:^|\s)#.*$/, '').replace(/\s+/g, ' ').trim());
  let depth = 0;
  for (const one of lines.reverse()) {
    if (/^\}|^<\//.test(one)) depth += 1;
    else if (/\{$|^<\w/.test(one) && (depth -= 1) < 0) return after.has(one);
  }
  return true;
}

/** Where the lines begin that go with a guard. */
function startOf(before: readonly { readonly text: string; readonly line: number }[], after: ReadonlySet<string>, text: string, line: number, { along }: List): number {
  if (!along?.test(text)) return line;
  const at = before.findIndex((one) => one.line === line);
  let first = at;
  while (first > 0 && along.test(before[first - 1]?.text ?? '') && !after.has(before[first - 1]?.text ?? '')) first -= 1;
  return before[first]?.line ?? line;
}

/** `trust` asks nobody for anything. On the machine itself that is how a container for tests is run, so that it counts only where it was otherwise before. */
function trusts(line: string): boolean {
  const fields = line.split(/\s+/);
  const method = /^local$/.test(fields[0] ?? '') ? fields[3] : /^\d+\.\d+\.\d+\.\d+$/.test(fields[4] ?? '') ? fields[5] : fields[4];
  return /^(?:host\w*|local)$/.test(fields[0] ?? '') && method === 'trust' && !/^(?:127\.|::1|localhost|samehost)/.test(fields[3] ?? '');
}

function listOf(path: string, { before, after }: FileChange): List | undefined {
  // A new list has let nobody in yet who was kept out, unless it is written for production.
  if (before === null && !/(?:^|[/._-])(?:prod|production|live)(?:[/._-]|$)/i.test(path)) return undefined;
  if (/(?:^|[/._-])(?:tests?|dev|development|local|ci|e2e|examples?|samples?|demo)(?:[/._-]|$)/i.test(path.replace(/^\/(?:home|Users)\/[^/]+\//, '/').replace('/usr/local/', '/'))) return undefined;
  return LISTS.find(({ matches, says }) => matches.test(untemplated(path)) && (says?.test(`${before ?? ''}\n${after ?? ''}`) ?? true));
}

/** Lines without comments and with single spaces, so that aligning columns is no change. */
function linesIn(text: string): { readonly text: string; readonly line: number }[] {
  return text.split('\n').flatMap((raw, i) => {
    const line = raw.replace(/(?:^|\s)#.*$/, '').replace(/\s+/g, ' ').trim();
    return line === '' ? [] : [{ text: line, line: i + 1 }];
  });
}

function effectOf(change: FileChange, side: 'before' | 'after', line: number, list: List, from = line): Effect {
  return effectAt(linesOf(change.path, side, from, line), { verb: 'unprotect', resource: { kind: list.kind, type: 'access list', address: list.address }, note: side === 'after' ? list.opened : list.closed, undo: 'yes' });
}
