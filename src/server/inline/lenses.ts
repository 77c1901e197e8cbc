import type { CodeLens } from 'vscode-languageserver/node';
import { toldOf, type Flag } from './flags';
import type { Look } from './looks';

/** Commands of the editor that the notes and actions lead to. */
export const CLIENT_COMMANDS = { compare: 'infrahold.compareReviewed', mark: 'infrahold.markReviewed', waive: 'infrahold.countWaiver' } as const;

/** One note above each block that the change would destroy or weaken; it opens what was reviewed beside what is there now. */
export function lensesOf(look: Look | undefined): CodeLens[] {
  if (!look) return [];
  const blocks = new Map<number, Flag[]>();
  for (const flag of look.flags) if (flag.change !== null) blocks.set(flag.block, [...(blocks.get(flag.block) ?? []), flag]);
  return [...blocks].map(([line, flags]) => ({
    range: { start: { line: line - 1, character: 0 }, end: { line: line - 1, character: 0 } },
    command: { title: titleOf(flags), command: CLIENT_COMMANDS.compare, arguments: [look.uri] },
  }));
}

/** `would replace aws_db_instance.main: engine_version`, the gravest first, as they come. */
function titleOf(flags: readonly Flag[]): string {
  const told = [...new Set(flags.flatMap(({ change }) => (change === null ? [] : [toldOf(change)])))];
  return `${told.slice(0, 2).join('; ')}${told.length > 2 ? `; and ${told.length - 2} more` : ''}`;
}
