import { effectAt, lineAt } from '../effects';
import type { Effect, FileChange } from '../model';
import type { Format } from './format';
import { linesOf, sideText } from './places';
import { textAt, type Tree, treesOf } from './tree';

/** DNS zones as files: BIND's own format, octoDNS, DNSControl. A set of records (a name and a type) that is gone answers nobody any more; one with other values does. */
export const zones: Format = {
  name: 'zones',
  matches: (path, change) => change.before !== null && readerOf(path, change.before) !== undefined,
  change: (change) => {
    const read = readerOf(change.path, sideText(change, 'before'));
    if (read === undefined) return [];
    const left = new Set(read(sideText(change, 'after')).map(keyOf));
    return [...read(sideText(change, 'before')).filter((one) => !left.has(keyOf(one)) && !isPassing(one)).map((one) => lost(change, one)), ...(read === dnscontrol ? purges(change) : [])];
  },
};

interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly data: string;
  readonly line: number;
  readonly endLine: number;
}

/** Texts are several things under one name: what says who may send mail is not what proves an ownership. */
function keyOf({ name, type, data }: DnsRecord): string {
  return `${name.toLowerCase()}\n${type}\n${type === 'TXT' ? (/^["' ]*(v=\w+)/i.exec(data)?.[1]?.toLowerCase() ?? data.trim()) : ''}`;
}

/** Proofs for a certificate or a service are made to be taken out again. */
function isPassing({ name, type, data }: DnsRecord): boolean {
  return type === 'SOA' || /^_?acme-challenge\b|^_[0-9a-f]{20,}/i.test(name) || (type === 'TXT' && !/v=(?:spf1|DMARC1|DKIM1|BIMI1|TLSRPTv1|STSv1)/i.test(data)) || (type === 'CNAME' && /acm-validations\.aws|domainconnect|verify/i.test(data));
}

function lost(change: FileChange, { name, type, line, endLine }: DnsRecord): Effect {
  return effectAt(linesOf(change.path, 'before', line, endLine), { verb: 'delete', resource: { kind: 'network-control', type: 'DNS record', address: `the ${type} records of ${name}` }, undo: 'from-code' });
}

/** DNSControl deletes what it finds and does not know, unless a zone says to leave it: `NO_PURGE`, `IGNORE("legacy")`. */
function purges(change: FileChange): Effect[] {
  const kept = (text: string) => [...liveOf(text).matchAll(/\b(?:NO_PURGE\b|IGNORE(?:_NAME|_TARGET)?\([^)\n]*\))/g)].map(({ 0: what, index }) => ({ what: what.replace(/\s+/g, ''), line: lineAt(text, index) }));
  const after = kept(sideText(change, 'after')).map(({ what }) => what);
  return kept(sideText(change, 'before')).flatMap(({ what, line }) => {
    const at = after.indexOf(what);
    if (at >= 0) after.splice(at, 1);
    return at >= 0 || after.includes('NO_PURGE') ? [] : [effectAt(linesOf(change.path, 'before', line, line), { verb: 'unprotect', resource: { kind: 'network-control', type: 'DNS zone', address: 'records that are not written here' }, note: `without ${what} they are deleted` })];
  });
}

type Reader = (text: string) => DnsRecord[];

function readerOf(path: string, text: string): Reader | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^dnsconfig\.js$/.test(name)) return dnscontrol;
  if (/\.ya?ml$/i.test(name)) return /(?:^|\/)(?:zones?|dns|octodns)\//i.test(path) && /^\s+(?:- )?type:\s*["']?(?:A|AAAA|CNAME|MX|NS|TXT|SRV|CAA)\b/m.test(text) ? octodns : undefined;
  const looks = /\.zone$/i.test(name) || /^db\.[\w-]+(?:\.[\w-]+)*$/.test(name) || /(?:^|\/)(?:zones?|named|bind)\//i.test(path) || /^\$ORIGIN\s/m.test(text);
  return looks && /\bSOA\b|^\$(?:ORIGIN|TTL)\s/m.test(text) && !/\.(?:ts|js|py|rb|go|md|json|tf)$/i.test(name) ? bind : undefined;
}

