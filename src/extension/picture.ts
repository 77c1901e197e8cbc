import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { HoldView } from '../protocol/messages';
import { holdFor, type Answering } from './answers';
import type { Brain } from './brain';
import { COMMANDS } from './ids';

/** Draws what a hold would take and what depends on it, beside its diff, until the hold is over. */
export function picture(context: vscode.ExtensionContext, brain: Brain, answering: Answering, disposables: vscode.Disposable[]): void {
  const panels = new Map<string, vscode.WebviewPanel>();
  const send = async (hold: HoldView): Promise<void> => {
    const graph = await brain.graph(hold.id);
    await panels.get(hold.id)?.webview.postMessage({ title: hold.title, banner: hold.banner[0] ?? '', graph });
  };
  const open = async (hold: HoldView): Promise<void> => {
    const there = panels.get(hold.id);
    if (there) return there.reveal();
    const panel = vscode.window.createWebviewPanel('infrahold.picture', `Picture: ${hold.title}`, vscode.ViewColumn.Active, { enableScripts: true, localResourceRoots: ['dist', 'media'].map((folder) => vscode.Uri.joinPath(context.extensionUri, folder)) });
    panels.set(hold.id, panel);
    panel.onDidDispose(() => panels.delete(hold.id));
    // A hidden view is built anew when it is shown again, and asks again.
    panel.webview.onDidReceiveMessage(() => void send(answering.holds.get(hold.id) ?? hold));
    panel.webview.html = await pageFor(context, panel.webview);
  };
  disposables.push(
    vscode.commands.registerCommand(COMMANDS.showPicture, async (about: unknown) => {
      const hold = await holdFor(about, answering.holds, answering.review);
      if (hold) await open(hold);
    }),
    answering.holds.onChange(({ hold }) => {
      if (hold.resolution !== null) panels.get(hold.id)?.dispose();
      else if (panels.has(hold.id)) void send(hold);
    }),
    { dispose: () => [...panels.values()].forEach((panel) => panel.dispose()) },
  );
}

/** The page loads its own script and style, and nothing else from anywhere. */
async function pageFor({ extensionUri }: vscode.ExtensionContext, webview: vscode.Webview): Promise<string> {
  const html = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'media', 'graph.html')));
  const values: Readonly<Record<string, string>> = {
    nonce: randomBytes(16).toString('hex'),
    source: webview.cspSource,
    script: webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'graph.js')).toString(),
    style: webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'media', 'graph.css')).toString(),
  };
  return html.replace(/\{(nonce|source|script|style)\}/g, (_, name: string) => values[name] ?? '');
}
