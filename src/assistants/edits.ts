import type { FileChange } from '../engine/model';

export interface Replacement {
  readonly path: string;
  readonly from: string;
  readonly to: string;
  readonly all: boolean;
}

export interface Edited {
  readonly files: readonly FileChange[];
  readonly incomplete: string | null;
}

/**
 * Files after replacements, in order. A replacement whose old text is not in the file is shown by itself:
 * the host will refuse it or mend it, and either way its fragment is all that can be judged.
 */
export function applyReplacements(replacements: readonly Replacement[], readFile: (path: string) => string | null): Edited {
  const now = new Map<string, { readonly before: string | null; after: string | null }>();
  const fragments: FileChange[] = [];
  let incomplete: string | null = null;
  for (const { path, from, to, all } of replacements) {
    const file = now.get(path) ?? start(path, readFile);
    now.set(path, file);
    const after = replaced(file.after, from, to, all);
    if (after === null) {
      fragments.push({ path, before: from, after: to });
      incomplete = `the text to replace was not found in ${path}`;
    } else file.after = after;
  }
  const whole = [...now].flatMap(([path, { before, after }]) => (before === after ? [] : [{ path, before, after }]));
  return { files: [...whole, ...fragments], incomplete };
}

function start(path: string, readFile: (path: string) => string | null): { before: string | null; after: string | null } {
  const before = readFile(path);
  return { before, after: before };
}

/** Null when it does not apply. An empty old text makes a new file. Line ends are those of the file, whatever the assistant wrote. */
function replaced(text: string | null, from: string, to: string, all: boolean): string | null {
  if (text === null) return from === '' ? to : null;
  if (from === '') return text === '' ? to : null;
  if (text.includes(from)) return all ? text.replaceAll(from, () => to) : text.replace(from, () => to);
  if (!text.includes('\r\n')) return null;
  const [oldLines, newLines] = [from, to].map((one) => one.replace(/\r?\n/g, '\r\n')) as [string, string];
  if (!text.includes(oldLines)) return null;
  return all ? text.replaceAll(oldLines, () => newLines) : text.replace(oldLines, () => newLines);
}

/** A notebook after one cell's change; null when its JSON or the cell cannot be found. */
export function applyCell(text: string | null, cell: string | null, mode: string, source: string, language: string): string | null {
  const notebook = parse(text);
  const cells = notebook?.['cells'];
  if (!Array.isArray(cells)) return null;
  const at = cells.findIndex((one: { id?: unknown } | null, i) => one?.id === cell || cell === `cell-${i}` || cell === `#VSC-${String(one?.id)}`);
  const fresh = { cell_type: language === 'markdown' ? 'markdown' : 'code', metadata: {}, source, outputs: [] };
  if (mode === 'insert') cells.splice(cell === null || /^top$/i.test(cell) ? 0 : at < 0 ? cells.length : at + 1, 0, fresh);
  else if (at < 0) return null;
  else if (mode === 'delete') cells.splice(at, 1);
  else cells[at] = { ...cells[at], source };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

function parse(text: string | null): Record<string, unknown> | null {
  try {
    return JSON.parse(text ?? '') as Record<string, unknown>;
  } catch {
    return null;
  }
}
