import * as vscode from 'vscode';
import type { UnreleasedView } from '../protocol/messages';
import type { Brain } from './brain';
import { COMMANDS } from './ids';
import type { Pages } from './pages';
import { plain } from './plain';
import { sure } from './sure';

/** Shows what a workspace's policy would loosen, beside what was released before, and asks a person to let it count. */
export function policyRelease(brain: Brain, pages: Pages, disposables: vscode.Disposable[]): void {
  disposables.push(
    vscode.commands.registerCommand(COMMANDS.releasePolicy, async (about: unknown) => {
      const view = await chosen(await brain.unreleased(), about);
      if (!view) return;
      const name = vscode.workspace.asRelativePath(vscode.Uri.parse(view.uri));
      const banner = bannerOf(view.words);
      await pages.diff(`policy${view.path}`, banner + (view.before ?? ''), banner + (view.after ?? ''), `${name}: ${view.before === null ? 'nothing released yet' : 'released before'} ↔ ${view.after === null ? 'gone' : 'to be released'}`);
      const detail = `${view.words.map((one) => `- ${one}`).join('\n')}\n\nThis counts on this machine, for exactly this text: a byte changed later, and it no longer does. The answer is written into the record.`;
      const agreed = await sure(view.after === null ? 'Release that this policy is gone?' : 'Release this policy?', detail, 'Release it', 'Not yet');
      await pages.close(`policy${view.path}`);
      if (!agreed) return;
      const answer = await brain.releasePolicy({ uri: view.uri, sha256: view.sha256 });
      if (answer.kind === 'done') void vscode.window.showInformationMessage(`Infrahold: ${name} counts as it stands.`);
      else void vscode.window.showWarningMessage(`Infrahold: ${plain(answer.why)}.`);
    }),
  );
}

/** Stands over both sides, in the policy's own comments. */
export function bannerOf(words: readonly string[]): string {
  return ['# Once released, this would no longer be held:', ...words.flatMap(folded), '#', ''].join('\n');
}

/** Fits one pane of a diff editor. */
function folded(words: string): string[] {
  return (words.match(/.{1,46}(?:\s+|$)|\S+/g) ?? [words]).map((part, i) => `# ${i === 0 ? '-' : ' '} ${part.trimEnd()}`);
}

async function chosen(all: readonly UnreleasedView[], about: unknown): Promise<UnreleasedView | null> {
  const uri = about instanceof vscode.Uri ? about.toString() : typeof about === 'string' ? vscode.Uri.parse(about).toString() : vscode.window.activeTextEditor?.document.uri.toString();
  const named = all.find((one) => vscode.Uri.parse(one.uri).toString() === uri);
  if (named) return named;
  if (all.length === 0) {
    const unsaved = vscode.window.activeTextEditor?.document;
    void vscode.window.showInformationMessage(unsaved?.isDirty === true && unsaved.fileName.endsWith('policy.yaml') ? 'Infrahold: save the policy first; what is on disk loosens nothing.' : 'Infrahold: no policy here loosens anything that does not count.');
    return null;
  }
  if (all.length === 1) return all[0] ?? null;
  const picked = await vscode.window.showQuickPick(all.map((one) => ({ label: vscode.workspace.asRelativePath(vscode.Uri.parse(one.uri)), detail: one.words[0] ?? '', one })), { title: 'Policies that loosen what does not count yet' });
  return picked?.one ?? null;
}
