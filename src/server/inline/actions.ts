import { CodeActionKind, type CodeAction, type Range, type TextEdit } from 'vscode-languageserver/node';
import { hashOf } from '../../gate/reviewed';
import type { GuardedWindow } from '../window';
import { diagnosticOf } from './diagnostics';
import type { Flag } from './flags';
import { CLIENT_COMMANDS } from './lenses';
import { linesOf } from './lines';
import type { Look, Looks } from './looks';
import { keyOf, mendsFor } from './mending';
import { waiverFor } from './waiving';

/** What a person can do about the flagged lines in a range: mend the change in several ways, accept it as reviewed, or waive it for a time. */
export function actionsFor(look: Look, range: Range, guarded: GuardedWindow, looks: Looks): CodeAction[] {
  const { uri, written } = look;
  const here = look.flags.filter((flag) => flag.change !== null && [flag.block, flag.startLine, flag.endLine].some((line) => line - 1 >= range.start.line && line - 1 <= range.end.line) || (flag.change !== null && flag.startLine - 1 <= range.start.line && flag.endLine - 1 >= range.end.line));
  if (here.length === 0 || written.text === null || written.reviewed.kind !== 'text') return [];
  const now = written.text;
  const reviewed = written.reviewed.text;
  const lines = linesOf(now);
  const findings = look.flags.flatMap(({ change }) => change ?? []);
  const mends = distinct(here, ({ change }) => (change ? keyOf(change) : '')).flatMap((flag) =>
    (flag.change === null ? [] : mendsFor(flag.change, written.path, reviewed, now, findings, (text) => looks.findingsWith(look, text))).map(({ title, text }): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnosticOf(flag, lines)],
      edit: { documentChanges: [{ textDocument: { uri, version: look.version }, edits: [editOf(now, text)] }] },
    })),
  );
  const [first, ...others] = distinct(mends, ({ title }) => title);
  return [
    ...(first ? [{ ...first, isPreferred: true }, ...others] : []),
    { title: `Mark as reviewed: ${here.length === 1 ? (here[0] as Flag).change?.message : `${here.length} findings`}`, kind: CodeActionKind.QuickFix, diagnostics: here.map((flag) => diagnosticOf(flag, lines)), command: { title: 'Mark as reviewed', command: CLIENT_COMMANDS.mark, arguments: [uri, hashOf(now)] } },
    ...distinct(here, ({ change }) => (change ? keyOf(change) : '')).slice(0, 5).flatMap((flag) => waiverAction(flag, look, guarded, lines)),
    { title: 'Compare with what was last reviewed', kind: CodeActionKind.QuickFix, command: { title: 'Compare', command: CLIENT_COMMANDS.compare, arguments: [uri] } },
  ];
}

function waiverAction(flag: Flag, { written }: Look, guarded: GuardedWindow, lines: readonly string[]): CodeAction[] {
  const waiver = flag.change === null ? null : waiverFor(flag.change, written, guarded);
  if (waiver === null) return [];
  const { uri, before, after, until, entry } = waiver;
  return [
    {
      title: `Waive ${flag.code} for ${flag.change?.effect.resource.address} until ${until}, in .infrahold/policy.yaml`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnosticOf(flag, lines)],
      edit: { documentChanges: before === null ? [{ kind: 'create', uri, options: { ignoreIfExists: true } }, { textDocument: { uri, version: null }, edits: [editOf('', after)] }] : [{ textDocument: { uri, version: null }, edits: [editOf(before, after)] }] },
      // A workspace's policy loosens only once a person has released its exact text.
      command: { title: 'Let it count', command: CLIENT_COMMANDS.waive, arguments: [uri, hashOf(after), entry] },
    },
  ];
}

/** The one stretch that differs. */
function editOf(before: string, after: string): TextEdit {
  let start = 0;
  const least = Math.min(before.length, after.length);
  while (start < least && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  // A line ending of two characters is never split.
  if (before[start] === '\n' && before[start - 1] === '\r') start -= 1;
  if (end > 0 && before[before.length - end] === '\n' && before[before.length - end - 1] === '\r') end -= 1;
  return { range: { start: positionAt(before, start), end: positionAt(before, before.length - end) }, newText: after.slice(start, after.length - end) };
}

function positionAt(text: string, offset: number): { line: number; character: number } {
  const above = text.slice(0, offset).split('\n');
  return { line: above.length - 1, character: (above.at(-1) as string).length };
}

function distinct<T>(all: readonly T[], key: (one: T) => string): T[] {
  return all.filter((one, i) => all.findIndex((other) => key(other) === key(one)) === i);
}
