import { effectOf } from '../../effects';
import { isSystemPath } from '../../kinds/folders';
import { guardPath } from '../../kinds/guard-paths';
import { absolute } from '../../kinds/paths';
import { storedAt } from '../../kinds/stored';
import type { Effect, Tool, Word } from '../../model';
import { readArguments } from '../options';
import { nothing } from './rm';

/** `chmod`, `chown`, `chgrp`: harmless on a project, the end of a machine on its root. */
export const permissions: Tool = (invocation, context) => {
  const modes = invocation.args.filter(({ value }) => MODE_LIKE.test(value));
  const words = readArguments(invocation.args.filter((word) => !modes.includes(word) || !word.value.startsWith('-')), { style: 'gnu', values: ['--reference', '--from'] });
  const given = invocation.program === 'chmod' ? (modes[0]?.value ?? words.positionals[0]?.value ?? '') : (words.positionals[0]?.value ?? '');
  const reference = words.options.some(({ name }) => name === '--reference');
  const targets = words.positionals.filter(({ value }) => value !== given || reference);
  const recursive = words.has('-R', '--recursive');
  if (words.has('--help', '--version') || targets.length === 0) return [nothing(invocation, 'a help text')];
  return targets.map(judge);

  function judge(word: Word): Effect {
    const home = context.surroundings.homeDirectory;
    const path = absolute(word.value.replace(/\/\*$/, '') || '/', invocation.cwd, home);
    const resource = { kind: 'files' as const, type: recursive ? 'folder' : 'file', address: word.value };
    if (path !== null && recursive && (ROOTS.test(path) || path === home)) {
      return effectOf(invocation, { verb: 'overwrite', resource: { ...resource, address: `the permissions of ${word.value}` }, reach: 'host', undo: 'no', facts: { path } });
    }
    const guards = path === null ? null : guardPath(path, home);
    if (guards !== null) return effectOf(invocation, { verb: invocation.program === 'chmod' && /-[rwx]*x|^[0-7]*[0246]{3}$|^0+$/.test(given) ? 'unprotect' : 'update', resource: { kind: 'guard', type: 'guard file', address: guards }, note: word.value });
    const open = invocation.program === 'chmod' && OPEN.test(given);
    const shut = invocation.program === 'chmod' && /^0*000$|^a-rwx$|^a=$/.test(given);
    const kind = path === null ? null : storedAt(path)?.kind;
    if (path !== null && ((open && (kind === 'key' || isSystemPath(path) || /^\/(?:srv|var|opt)\//.test(path) || kind === 'data-store') && (recursive || kind === 'key' || /^\/etc\//.test(path))) || (shut && (recursive || kind === 'key')))) {
      return effectOf(invocation, { verb: 'unprotect', resource, note: shut ? 'nobody can read it afterwards' : 'everyone may write to it', undo: 'yes', facts: { path } });
    }
    return effectOf(invocation, { verb: 'update', resource, undo: 'yes' });
  }
};

const MODE_LIKE = /^(?:[0-7]{3,4}|[ugoa]*[-+=][rwxXst]*(?:,[ugoa]*[-+=][rwxXst]*)*)$/;
const OPEN = /^[0-7]?[0-7][0-7][2367]$|^(?:a|o|ugo|go)?\+r?wx?|^(?:a|o|ugo)=rwx?/;
const ROOTS = /^(?:\/|\/(?:etc|usr|bin|sbin|lib|lib64|boot|var|dev|home|root|Users|System|Library|Applications|proc|sys)|[a-z]:\/(?:windows)?|\/(?:home|Users)\/[^/]+)$/i;

/** `chattr -i` takes away the one thing that keeps root from deleting a file. */
export const chattr: Tool = (invocation) => {
  const flags = invocation.args.find(({ value }) => /^[-+=][aiAcdjsStuDCP]+$/.test(value) && !/^-R$/.test(value))?.value ?? '';
  const target = invocation.args.at(-1)?.value ?? '';
  return [effectOf(invocation, { verb: /^-[^ ]*[ia]/.test(flags) ? 'unprotect' : 'update', resource: { kind: 'files', type: 'file', address: target }, undo: 'yes', note: /^-[^ ]*i/.test(flags) ? 'it can be changed and deleted again' : null })];
};

/** Windows: `icacls C:\ /grant Everyone:F /T`, `takeown /R`. */
export const icacls: Tool = (invocation, context) => {
  const target = invocation.args.find(({ value }) => !value.startsWith('/'));
  const words = invocation.args.map(({ value }) => value.toLowerCase());
  if (!target) return [nothing(invocation, 'permissions')];
  const path = absolute(target.value, invocation.cwd, context.surroundings.homeDirectory, true);
  const deep = words.includes('/t') || words.includes('/r');
  const root = path !== null && /^[a-z]:\/(?:windows|program files|users)?$/i.test(path);
  const changes = invocation.program === 'takeown' || words.some((word) => /^\/(?:grant|deny|reset|remove|inheritance|setowner)/.test(word));
  if (changes && deep && root) return [effectOf(invocation, { verb: 'overwrite', resource: { kind: 'files', type: 'folder', address: `the permissions of ${target.value}` }, reach: 'host', undo: 'no' })];
  return [effectOf(invocation, { verb: changes ? 'update' : 'read', resource: { kind: 'files', type: 'folder', address: target.value }, undo: 'yes' })];
};
