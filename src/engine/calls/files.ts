import type { FileChange, Surroundings } from '../model';
import { absolute } from '../kinds/paths';
import { type Argument, argumentsOf, isTrue } from './arguments';
import type { ToolCall } from './call';
import { verbOf, wordsOf } from './words';

/**
 * Tools that write or edit a file on this machine (`write_file`, `edit_file`, `str_replace_editor`, `apply_patch`-like lists of edits): the file
 * before and after. Files in a repository elsewhere (`owner` and `repo` are named) are not on this machine, and are read as new.
 */
export function writtenBy({ tool: name, arguments: given, cwd }: ToolCall, surroundings: Surroundings): readonly FileChange[] {
  const [tool, found] = [wordsOf(name), argumentsOf(given)];
  if (verbOf(tool) === 'read' || verbOf(tool) === 'delete') return [];
  const path = found.find(({ name, value }) => /^(?:path|filepath|file|filename|targetfile|absolutepath|uri)$/.test(name) && typeof value === 'string' && value !== '');
  const remote = found.some(({ name }) => /^(?:repo|repository|owner|projectid|bucket)$/.test(name));
  if (path === undefined) return [];
  const place = absolute((path.value as string).replace(/^file:\/\//, ''), remote ? '/repository' : cwd === '' ? null : cwd, surroundings.homeDirectory);
  // A file that is there already (its blob is named) cannot be compared from here.
  if (place === null || (remote && found.some(({ name }) => /^(?:sha|blobsha|lastcommitid)$/.test(name)))) return [];
  const before = remote ? null : surroundings.readFile(place);
  const whole = found.find(({ name, value }) => /^(?:content|contents|text|filetext|newcontent|data|newtext)$/.test(name) && typeof value === 'string');
  const edits = editsIn(found);
  if (edits.length > 0) {
    const after = edits.reduce((text, { from, to }) => text.replace(from, () => to), before ?? '');
    // What the file holds cannot be read here: the edit's own two texts stand for it.
    const alone = before === null || after === before;
    return [alone ? { path: place, before: edits.map(({ from }) => from).join('\n'), after: edits.map(({ to }) => to).join('\n') } : { path: place, before, after }];
  }
  if (whole === undefined || !WRITES.test(tool.join(' '))) return [];
  const appends = isTrue(found, /^append$/) || found.some(({ name, value }) => name === 'mode' && value === 'append') || /\bappend\b/.test(tool.join(' '));
  return [{ path: place, before, after: appends ? `${before ?? ''}${whole.value as string}` : (whole.value as string) }];
}

const WRITES = /\b(?:write|create|edit|update|save|put|append|insert|replace|overwrite|set)\b/;

interface Edit {
  readonly from: string;
  readonly to: string;
}

/** `{oldText, newText}`, `{old_string, new_string}`, `{search, replace}`: alone, or in a list. */
function editsIn(found: readonly Argument[]): Edit[] {
  return found.flatMap(({ name, value, pointer }): Edit[] => {
    if (!/^(?:oldtext|oldstring|oldstr|search|find|original|old)$/.test(name) || typeof value !== 'string' || value === '') return [];
    const place = pointer.slice(0, pointer.lastIndexOf('/'));
    const to = found.find((one) => one.pointer.slice(0, one.pointer.lastIndexOf('/')) === place && /^(?:newtext|newstring|newstr|replace|replacement|updated|new)$/.test(one.name) && typeof one.value === 'string');
    return to === undefined ? [] : [{ from: value, to: to.value as string }];
  });
}
