import * as vscode from 'vscode';
import type { AssistantView, PlannedFile } from '../protocol/messages';
import type { Brain } from './brain';
import { COMMANDS } from './ids';
import type { Pages } from './pages';
import { sure } from './sure';
import { ASSISTANT_WORDS } from './status-bar';

/** Puts hooks into assistants' own files and takes them out again. Every file is shown as a diff before a byte of it is written. */
export function guard(brain: Brain, pages: Pages, disposables: vscode.Disposable[]): void {
  disposables.push(
    vscode.commands.registerCommand(COMMANDS.guard, () => change(false)),
    vscode.commands.registerCommand(COMMANDS.removeGuard, () => change(true)),
  );

  async function change(uninstall: boolean): Promise<void> {
    const ids = await chosen(await brain.doctor(), uninstall);
    if (ids.length === 0) return;
    const plan = await brain.planInstall(ids, uninstall);
    const refused = plan.filter((file) => file.refused !== null);
    if (refused.length > 0) {
      void vscode.window.showErrorMessage(`Infrahold wrote nothing. ${refused.map((file) => `${file.path}: ${file.refused}`).join('; ')}`);
      return;
    }
    const files = plan.filter((file) => file.before !== file.after);
    if (files.length === 0) {
      void vscode.window.showInformationMessage(uninstall ? 'Infrahold: there is nothing to take out.' : 'Infrahold: everything is in place already.');
      return;
    }
    const show = async (): Promise<void> => {
      for (const file of [...files].reverse()) await pages.diff(`plan${file.path}`, file.before ?? '', file.after ?? '', title(file, uninstall));
    };
    await show();
    const agreed = await agree(files, uninstall);
    await pages.close('plan');
    if (!agreed) return;
    const { written, refused: failed } = await brain.install(ids, uninstall);
    if (failed.length > 0) void vscode.window.showErrorMessage(`Infrahold could not change ${failed.join('; ')}`);
    else void vscode.window.showInformationMessage(`Infrahold ${uninstall ? 'took its guard out of' : 'wrote'} ${written.join(', ')}.${uninstall ? '' : ' Start the assistant anew, then run Infrahold: Doctor.'}`);
  }
}

async function chosen(assistants: readonly AssistantView[], uninstall: boolean): Promise<readonly string[]> {
  const offered = uninstall ? assistants.filter((one) => one.state !== 'not-guarded') : [...assistants].sort((a, b) => Number(b.present) - Number(a.present));
  if (offered.length === 0) {
    void vscode.window.showInformationMessage('Infrahold: no assistant is guarded on this machine.');
    return [];
  }
  const picked = await vscode.window.showQuickPick(
    offered.map((one) => ({ label: one.name, description: one.present ? ASSISTANT_WORDS[one.state] : 'not found on this machine', detail: one.detail, picked: !uninstall && one.present, id: one.id })),
    { canPickMany: true, ignoreFocusOut: true, title: uninstall ? 'Remove guard' : 'Guard assistants', placeHolder: uninstall ? 'Which assistants should no longer be guarded?' : 'You see every file before it is written' },
  );
  return (picked ?? []).map((one) => one.id);
}

/** A notification leaves the diffs readable, and only a click answers it. Taking a guard out is asked once more, in a modal dialog. */
async function agree(files: readonly PlannedFile[], uninstall: boolean): Promise<boolean> {
  const count = files.length === 1 ? 'this file' : `these ${files.length} files`;
  const yes = uninstall ? `Change ${count}` : `Write ${count}`;
  const picked = await vscode.window.showInformationMessage(`Left: now. Right: after. A backup is kept. ${files.map((file) => file.path).join(', ')}`, yes, 'Cancel');
  if (picked !== yes) return false;
  return !uninstall || sure('Remove the guard?', 'What these assistants propose will no longer be held. This answer is written into the record.', 'Remove guard', 'Keep it');
}

function title(file: PlannedFile, uninstall: boolean): string {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  if (file.before === null) return `${name} (new file)`;
  return file.after === null ? `${name} (removed)` : `${name} (now ↔ ${uninstall ? 'without' : 'with'} Infrahold)`;
}