const TYPES = 'A|AAAA|CNAME|MX|NS|TXT|SRV|PTR|CAA|DNAME|DS|DNSKEY|TLSA|SSHFP|NAPTR|SPF|SVCB|HTTPS|ALIAS|ANAME|SOA|URI|LOC|CERT|SMIMEA|OPENPGPKEY';
const RECORD = new RegExp(`^(\\S*)(?:\\s+(?:\\d+[smhdw]?|IN|CH|HS))*\\s+(${TYPES})\\s+(.+)$`, 'i');

/** Names go on from the line above; parentheses carry a record over several lines; `;` begins a comment. */
function bind(text: string): DnsRecord[] {
  const records: DnsRecord[] = [];
  const lines = text.split('\n');
  let origin = '';
  let owner = '@';
  for (let i = 0; i < lines.length; i += 1) {
    const line = i + 1;
    let one = bare(lines[i] as string);
    while (one.includes('(') && !one.includes(')') && i + 1 < lines.length) one += ` ${bare(lines[(i += 1)] as string).trim()}`;
    const moved = /^\$ORIGIN\s+(\S+)/i.exec(one)?.[1];
    if (moved !== undefined) origin = moved;
    const match = one.startsWith('$') ? null : RECORD.exec(one);
    if (match === null) continue;
    if (match[1]) owner = absolute(match[1], origin);
    records.push({ name: owner, type: (match[2] as string).toUpperCase(), data: match[3] as string, line, endLine: i + 1 });
  }
  return records;
}

function absolute(name: string, origin: string): string {
  return name === '@' ? origin || '@' : name.endsWith('.') || origin === '' ? name : `${name}.${origin}`;
}

/** Without the comment; a `;` inside quotes is none. */
function bare(line: string): string {
  let quoted = false;
  for (let i = 0; i < line.length; i += 1) {
    if (line[i] === '"') quoted = !quoted;
    else if (line[i] === ';' && !quoted) return line.slice(0, i).trimEnd();
  }
  return line.trimEnd();
}

/** A map from names to one record or a list of them. */
function octodns(text: string): DnsRecord[] {
  return treesOf(text).flatMap((tree) => {
    if (tree.is !== 'map') return [];
    return [...tree.entries].flatMap(([name, { tree: entry, line }]) =>
      (entry.is === 'list' ? entry.items : [entry]).flatMap((item): DnsRecord[] => {
        const type = textAt(item, ['type']);
        return type === undefined ? [] : values(item).map((data) => ({ name: name === '' ? '@' : name, type: type.toUpperCase(), data, line: entry.is === 'list' ? item.line : line, endLine: item.endLine }));
      }),
    );
  });
}

/** Of texts, each value is one; of the rest the set is. */
function values(item: Tree): string[] {
  const many = item.is === 'map' ? item.entries.get('values')?.tree : undefined;
  if (textAt(item, ['type']) !== 'TXT' || many?.is !== 'list') return [textAt(item, ['value']) ?? ''];
  return many.items.map((one) => (one.is === 'value' ? String(one.value) : ''));
}

/** `A('www', '192.0.2.1')`, `MX('@', 10, 'mx.example.com.')` */
function dnscontrol(text: string): DnsRecord[] {
  const live = liveOf(text);
  return [...live.matchAll(new RegExp(`\\b(${TYPES}|SPF_BUILDER|DMARC_BUILDER)\\(\\s*(?:["']([^"'\\n]*)["'])?\\s*,?([^\\n]*)`, 'g'))].map((match) => {
    const line = lineAt(live, match.index);
    return { name: match[2] ?? '@', type: match[1] as string, data: (match[3] ?? '').replace(/^\s*["']?/, ''), line, endLine: line };
  });
}

function liveOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?:^|\s)\/\/[^\n]*/g, (all) => all.replace(/[^\n]/g, ' '));
}
