import { effectAt } from '../effects';
import { backsUp } from '../kinds/backups';
import type { Effect, FileChange } from '../model';
import { commandsIn } from './command-places';
import type { Format } from './format';
import { linesOf, sideText } from './places';
import { commandKeepsLess } from './retention';
import { isRarer } from './schedules';

/** Commands and their timetables that make backups or throw old ones away: a job that is gone, runs less often, or keeps less. */
export const backupJobs: Format = {
  name: 'backup-jobs',
  matches: (path, change) => change.before !== null && (isTimetable(path) || isUnit(path) || commandsIn(path, change.before) !== null),
  change: (change) => {
    if (isUnit(change.path)) return change.after === null && backsUp(`${change.path.slice(change.path.lastIndexOf('/') + 1)}\n${sideText(change, 'before')}`) ? [gone(change, 1, change.path.slice(change.path.lastIndexOf('/') + 1))] : [];
    return [...(isTimetable(change.path) ? jobs(change) : []), ...(change.after === null ? [] : shorter(change))];
  },
};

function isTimetable(path: string): boolean {
  return /(?:^|\/)crontabs?(?:$|[./][\w.-]+$)|\.cron(?:tab)?$|\/cron\.d\/[^/]+$/.test(path);
}

function isUnit(path: string): boolean {
  return /\.(?:timer|service)$/.test(path);
}

interface Job {
  readonly schedule: string;
  readonly command: string;
  readonly line: number;
  /** Commented out. */
  readonly off: boolean;
}

function jobsIn(text: string): Job[] {
  return text.split('\n').flatMap((line, i): Job[] => {
    const match = /^\s*(#[#\s]*)?(@\w+|(?:[\d*][\d*,/?LW#A-Za-z-]*\s+){4}[\d*][\d*,/?LW#A-Za-z-]*)\s+(\S.*)$/.exec(line.trimEnd());
    return match ? [{ off: match[1] !== undefined, schedule: match[2] as string, command: (match[3] as string).replace(/\s+/g, ' '), line: i + 1 }] : [];
  });
}

function jobs(change: FileChange): Effect[] {
  const before = jobsIn(sideText(change, 'before')).filter(({ off, command }) => !off && backsUp(command));
  const after = jobsIn(sideText(change, 'after'));
  const fresh = after.filter((one) => !one.off && backsUp(one.command) && !before.some(({ command }) => command === one.command));
  const left = [...fresh];
  return before.flatMap((was): Effect[] => {
    const same = after.find((one) => !one.off && one.command === was.command);
    // A job that is written otherwise now is still one: the nearest of the new ones.
    const is = same ?? left.shift();
    if (is === undefined) {
      const off = after.find((one) => one.off && one.command === was.command);
      return [off ? effectAt(linesOf(change.path, 'after', off.line, off.line), weakening(was.command, 'it is commented out')) : gone(change, was.line, was.command)];
    }
    return isRarer(was.schedule, is.schedule) ? [effectAt(linesOf(change.path, 'after', is.line, is.line), weakening(was.command, `it runs less often: ${was.schedule} becomes ${is.schedule}`))] : [];
  });
}

function gone(change: FileChange, line: number, what: string): Effect {
  return effectAt(linesOf(change.path, 'before', line, line), weakening(what, 'it is gone, and makes no more backups'));
}

function weakening(what: string, note: string) {
  return { verb: 'unprotect', resource: { kind: 'protection', type: 'backup job', address: what.length > 80 ? `${what.slice(0, 79)}…` : what }, note, undo: 'yes' } as const;
}

/** Lines that are the same but for a smaller number where they say how much is kept. */
function shorter(change: FileChange): Effect[] {
  const [before, after] = [linesIn(change.path, sideText(change, 'before')), linesIn(change.path, sideText(change, 'after'))];
  const [known, kept] = [new Set(before.map(({ text }) => text)), new Set(after.map(({ text }) => text))];
  const old = before.filter(({ text }) => !kept.has(text)).slice(0, MOST_LINES);
  return after.filter(({ text }) => !known.has(text)).slice(0, MOST_LINES).flatMap(({ text, line }) => {
    const note = old.map((was) => commandKeepsLess(was.text, text)).find((one) => one !== null);
    return note ? [effectAt(linesOf(change.path, 'after', line, line), weakening(text.trim(), note))] : [];
  });
}

/** Changed lines that are compared with each other. */
const MOST_LINES = 40;

function linesIn(path: string, text: string): { readonly text: string; readonly line: number }[] {
  return (commandsIn(path, text)?.commands ?? []).flatMap((command) => command.text.split('\n').map((one, i) => ({ text: one, line: command.line + command.indent + i })));
}
