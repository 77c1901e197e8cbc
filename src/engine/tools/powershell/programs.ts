import { effectOf, type EffectSeed } from '../../effects';
import { absolute } from '../../kinds/paths';
import type { Effect, Invocation, ResourceKind, Tool } from '../../model';

/** Programs of Windows whose words say what they do. Each row: words that must be there, in order, and what then happens. */
interface Row {
  readonly when: RegExp;
  readonly verb: EffectSeed['verb'];
  readonly kind: ResourceKind;
  readonly type: string;
  readonly reach?: NonNullable<EffectSeed['reach']>;
  readonly undo?: NonNullable<EffectSeed['undo']>;
  readonly note?: string;
}

function byWords(rows: readonly Row[]): Tool {
  return (invocation) => {
    const line = invocation.args.map(({ value }) => value).join(' ');
    if (/(?:^|\s)[/-](?:\?|help)(?:\s|$)/i.test(line)) return [read(invocation, line)];
    const row = rows.find(({ when }) => when.test(line));
    if (!row) return [read(invocation, line)];
    return [
      effectOf(invocation, {
        verb: row.verb, resource: { kind: row.kind, type: row.type, address: `${row.type} ${targetOf(invocation)}`.trim() },
        reach: row.reach ?? 'resource', undo: row.undo ?? 'no', note: row.note ?? null, unattended: /(?:^|\s)[/-](?:f|y|q|quiet|force)(?:\s|$)/i.test(line),
      }),
    ];
  };
}

function read(invocation: Invocation, line: string): Effect {
  return effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: invocation.program, address: `${invocation.program} ${line}`.slice(0, 80) }, undo: 'yes' });
}

/** The first word that is neither a verb nor an option. */
function targetOf({ args }: Invocation): string {
  return args.map(({ value }) => value).find((value, i) => i > 0 && !/^[/-]/.test(value) && !/^(?:delete|stop|shadows|backup|catalog|config|cl|clear-log|user|set|call)$/i.test(value)) ?? '';
}

