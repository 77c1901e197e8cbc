import * as vscode from 'vscode';
import type { SetModeParams, StatusView } from '../protocol/messages';
import type { Brain } from './brain';
import { COMMANDS } from './ids';
import { sure } from './sure';

interface Choice extends vscode.QuickPickItem, SetModeParams {}

const CHOICES: readonly Choice[] = [
  { label: '$(shield) On', description: 'hold what would destroy', mode: 'on', minutes: null },
  { label: '$(eye) Watch only', description: 'let everything pass, and write down what would have been held', mode: 'watch', minutes: null },
  { label: '$(debug-pause) Pause for 15 minutes', mode: 'paused', minutes: 15 },
  { label: '$(debug-pause) Pause for 1 hour', mode: 'paused', minutes: 60 },
  { label: '$(debug-pause) Pause until restart', description: 'of this window', mode: 'paused', minutes: null },
];

/**
 * On, watch only, paused. Whatever holds less than before is asked in a modal dialog that takes no answer from a command: an assistant that
 * runs this command, with or without arguments, is left standing before the question. The arguments are not even read.
 */
export function mode(brain: Brain, disposables: vscode.Disposable[]): void {
  let status: StatusView | null = null;
  disposables.push(
    brain.onStatus((view) => (status = view)),
    vscode.commands.registerCommand(COMMANDS.toggle, async () => {
      const allowed = status?.pauseAllowed !== false;
      const offered = CHOICES.filter((choice) => choice.mode === 'on' || allowed);
      const choice = await vscode.window.showQuickPick(offered, { title: 'Infrahold', placeHolder: allowed ? 'What should happen to destructive proposals?' : 'The policy forbids pausing and watching only' });
      if (!choice || (choice.mode !== 'on' && !(await loosened(choice)))) return;
      try {
        await brain.setMode({ mode: choice.mode, minutes: choice.minutes });
      } catch (error) {
        void vscode.window.showWarningMessage(`Infrahold: ${error instanceof Error ? error.message : String(error)}`);
      }
    }),
  );
}

function loosened(choice: Choice): Promise<boolean> {
  const name = choice.label.replace(/^\$\([^)]*\) /, '');
  const detail = 'Nothing an assistant proposes will be held meanwhile: it may delete, replace or stop things for real. This answer is written into the record.';
  return sure(`Infrahold: ${name}?`, detail, choice.mode === 'watch' ? 'Watch only' : 'Pause', 'Keep it on');
}
