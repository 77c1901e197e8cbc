import * as vscode from 'vscode';
import type { Brain } from './brain';
import { COMMANDS } from './ids';
import type { Pages } from './pages';

/** What passed in watch mode that would have been held, for a team to read before it holds. */
export function watchSummary(brain: Brain, pages: Pages, disposables: vscode.Disposable[]): void {
  disposables.push(vscode.commands.registerCommand(COMMANDS.watchSummary, async () => pages.report('What would have been held', await brain.watchSummary())));
}