export const vssadmin = byWords([
  { when: /^delete\s+shadows/i, verb: 'delete', kind: 'backup', type: 'shadow copies', reach: 'collection' },
  { when: /^resize\s+shadowstorage/i, verb: 'unprotect', kind: 'backup', type: 'shadow storage', note: 'less room deletes the oldest copies' },
]);
export const diskshadow = byWords([{ when: /delete\s+shadows/i, verb: 'delete', kind: 'backup', type: 'shadow copies', reach: 'collection' }]);
export const wbadmin = byWords([
  { when: /^delete\s/i, verb: 'delete', kind: 'backup', type: 'backups', reach: 'collection' },
  { when: /^disable\s/i, verb: 'unprotect', kind: 'protection', type: 'scheduled backup' },
]);
export const bcdedit = byWords([
  { when: /\/(?:delete|deletevalue|import)\b/i, verb: 'delete', kind: 'infrastructure', type: 'boot entry' },
  { when: /recoveryenabled\s+no|bootstatuspolicy\s+ignore/i, verb: 'unprotect', kind: 'protection', type: 'boot recovery' },
  { when: /\/set\b/i, verb: 'update', kind: 'infrastructure', type: 'boot entry' },
]);
export const wmic = byWords([
  { when: /shadowcopy.*\bdelete\b/i, verb: 'delete', kind: 'backup', type: 'shadow copies', reach: 'collection' },
  { when: /\bdelete\b/i, verb: 'delete', kind: 'infrastructure', type: 'managed object' },
  { when: /call\s+uninstall/i, verb: 'delete', kind: 'trivial', type: 'product', undo: 'yes' },
  { when: /call\s+(?:stopservice|terminate)/i, verb: 'stop', kind: 'service', type: 'service', reach: 'collection', undo: 'yes' },
  { when: /call\s+(?:reboot|shutdown|win32shutdown)/i, verb: 'stop', kind: 'service', type: 'machine', reach: 'host' },
]);
export const sc = byWords([
  { when: /^(?:\\\\\S+\s+)?delete\s/i, verb: 'delete', kind: 'service', type: 'service' },
  { when: /^(?:\\\\\S+\s+)?stop\s/i, verb: 'stop', kind: 'service', type: 'service', reach: 'collection', undo: 'yes' },
  { when: /config\s.*start=\s*disabled/i, verb: 'stop', kind: 'service', type: 'service', reach: 'collection', undo: 'yes' },
]);
export const net = byWords([
  { when: /^stop\s/i, verb: 'stop', kind: 'service', type: 'service', reach: 'collection', undo: 'yes' },
  { when: /^(?:user|localgroup|group|accounts)\s.*\/del(?:ete)?\b/i, verb: 'delete', kind: 'identity', type: 'user or group' },
  { when: /^share\s.*\/del(?:ete)?\b/i, verb: 'delete', kind: 'network-control', type: 'share' },
  { when: /^user\s+\S+\s+.*\/active:no/i, verb: 'overwrite', kind: 'identity', type: 'user', undo: 'yes' },
  { when: /^user\s+\S+\s+[^/\s]/i, verb: 'overwrite', kind: 'identity', type: 'password of user' },
  { when: /^use\s.*\/del(?:ete)?\b/i, verb: 'delete', kind: 'trivial', type: 'mapped drive', undo: 'yes' },
]);
export const netsh = byWords([
  { when: /advfirewall\s+(?:reset|set\s+\w+\s+state\s+off)|firewall\s+set\s+opmode\s+(?:mode=)?disable/i, verb: 'unprotect', kind: 'network-control', type: 'firewall' },
  { when: /advfirewall\s+firewall\s+delete/i, verb: 'delete', kind: 'network-control', type: 'firewall rule' },
  { when: /(?:int|interface)\s+\w+\s+(?:reset|delete)|interface\s+set\s+interface.*(?:admin=)?disable|winsock\s+reset/i, verb: 'overwrite', kind: 'network-control', type: 'network settings' },
]);
export const schtasks = byWords([
  { when: /\/delete\b/i, verb: 'delete', kind: 'service', type: 'scheduled task', undo: 'from-code' },
  { when: /\/(?:end|change\s.*\/disable)\b/i, verb: 'stop', kind: 'service', type: 'scheduled task', undo: 'yes', reach: 'collection' },
]);
export const wevtutil = byWords([{ when: /^(?:cl|clear-log)\s/i, verb: 'delete', kind: 'audit', type: 'event log' }, { when: /^(?:um|uninstall-manifest)\s/i, verb: 'delete', kind: 'trivial', type: 'manifest' }]);
export const cipher = byWords([{ when: /\/w(?::|\s|$)/i, verb: 'overwrite', kind: 'files', type: 'free space', reach: 'collection' }]);
export const fsutil = byWords([
  { when: /^file\s+setzerodata/i, verb: 'overwrite', kind: 'files', type: 'file', reach: 'collection' },
  { when: /^usn\s+deletejournal/i, verb: 'delete', kind: 'audit', type: 'change journal' },
  { when: /^volume\s+dismount/i, verb: 'stop', kind: 'data-store', type: 'volume', undo: 'yes', reach: 'collection' },
]);
export const manageBde = byWords([
  { when: /-off\b|-protectors\s+-(?:delete|disable)/i, verb: 'unprotect', kind: 'protection', type: 'drive encryption' },
  { when: /-(?:wipefreespace|forcerecovery)\b/i, verb: 'overwrite', kind: 'disk', type: 'drive' },
]);
export const reagentc = byWords([{ when: /\/disable\b/i, verb: 'unprotect', kind: 'protection', type: 'recovery environment' }]);
export const mountvol = byWords([{ when: /\/[dp]\b/i, verb: 'stop', kind: 'data-store', type: 'volume', undo: 'yes', reach: 'collection' }]);
export const iisreset = byWords([
  { when: /\/stop\b/i, verb: 'stop', kind: 'service', type: 'web server', reach: 'collection', undo: 'yes' },
  { when: /\/(?:status|start|enable)\b/i, verb: 'read', kind: 'other', type: 'web server' },
  { when: /^|\/restart/i, verb: 'stop', kind: 'service', type: 'web server', undo: 'yes' },
]);
export const appcmd = byWords([
  { when: /^delete\s/i, verb: 'delete', kind: 'service', type: 'web site' },
  { when: /^stop\s/i, verb: 'stop', kind: 'service', type: 'web site', reach: 'collection', undo: 'yes' },
]);
export const dsrm: Tool = byWords([{ when: /\S/, verb: 'delete', kind: 'identity', type: 'directory object' }]);

