import type { Context, FileChange, Lowered, Side } from '../model';
import type { Format } from './format';
import { linesOf, newEffects, sideText } from './places';
import { lineAt } from '../effects';

/** SQL files and migrations. Only what the up part does counts: a down part that is merely written runs when somebody goes back. */
export const sql: Format = {
  name: 'sql',
  matches: (path) => /\.(?:sql|psql|pgsql|ddl)$/i.test(path) && !/(?:^|[/._-])(?:down|rollback|undo|revert)(?:[/._-]|$)/i.test(path.slice(path.lastIndexOf('/') + 1)),
  change: (change, context) => newEffects(lowered(change, 'before', context), lowered(change, 'after', context)),
};

function lowered(change: FileChange, side: Side, context: Context): Lowered {
  const text = upPart(sideText(change, side));
  return context.follow({ language: 'sql', text, cwd: null, place: ([start, end]) => linesOf(change.path, side, lineAt(text, start), lineAt(text, Math.max(start, end - 1))) });
}

/** The down part is blanked, so that lines stay where they are. Markers of goose, dbmate, sql-migrate, Liquibase and rambler. */
function upPart(text: string): string {
  let down = false;
  return text
    .split('\n')
    .map((line) => {
      const marker = /^\s*--\s*(?:\+goose|\+migrate|migrate:|rambler)?\s*(up|down)\b/i.exec(line)?.[1]?.toLowerCase();
      if (marker !== undefined) down = marker === 'down';
      return down || /^\s*--\s*rollback\b/i.test(line) ? '' : line;
    })
    .join('\n');
}
