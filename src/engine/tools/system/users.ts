import { effectOf } from '../../effects';
import type { Effect, Invocation, Tool } from '../../model';
import { byDeeds, deed, deedsOf } from '../deeds';
import { readArguments } from '../options';
import { machineFacts } from './services';

function account(invocation: Invocation, verb: Effect['verb'], type: string, address: string, note: string | null = null): Effect {
  return effectOf(invocation, { verb, resource: { kind: 'identity', type, address }, undo: 'no', facts: machineFacts(invocation), note });
}

/** `userdel -r` takes the home folder too. */
const userdel: Tool = (invocation) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-R', '--root', '-P', '--prefix', '--backup-to'] });
  const group = /group/.test(invocation.program);
  const name = args.positionals.map(({ value }) => value).join(' ');
  if (args.has('--help', '-h') || name === '') return [account(invocation, 'read', 'user', 'users')];
  const home = args.has('-r', '--remove', '--remove-home', '--remove-all-files');
  return [account(invocation, 'delete', group ? 'group' : 'user', name), ...(home ? [effectOf(invocation, { verb: 'delete', resource: { kind: 'files', type: 'home folder', address: `the home of ${name}` }, reach: 'collection', undo: 'no', facts: machineFacts(invocation) })] : [])];
};

const usermod: Tool = (invocation) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-G', '--groups', '-g', '--gid', '-s', '--shell', '-d', '--home', '-e', '--expiredate', '-l', '--login', '-p', '--password', '-u', '--uid', '-c', '--comment', '-f', '-R'] });
  const shell = args.value('-s', '--shell')?.value ?? '';
  const locks = args.has('-L', '--lock') || /nologin|\/false$/.test(shell) || /^(?:1|0|1970-01-0\d)$/.test(args.value('-e', '--expiredate')?.value ?? '');
  // `-G` without `-a` throws the user out of every group that is not named.
  const drops = args.value('-G', '--groups') !== undefined && !args.has('-a', '--append');
  const name = args.positionals.at(-1)?.value ?? 'a user';
  return [account(invocation, locks || drops ? 'overwrite' : 'update', 'user', name, locks ? 'cannot log in any more' : drops ? 'leaves every group that is not named' : null)];
};

const passwd: Tool = (invocation) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-n', '-x', '-w', '-i', '-R'] });
  const locks = args.has('-l', '--lock', '-d', '--delete', '-e', '--expire');
  return [account(invocation, args.has('-S', '--status', '--help') ? 'read' : locks ? 'overwrite' : 'update', 'user', args.positionals[0]?.value ?? 'the own user', locks ? 'locked or without a password' : null)];
};

const gpasswd: Tool = (invocation) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-a', '-d', '--add', '--delete', '-M', '-A'] });
  const taken = args.value('-d', '--delete');
  return [account(invocation, taken ? 'delete' : 'update', 'group member', taken?.value ?? args.positionals[0]?.value ?? 'a group')];
};

/** Crontab without a name: `-r` deletes every job, a file replaces them all. */
const crontab: Tool = (invocation) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-u'] });
  const of = args.value('-u')?.value;
  const address = of ? `every cron job of ${of}` : 'every cron job of this user';
  const one = (verb: Effect['verb']): Effect[] => [effectOf(invocation, { verb, resource: { kind: 'infrastructure', type: 'crontab', address }, undo: 'no', facts: machineFacts(invocation) })];
  if (args.has('-r')) return one('delete');
  if (args.has('-l', '-e', '-V', '--help') || invocation.args.length === 0) return one('read');
  const emptied = (args.positionals[0]?.value === '-' && invocation.stdin?.kind === 'text' && invocation.stdin.complete && invocation.stdin.text.trim() === '') || args.positionals[0]?.value === '/dev/null';
  return one(emptied ? 'delete' : 'update');
};

const ssh_keygen: Tool = (invocation) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-t', '-b', '-f', '-N', '-C', '-R', '-F', '-P', '-m', '-O', '-I', '-s', '-n', '-V', '-Y'] });
  const overwrites = invocation.stdin?.kind === 'answers' || (invocation.stdin?.kind === 'text' && /^\s*y/i.test(invocation.stdin.text));
  const name = args.value('-f')?.value ?? '~/.ssh/id_ed25519';
  if (args.has('-R', '-F', '-l', '-y', '-B', '-L', '-e', '-i', '-A')) return [effectOf(invocation, { verb: args.has('-R') ? 'delete' : 'read', resource: { kind: 'trivial', type: 'known host', address: args.value('-R', '-F')?.value ?? name }, undo: 'yes' })];
  return [effectOf(invocation, { verb: overwrites ? 'overwrite' : 'create', resource: { kind: 'key', type: 'ssh key', address: name }, undo: 'no' })];
};

