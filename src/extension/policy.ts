import * as vscode from 'vscode';
import { homedir } from 'node:os';
import { COMMANDS } from './ids';

/** Opens a policy file; one that does not exist yet is opened filled in and unsaved. */
export function policy(context: vscode.ExtensionContext, disposables: vscode.Disposable[]): void {
  disposables.push(
    vscode.commands.registerCommand(COMMANDS.openPolicy, async () => {
      const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
      const places = [
        ...folders.map((folder) => ({ label: `Policy of ${folder.name}`, description: 'for everyone who works here', uri: vscode.Uri.joinPath(folder.uri, '.infrahold', 'policy.yaml') })),
        { label: 'Your own policy', description: 'for you, on this machine', uri: vscode.Uri.joinPath(vscode.Uri.file(homedir()), '.infrahold', 'policy.yaml') },
      ];
      const place = places.length === 1 ? places[0] : await vscode.window.showQuickPick(places, { title: 'Open policy', placeHolder: 'A workspace may tighten; your own policy may not loosen what an organisation demands' });
      if (place) await open(context, place.uri);
    }),
  );
}

async function open(context: vscode.ExtensionContext, uri: vscode.Uri): Promise<void> {
  if (await exists(uri)) {
    await vscode.window.showTextDocument(uri);
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  const editor = await vscode.window.showTextDocument(document);
  if (document.getText() !== '') return;
  const template = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, 'media', 'policy-template.yaml')));
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), template));
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
