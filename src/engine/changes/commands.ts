import type { Context, Effect, FileChange, Language, Lowered, Side } from '../model';
import { together } from '../effects';
import { rebuilt } from '../kinds/built';
import { isPublishedInstaller } from '../kinds/installers';
import { folderOf } from '../kinds/paths';
import type { Command } from './command';
import { commandsIn, type Found } from './command-places';
import type { Format } from './format';
import { linesOf, newEffects, sideText } from './places';
import { withoutAmounts } from './retention';

/** Files that run commands: what a new or changed command in them would do, at its line. */
export const commands: Format = {
  name: 'commands',
  matches: (path, change) => commandsIn(path, sideText(change, 'after')) !== null || commandsIn(path, sideText(change, 'before')) !== null,
  change: (change, context) => newEffects(lowered(change, 'before', context), lowered(change, 'after', context)),
};

function lowered(change: FileChange, side: Side, context: Context): Lowered {
  const found = commandsIn(change.path, sideText(change, side));
  if (found === null) return { effects: [], coverage: 'full', unread: [] };
  const amounts = side === 'after' && change.before !== null ? amountsIn((commandsIn(change.path, change.before)?.commands ?? []).map(({ text }) => text).join('\n')) : NO_AMOUNTS;
  const read = together(found.commands.map((command) => {
    const one = followed({ ...command, text: withOldAmounts(command.text, amounts) }, change, side, context);
    return found.throwaway ? { ...one, effects: one.effects.filter((effect) => reachesOut(effect, command.text, found)) } : one;
  }));
  const effects = rebuilt(read.effects, sideText(change, side), folderOf(change.path));
  // A script that is only written, and lines in it that cannot be read, are no reason to interrupt.
  return { effects, coverage: 'full', unread: [] };
}

const NO_AMOUNTS: ReadonlyMap<string, string> = new Map();

/** Lines that say how much is kept, by what they are without the numbers. */
function amountsIn(text: string): ReadonlyMap<string, string> {
  return new Map(text.split('\n').flatMap((line) => (withoutAmounts(line) === line.replace(/\s+/g, ' ').trim() ? [] : [[withoutAmounts(line), line] as const])));
}

/** How much a command keeps is judged where backups are: other numbers make it no other command. */
function withOldAmounts(text: string, amounts: ReadonlyMap<string, string>): string {
  return amounts.size === 0 ? text : text.split('\n').map((line) => amounts.get(withoutAmounts(line)) ?? line).join('\n');
}

function followed({ text, line, language, indent, through = 0 }: Command, change: FileChange, side: Side, context: Context): Lowered {
  const folder = change.path.slice(0, change.path.lastIndexOf('/'));
  return context.follow({
    language: language as Language,
    text,
    cwd: folder === '' ? null : folder,
    place: ([start, end]) => linesOf(change.path, side, line + newlines(text, start) + indent, Math.max(through, line + newlines(text, Math.max(start, end - 1)) + indent)),
  });
}

function newlines(text: string, offset: number): number {
  let count = 0;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) count += 1;
  return count;
}

/** In an image build or on a runner the machine itself is thrown away: only what is outside of it can be lost. */
function reachesOut({ verb, unattended, resource: { kind, type, address }, by }: Effect, text: string, { image, container }: Pick<Found, 'image' | 'container'>): boolean {
  // Nobody sits before a container that migrates its database when it starts.
  if (container && tidies(address, by)) return false;
  if (container && unattended && verb === 'update' && kind !== 'stack') return false;
  if (container && (verb === 'stop' || kind === 'guard' || OWN_MACHINE.test(by?.program ?? ''))) return verb === 'stop' && REMOTE.test(by?.program ?? '');
  // A runner has the credentials of what it deploys, and whoever wrote what it runs unseen has them too. A decoded script hides what it does wherever it runs.
  if (kind === 'code' && type === 'decoded') return !readsSettings(text);
  if (kind === 'code' && type === 'download') return !image && !isPublishedInstaller(address);
  return !THROWAWAY.has(kind);
}

/** A secret that is decoded into a file of variables and read from there. */
function readsSettings(text: string): boolean {
  return /(?:^|[\s;&])(?:source|\.)[ \t]+\S*env\b/m.test(text) && !/\|[ \t]*(?:sudo[ \t]+)?(?:ba|da|z|k)?sh\b|\beval\b/.test(text);
}

/** What a container keeps for a while and then throws away, and the folder of a file system that is nobody's. */
function tidies(address: string, by: Effect['by']): boolean {
  return /(?:^|\/)lost\+found$/.test(address) || (by?.program === 'find' && by.args.some(({ value }) => /^-[acm](?:time|min)$/.test(value)));
}

/** Programs that see to the container they run in, and those that stop what runs elsewhere. */
const OWN_MACHINE = /^(?:kill|pkill|killall|nginx|apachectl|systemctl|service|supervisorctl|s6-\w+|reboot|shutdown|halt|poweroff|ip6?tables(?:-\w+)?|nft|ufw|sysctl|chmod|chown|userdel|groupdel|passwd|crontab|mount|umount|ip|ifconfig)$/;
const REMOTE = /^(?:kubectl|helm|oc|aws|az|gcloud|docker|heroku|flyctl|fly|argocd|flux|doctl|hcloud)$/;

const THROWAWAY: ReadonlySet<string> = new Set(['files', 'work', 'disk', 'regenerated', 'code', 'trivial', 'other']);
