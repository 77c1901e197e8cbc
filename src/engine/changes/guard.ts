import { parse } from 'jsonc-parser';
import { effectAt } from '../effects';
import { guardPath } from '../kinds/guard-paths';
import type { Context, Effect, FileChange, Side } from '../model';
import type { Format } from './format';
import { loosensNothing } from './guard-settings';
import { linesOf, sideText } from './places';

/** Files by which an assistant could change its own guard: hooks, approvals, permissions, the policy, the launcher, the record. */
export const guard: Format = {
  name: 'guard',
  // Whose home it is stands in the surroundings, so that every path is asked.
  matches: () => true,
  change: (change, context) => {
    const guards = guardPath(change.path, context.surroundings.homeDirectory);
    if (guards !== null) return [ofGuard(change, guards, context)];
    return EDITOR_SETTINGS.test(change.path) ? [...ofEditorSettings(change, context), ...ofEditorPolicy(change)] : [];
  },
};

function ofGuard(change: FileChange, guards: string, context: Context): Effect {
  const off = switchedOff(change);
  if (off === null && /\.json$/.test(change.path) && change.after !== null && loosensNothing(change, context)) {
    return effectAt(linesOf(change.path, 'after', 1, 1), { verb: 'read', resource: { kind: 'guard', type: 'file', address: guards }, note: 'nothing is loosened', undo: 'yes' });
  }
  const line = off?.line ?? 1;
  const side = off?.side ?? (change.after === null ? 'before' : 'after');
  const last = off?.last ?? (off === null ? sideText(change, side).split('\n').length : line);
  return effectAt(linesOf(change.path, side, off === null ? 1 : line, Math.max(1, last)), {
    verb: off !== null || (change.after === null && change.before !== null) ? 'unprotect' : change.before === null ? 'create' : 'update',
    resource: { kind: 'guard', type: 'file', address: guards },
    note: off?.note ?? null,
    undo: 'yes',
  });
}

/** Words that switch hooks or approvals off, that were not there before, and hook entries that were and are gone. */
function switchedOff(change: FileChange): { readonly note: string; readonly line: number; readonly last?: number; readonly side?: Side } | null {
  const before = sideText(change, 'before');
  const after = sideText(change, 'after');
  const lines = after.split('\n');
  for (const [pattern, note] of SWITCHES) {
    const at = lines.findIndex((line) => pattern.test(line));
    if (at >= 0 && !pattern.test(before)) return { note, line: at + 1 };
  }
  const hooks = (text: string) => text.match(/infrahold|PreToolUse|preToolUse|BeforeTool|beforeShellExecution|pre_run_command/g)?.length ?? 0;
  return change.after !== null && hooks(after) < hooks(before) ? { note: 'a hook is removed', ...removedHook(before, after) } : null;
}

/** The lines of the old text that are no longer there and speak of hooks. */
function removedHook(before: string, after: string): { readonly line: number; readonly last?: number; readonly side?: Side } {
  const left = new Map<string, number>();
  for (const line of after.split('\n')) left.set(line.trim(), (left.get(line.trim()) ?? 0) + 1);
  const gone = before.split('\n').flatMap((line, i) => {
    const count = left.get(line.trim()) ?? 0;
    left.set(line.trim(), count - 1);
    return count <= 0 && /hooks?\b|PreToolUse|BeforeTool|beforeShellExecution|pre_run_command|infrahold/i.test(line) ? [i + 1] : [];
  });
  const [first, last] = [gone[0], gone.at(-1)];
  return first === undefined || last === undefined ? { line: 1 } : { line: first, last, side: 'before' };
}

const SWITCHES: readonly (readonly [RegExp, string])[] = [
  [/"?disableAllHooks"?\s*[:=]\s*true/, 'disableAllHooks switches every hook off'],
  [/"?hooksDisabled"?\s*[:=]\s*true/, 'hooksDisabled switches every hook off'],
  [/"?hooksConfig"?\s*:\s*\{[^}]*"(?:enabled"\s*:\s*false|disabled"\s*:\s*\[\s*")/, 'hooksConfig switches hooks off'],
  [/^[ \t]*hooks[ \t]*=[ \t]*false/m, 'hooks = false switches every hook off'],
  [/"?(?:defaultMode|permissionMode|approval_policy|approvalMode)"?\s*[:=]\s*"(?:bypassPermissions|never|yolo|full-auto)"/, 'approvals are switched off'],
  [/INFRAHOLD_(?:DISABLED|OFF)\b/, 'a variable switches Infrahold off'],
];

/** Of a workspace, of a person, and of a machine that is reached from elsewhere. */
const EDITOR_SETTINGS = /(?:^|\/)\.vscode\/settings\.json$|\.code-workspace$|\/(?:User|Machine)\/(?:profiles\/[^/]+\/)?settings\.json$/;

/** A policy may stand in the editor's settings: an assistant changes it as little as the policy's own file. */
function ofEditorPolicy(change: FileChange): Effect[] {
  const value = (text: string): string => JSON.stringify((parse(text) as Readonly<Record<string, unknown>> | undefined)?.['infrahold.policy'] ?? null);
  const before = sideText(change, 'before');
  const was = value(before);
  if (was === 'null' || was === value(sideText(change, 'after'))) return [];
  const line = before.split('\n').findIndex((one) => one.includes('"infrahold.policy"')) + 1;
  return [effectAt(linesOf(change.path, 'before', Math.max(1, line), Math.max(1, line)), { verb: 'unprotect', resource: { kind: 'guard', type: 'setting', address: "the policy in the editor's settings" }, undo: 'yes' })];
}

/** Settings of the editor that take the hooks or the questions away. */
function ofEditorSettings(change: FileChange, _context: Context): Effect[] {
  const before = sideText(change, 'before');
  return sideText(change, 'after')
    .split('\n')
    .flatMap((line, i) => {
      const found = EDITOR_SWITCHES.find(([pattern]) => pattern.test(line));
      if (!found || before.includes(line.trim().replace(/,$/, ''))) return [];
      return [effectAt(linesOf(change.path, 'after', i + 1, i + 1), { verb: 'unprotect', resource: { kind: 'guard', type: 'setting', address: 'the approvals of the editor' }, note: found[1], undo: 'yes' })];
    });
}

const EDITOR_SWITCHES: readonly (readonly [RegExp, string])[] = [
  [/"chat\.useHooks"\s*:\s*false/, 'chat.useHooks switches the hooks off'],
  [/"chat\.tools\.global\.autoApprove"\s*:\s*true/, 'every tool would run without a question'],
  [/"chat\.plugins\.enabled"\s*:\s*false/, 'plugins, and their hooks, are switched off'],
  [/"chat\.hookFilesLocations"\s*:/, 'where hooks are read from changes'],
  [/"infrahold\.[\w.]+"\s*:\s*(?:false|"off")/, 'a part of Infrahold is switched off'],
  [/"claudeCode\.allowDangerouslySkipPermissions"\s*:\s*true/, 'permissions are skipped'],
];
