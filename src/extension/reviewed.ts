import * as vscode from 'vscode';
import type { MarkResult } from '../protocol/messages';
import type { Brain } from './brain';
import { COMMANDS } from './ids';
import type { Pages } from './pages';
import { plain } from './plain';
import { sure } from './sure';

/** What a person does with changes that nobody has reviewed yet: compare, accept, and let a waiver count. */
export function reviewed(brain: Brain, pages: Pages, disposables: vscode.Disposable[]): void {
  disposables.push(
    vscode.commands.registerCommand(COMMANDS.compareReviewed, async (given: unknown) => {
      const uri = await chosen(brain, given);
      if (uri) await compare(brain, pages, uri);
    }),
    vscode.commands.registerCommand(COMMANDS.markReviewed, async (given: unknown, shown: unknown) => {
      const uri = await chosen(brain, given);
      if (!uri) return;
      const view = await brain.reviewed(uri.toString());
      const detail = `${uri.fsPath}\n\nWhat this change would destroy is then accepted, and applying it is no longer held for that. This answer is written into the record.`;
      // An assistant can run a command; only a person can say that they have seen a change.
      if (view && (await sure('Mark this change as reviewed?', detail, 'Mark as reviewed', 'Not yet'))) await told(brain.markReviewed({ uri: uri.toString(), sha256: typeof shown === 'string' ? shown : view.sha256 }), `${nameOf(uri)} is what was last reviewed from now on.`);
    }),
    vscode.commands.registerCommand(COMMANDS.countWaiver, async (given: unknown, shown: unknown, entry: unknown) => {
      if (typeof given !== 'string' || typeof shown !== 'string' || typeof entry !== 'string') return;
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(given));
      const editor = await vscode.window.showTextDocument(document, { preview: false });
      const at = document.positionAt(Math.max(0, document.getText().indexOf(entry)));
      editor.selection = new vscode.Selection(at, at);
      editor.revealRange(new vscode.Range(at, at));
      const detail = `${entry}\n\nA policy of the workspace loosens only text that a person has released on this machine. Everything in this file that loosens would count, as it stands in the editor now.`;
      if (!(await sure('Let this policy count?', detail, 'Save and let it count', 'Not yet'))) return;
      if (await document.save()) await told(brain.countPolicy({ uri: given, sha256: shown }), 'The waiver counts on this machine.');
    }),
  );
}

/** The file an action names, else the one in front, else one of those that are unreviewed. */
async function chosen(brain: Brain, given: unknown): Promise<vscode.Uri | null> {
  if (typeof given === 'string') return vscode.Uri.parse(given);
  if (given instanceof vscode.Uri) return given;
  const files = await brain.unreviewed();
  const front = vscode.window.activeTextEditor?.document.uri;
  if (front && files.some(({ uri }) => vscode.Uri.parse(uri).toString() === front.toString())) return front;
  if (files.length === 0) {
    void vscode.window.showInformationMessage('Infrahold: nothing that would destroy is unreviewed here.');
    return null;
  }
  const items = files.map(({ uri, messages }) => ({ label: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)), detail: messages.slice(0, 3).join('; '), uri }));
  const picked = await vscode.window.showQuickPick(items, { title: 'Changes that nobody has reviewed', matchOnDetail: true });
  return picked ? vscode.Uri.parse(picked.uri) : null;
}

async function compare(brain: Brain, pages: Pages, uri: vscode.Uri): Promise<void> {
  const view = await brain.reviewed(uri.toString());
  if (!view) return;
  const name = nameOf(uri);
  const title = `${name}: reviewed (${view.by}), and now`;
  if (view.now === null) {
    await pages.diff(name, view.reviewed ?? '', '', title);
    const mark = 'Mark as reviewed';
    if ((await vscode.window.showInformationMessage(`Infrahold: ${name} is gone.`, mark)) === mark) await told(brain.markReviewed({ uri: uri.toString(), sha256: view.sha256 }), `That ${name} is gone is reviewed.`);
    return;
  }
  await pages.against(name, view.reviewed ?? '', uri, title);
}

async function told(asked: Promise<MarkResult>, done: string): Promise<void> {
  const answer = await asked;
  if (answer.kind === 'done') void vscode.window.setStatusBarMessage(`Infrahold: ${done}`, 6000);
  else void vscode.window.showWarningMessage(`Infrahold: ${plain(answer.why)}.`);
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