/** Options that are commands: `gpg --delete-secret-keys`. */
function byOption(type: string, shape: RegExp): Tool {
  return (invocation) => {
    const option = invocation.args.find(({ value }) => shape.test(value));
    const name = invocation.args.at(-1)?.value ?? type;
    return [effectOf(invocation, { verb: option ? 'delete' : 'read', resource: { kind: 'key', type, address: option && name !== option.value ? name : type }, undo: 'no' })];
  };
}

const certbot: Tool = (invocation, context) =>
  deedsOf(invocation, context, { style: 'gnu', values: ['--cert-name', '-d', '--domain', '--cert-path', '--reason', '-m'], harmless: ['--dry-run'] }, [
    deed('delete|revoke|unregister', 'delete', 'key', 'certificate'),
    deed('rollback', 'update', 'infrastructure', 'web server settings'),
  ]);

/** What keeps a record, or keeps a program inside its bounds. */
const setenforce: Tool = (invocation) => [effectOf(invocation, { verb: /^(?:0|permissive)$/i.test(invocation.args[0]?.value ?? '') ? 'unprotect' : 'update', resource: { kind: 'protection', type: 'SELinux', address: 'SELinux' }, undo: 'yes', facts: machineFacts(invocation) })];

const auditctl: Tool = (invocation) => {
  const text = invocation.args.map(({ value }) => value).join(' ');
  return [effectOf(invocation, { verb: /(?:^|\s)(?:-D|-e\s*0|-d\s|-W\s|-b\s*0)/.test(`${text} `) ? 'unprotect' : 'read', resource: { kind: 'audit', type: 'audit rules', address: 'the audit rules of this machine' }, undo: 'from-code', facts: machineFacts(invocation) })];
};

const unprotects = (type: string, shape: RegExp): Tool => (invocation) => [effectOf(invocation, { verb: shape.test(invocation.args.map(({ value }) => value).join(' ')) ? 'unprotect' : 'read', resource: { kind: 'protection', type, address: type }, undo: 'yes', facts: machineFacts(invocation) })];

/** `journalctl --vacuum-size=1K`: the log of the machine. Keeping weeks of it is housekeeping. */
const journalctl: Tool = (invocation) => {
  const text = invocation.args.map(({ value }) => value).join(' ');
  const all = /--vacuum-(?:size|time|files)[= ](?:[01](?:s|sec|m|min|h|hour|B|K|M)?|\d+(?:s|sec|m|min|h|K))(?:\s|$)/i.test(text);
  return [effectOf(invocation, { verb: all ? 'delete' : 'read', resource: { kind: 'audit', type: 'journal', address: 'the journal of this machine' }, undo: 'no', facts: machineFacts(invocation) })];
};

export const USERS: Readonly<Record<string, Tool>> = {
  userdel, deluser: userdel, groupdel: userdel, delgroup: userdel, usermod, passwd, gpasswd, crontab, 'ssh-keygen': ssh_keygen, certbot,
  gpg: byOption('gpg key', /^--delete-(?:secret-)?(?:and-public-)?keys?$|^--delete-secret/), gpg2: byOption('gpg key', /^--delete-/), keytool: byOption('keystore entry', /^-delete$/), 'acme.sh': byOption('certificate', /^--(?:remove|revoke|deactivate)$/),
  security: byDeeds({ style: 'gnu' }, [deed('delete-keychain|delete-certificate|delete-generic-password|delete-internet-password|delete-identity', 'delete', 'key', 'keychain entry')]),
  pass: byDeeds({ style: 'gnu' }, [deed('rm|remove|delete', 'delete', 'key', 'password')]),
  setenforce, auditctl, 'aa-disable': unprotects('AppArmor', /./), 'aa-teardown': unprotects('AppArmor', /^/), 'aa-complain': unprotects('AppArmor', /./), setsebool: unprotects('SELinux', /^(?!)/), journalctl,
  auditpol: unprotects('audit policy', /\/(?:clear|remove)|\/set.*disable/i), csrutil: unprotects('System Integrity Protection', /^disable/), spctl: unprotects('Gatekeeper', /--(?:master|global)-disable/),
};
