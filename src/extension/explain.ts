import * as vscode from 'vscode';
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { COMMANDS } from './ids';
import type { Pages } from './pages';

/** Says what the engine makes of a command line: which rules, why, what instead. The line is read, never run. */
export function explain(context: vscode.ExtensionContext, pages: Pages, disposables: vscode.Disposable[]): void {
  disposables.push(
    vscode.commands.registerCommand(COMMANDS.explain, async () => {
      const editor = vscode.window.activeTextEditor;
      const value = editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : '';
      const command = await vscode.window.showInputBox({ title: 'Explain a command', prompt: 'It is read, never run.', placeHolder: 'terraform -chdir=infra destroy -auto-approve', value, ignoreFocusOut: true });
      if (command === undefined || command.trim() === '') return;
      const folder = vscode.workspace.workspaceFolders?.find((one) => one.uri.scheme === 'file');
      await pages.text('Infrahold Explain.txt', await explained(vscode.Uri.joinPath(context.extensionUri, 'dist', 'hook.js').fsPath, command, folder?.uri.fsPath ?? homedir()));
    }),
  );
}

/** What `infrahold explain` prints. It is the same program that the assistants' hooks are. */
function explained(hook: string, command: string, cwd: string): Promise<string> {
  const args = [hook, 'explain', '--shell', process.platform === 'win32' ? 'powershell' : 'bash', '--cwd', cwd, '--', command];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, timeout: 20_000 }, (error, stdout, stderr) => resolve(stdout || stderr || String(error)));
  });
}
