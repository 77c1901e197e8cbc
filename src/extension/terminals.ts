import * as vscode from 'vscode';
import { userFolder } from '../platform/folder';
import type { Brain } from './brain';
import { COMMANDS } from './ids';
import { plain } from './plain';

/** Puts the shims first on PATH in the editor's terminals, and tells the brain what the shells say they run. */
export function terminals(context: vscode.ExtensionContext, brain: Brain, disposables: vscode.Disposable[]): void {
  // The editor forgets what is set here with the extension; without a window it stands all the same, so that a terminal restored early is guarded too.
  const variables = context.environmentVariableCollection;
  if (process.platform === 'win32') variables.clear();
  else setPath(variables);

  let running = false;
  disposables.push(
    brain.onRunning((value) => {
      running = value;
    }),
    vscode.window.onDidStartTerminalShellExecution(({ terminal, execution, shellIntegration }) => {
      if (running) void tell(brain, terminal, execution, shellIntegration);
    }),
  );
}

function setPath(variables: vscode.GlobalEnvironmentVariableCollection): void {
  const { shims, bashEnv } = userFolder();
  const always = { applyAtProcessCreation: true, applyAtShellIntegration: true };
  variables.description = 'Infrahold: what an assistant starts in this terminal is asked about first. Your own commands are not.';
  variables.prepend('PATH', `${shims}:`, always);
  // A login shell sets PATH anew; bash reads this file after that. What you had there is read too.
  const before = process.env['BASH_ENV'];
  variables.replace('BASH_ENV', bashEnv);
  if (before !== undefined && before !== '' && before !== bashEnv) variables.replace('INFRAHOLD_BASH_ENV', before);
  else variables.delete('INFRAHOLD_BASH_ENV');
}

/** What a shell runs cannot be stopped from here. What nobody was asked about is recorded and said. */
async function tell(brain: Brain, terminal: vscode.Terminal, execution: vscode.TerminalShellExecution, integration: vscode.TerminalShellIntegration): Promise<void> {
  const commandLine = execution.commandLine.value.trim();
  if (commandLine === '') return;
  const options = terminal.creationOptions;
  const given = 'env' in options && options.env ? Object.keys(options.env) : [];
  try {
    const unseen = await brain.seenInTerminal({ commandLine, cwd: (execution.cwd ?? integration.cwd)?.fsPath ?? '', shell: (await terminal.processId) ?? null, variables: given });
    if (unseen === null) return;
    const show = 'Show record';
    const picked = await vscode.window.showWarningMessage(`Infrahold: ran without a hold: ${plain(commandLine)} (${plain(unseen.message)}). ${plain(unseen.reason)}`, show);
    if (picked === show) await vscode.commands.executeCommand(COMMANDS.showRecord);
  } catch {
    // The server is being started again; its status says so.
  }
}
