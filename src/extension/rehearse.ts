import * as vscode from 'vscode';
import type { Brain } from './brain';
import { COMMANDS } from './ids';

/** Plays made-up proposals through the real gate, so that a newcomer sees a hold before an assistant makes one. */
export function rehearse(brain: Brain, disposables: vscode.Disposable[]): void {
  disposables.push(
    vscode.commands.registerCommand(COMMANDS.rehearse, async () => {
      void vscode.window.showInformationMessage('Infrahold rehearses: a command, an edit and a harmless proposal. Nothing of it is executed, whatever you answer.');
      await brain.rehearse();
    }),
  );
}
