import * as vscode from 'vscode';
import { confirmed, holdFor, second, type Answering } from './answers';
import type { Brain } from './brain';
import { COMMANDS } from './ids';
import type { Pages } from './pages';
import { plain } from './plain';
import { bannerOf } from './policy-release';
import { sure } from './sure';

const DAYS = 14;

/** Releases a hold once, and writes a dated waiver for the same thing into the workspace's policy, which the person sees first. */
export function waive(brain: Brain, pages: Pages, answering: Answering, disposables: vscode.Disposable[]): void {
  disposables.push(
    vscode.commands.registerCommand(COMMANDS.releaseAndWaive, async (about: unknown) => {
      const hold = await holdFor(about, answering.holds, answering.review);
      if (!hold) return;
      const reason = await vscode.window.showInputBox({ title: `Release and waive: ${hold.title}`, prompt: 'Why may this pass from now on? Whoever reads the policy later sees it.', placeHolder: 'for example: scratch buckets are emptied every week', ignoreFocusOut: true, validateInput: (value) => (value.trim() === '' ? 'a waiver says why' : null) });
      if (reason === undefined || reason.trim() === '') return;
      const until = await vscode.window.showInputBox({ title: `Release and waive: ${hold.title}`, prompt: 'The last day on which it counts', value: new Date(Date.now() + DAYS * 86_400_000).toISOString().slice(0, 10), ignoreFocusOut: true, validateInput: (value) => (/^\d{4}-\d\d-\d\d$/.test(value) ? null : 'a day, written YYYY-MM-DD') });
      if (until === undefined) return;
      const waiver = await brain.proposeWaiver({ id: hold.id, reason, until });
      if (waiver.kind === 'refused') return void vscode.window.showWarningMessage(`Infrahold: ${plain(waiver.why)}.`);
      const uri = vscode.Uri.parse(waiver.uri);
      const name = vscode.workspace.asRelativePath(uri);
      const banner = bannerOf(waiver.words);
      await pages.diff(`policy${waiver.path}`, banner + (waiver.before ?? ''), banner + waiver.after, `${name}: now ↔ with the waiver`);
      const detail = `${waiver.words.map((one) => `- ${one}`).join('\n')}\n\nThe waiver is written into ${name}, that text counts on this machine, and what is held now is released once.`;
      const agreed = await sure('Release this, and waive it from now on?', detail, 'Release and waive', 'Keep it held');
      await pages.close(`policy${waiver.path}`);
      if (!agreed) return;
      // The click above is the answer where a click is enough; a word to type and a second person are asked for all the same.
      const typed = hold.confirmation.kind === 'click' ? '' : await confirmed(hold);
      const signed = typed === null ? null : await second(hold);
      if (typed === null || signed === null) return;
      // The release first: the server refuses it if anything has changed, and then no waiver is left behind.
      const released = await brain.resolve({ id: hold.id, digest: hold.digest, answer: 'release', words: '', typed, signed });
      if (released.kind === 'refused') return void vscode.window.showWarningMessage(`Infrahold: ${plain(released.why)}.`);
      if (!(await write(uri, waiver.before, waiver.after))) return void vscode.window.showWarningMessage(`Infrahold: ${name} has changed meanwhile; it was released once, and no waiver was written.`);
      const counted = await brain.releasePolicy({ uri: waiver.uri, sha256: waiver.sha256 });
      if (counted.kind === 'refused') void vscode.window.showWarningMessage(`Infrahold: the waiver is written, but does not count: ${plain(counted.why)}.`);
      else void vscode.window.showInformationMessage(`Infrahold: released, and waived until ${until} in ${name}.`);
    }),
  );
}

/** As an edit that can be undone, and saved: only what is on disk counts. */
async function write(uri: vscode.Uri, before: string | null, after: string): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  if (before === null) {
    edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(after) });
    return vscode.workspace.applyEdit(edit);
  }
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.getText() !== before) return false;
  edit.replace(uri, new vscode.Range(document.positionAt(0), document.positionAt(before.length)), after);
  return (await vscode.workspace.applyEdit(edit)) && document.save();
}
