import * as vscode from 'vscode';
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { COMMANDS } from './ids';
import type { Pages } from './pages';

/** What `infrahold check --json` says of a command. */
interface Checked {
  readonly disposition: 'allow' | 'warn' | 'hold' | 'deny';
  readonly coverage: 'full' | 'partial';
  readonly findings: readonly { readonly rule: string; readonly disposition: string; readonly message: string }[];
}

/** Says what the engine makes of a command line. The line is read, never run. */
export function explain(context: vscode.ExtensionContext, pages: Pages, disposables: vscode.Disposable[]): void {
  disposables.push(
    vscode.commands.registerCommand(COMMANDS.explain, async () => {
      const editor = vscode.window.activeTextEditor;
      const value = editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : '';
      const command = await vscode.window.showInputBox({ title: 'Explain a command', prompt: 'It is read, never run.', placeHolder: 'terraform -chdir=infra destroy -auto-approve', value, ignoreFocusOut: true });
      if (command === undefined || command.trim() === '') return;
      const folder = vscode.workspace.workspaceFolders?.find((one) => one.uri.scheme === 'file');
      const checked = await check(vscode.Uri.joinPath(context.extensionUri, 'dist', 'hook.js').fsPath, command, folder?.uri.fsPath ?? homedir());
      await pages.report('Infrahold Explain', page(command, checked));
    }),
  );
}

function check(hook: string, command: string, cwd: string): Promise<Checked> {
  const args = [hook, 'check', '--json', '--shell', process.platform === 'win32' ? 'powershell' : 'bash', '--cwd', cwd, '--', command];
  return new Promise((resolve, reject) => {
    // Exit code 3 or 4 is a verdict, not a failure, so the output decides.
    execFile(process.execPath, args, { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, timeout: 20_000 }, (error, stdout) => {
      try {
        resolve(JSON.parse(stdout) as Checked);
      } catch {
        reject(error ?? new Error(`infrahold check said: ${stdout}`));
      }
    });
  });
}

const WORDS: Readonly<Record<Checked['disposition'], string>> = {
  allow: 'It would pass, without a word.',
  warn: 'It would pass, with a warning in the record.',
  hold: 'It would be **held** until a person releases it.',
  deny: 'It would be **denied**.',
};

function page(command: string, { disposition, coverage, findings }: Checked): string {
  return [
    '# Infrahold: Explain',
    '',
    ...command.split('\n').map((line) => `    ${line}`),
    '',
    WORDS[disposition],
    coverage === 'partial' ? '\nPart of it could not be read.' : '',
    '',
    ...findings.map((finding) => `- **${finding.disposition}** \`${finding.rule}\`: ${finding.message.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')}`),
    '',
  ].join('\n');
}