/** `mshta http://…`, `regsvr32 /i:http://… scrobj.dll`, `rundll32 javascript:…`: a page that is run as a program. */
export const runsPages: Tool = (invocation) => {
  const page = invocation.args.find(({ value }) => /^(?:\/i:)?https?:|^(?:javascript|vbscript):/i.test(value));
  if (!page) return [read(invocation, '')];
  return [effectOf(invocation, { verb: 'run-unseen', resource: { kind: 'code', type: invocation.program, address: page.value.slice(0, 80) }, undo: 'no', note: 'nobody has read what was downloaded' })];
};

/** `forfiles /p C:\\data /c "cmd /c del @path"`: the command for each file of a folder. */
export const forfiles: Tool = (invocation, context) => {
  const after = (flag: RegExp) => invocation.args.find((_, i) => flag.test(invocation.args[i - 1]?.value ?? ''))?.value;
  const folder = (after(/^\/p$/i) ?? '.').replace(/[\\/]$/, '');
  const each = `${folder}\\${after(/^\/m$/i) ?? '*'}`;
  const text = (after(/^\/c$/i) ?? 'cmd /c echo @file').replace(/@(?:path|relpath|file|fname)/gi, () => `"${each}"`);
  return context.follow({ language: 'cmd', text, cwd: invocation.cwd, env: invocation.env, place: { in: 'text', span: invocation.span } });
};

/** `format D:`: a drive. `format` is also what people call scripts of theirs, so only the Windows shells count. */
export const format: Tool = (invocation) => {
  if (invocation.shell === 'bash') return [];
  const drive = invocation.args.map(({ value }) => value).find((value) => /^[a-z]:\\?$|^\\\\[?.]\\/i.test(value));
  if (!drive) return [read(invocation, '')];
  return [effectOf(invocation, { verb: 'overwrite', resource: { kind: 'disk', type: 'drive', address: drive }, reach: 'host', undo: 'no' })];
};

/** `diskpart /s script.txt` and `echo clean | diskpart`: what it does stands in its script. */
export const diskpart: Tool = (invocation, context) => {
  const at = invocation.args.findIndex(({ value }) => /^\/s$/i.test(value));
  const file = at >= 0 ? invocation.args[at + 1] : undefined;
  const path = file?.known ? absolute(file.value, invocation.cwd, context.surroundings.homeDirectory, true) : null;
  const script = path === null ? (invocation.stdin?.kind === 'text' ? invocation.stdin.text : null) : context.surroundings.readFile(path);
  if (script !== null && !WIPES.test(script)) return [STOPS.test(script) ? effectOf(invocation, { verb: 'stop', resource: { kind: 'data-store', type: 'volume', address: 'a volume' }, reach: 'collection', undo: 'yes', note: 'taken off the machine that uses it' }) : read(invocation, 'list')];
  if (script === null && !file && invocation.stdin === null) return [read(invocation, '')];
  return [effectOf(invocation, { verb: 'overwrite', resource: { kind: 'disk', type: 'drive', address: 'a drive' }, reach: script === null ? 'resource' : 'host', undo: 'no', note: script === null ? 'its script cannot be read' : null })];
};

/** Words of its scripts count by their first three letters. A word behind `rem` or `help` is none. */
const WIPES = /^[ \t]*(?:cle(?:an?)?|del(?:e|et|ete)?|for(?:m|ma|mat)?|con(?:v|ve|ver|vert)?|bre(?:a|ak)?)\b/im;
const STOPS = /^[ \t]*(?:off(?:l|li|lin|line)?[ \t]+(?:dis|vol)|rem(?:o|ov|ove)\b|det(?:a|ac|ach)?\b[ \t]+vdi)/im;
