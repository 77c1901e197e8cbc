import * as vscode from 'vscode';
import type { HoldView, Resolution } from '../protocol/messages';
import type { Holds } from './holds';
import { COMMANDS, SETTINGS } from './ids';
import type { Review } from './review';

/** Notifications: something is held, something was denied outright, a hold ended without its person. */
export function notices(holds: Holds, review: Review, disposables: vscode.Disposable[]): void {
  disposables.push(
    holds.onChange(({ hold, before }) => {
      const wanted = vscode.workspace.getConfiguration().get<string>(SETTINGS.notifications, 'all');
      if (wanted === 'none') return;
      if (before === null && hold.resolution === null) void held(hold);
      else if (before === null && wanted === 'all') void denied(hold);
      else if (before?.resolution === null && hold.resolution !== null) ended(hold, hold.resolution);
    }),
  );

  async function held(hold: HoldView): Promise<void> {
    const answer = await vscode.window.showWarningMessage(`${who(hold)} is held: ${hold.title}`, 'Review', 'Reject');
    if (answer === 'Reject') await vscode.commands.executeCommand(COMMANDS.reject, hold.id);
    if (answer === 'Review') await vscode.commands.executeCommand(COMMANDS.review, hold.id);
  }

  async function denied(hold: HoldView): Promise<void> {
    if (hold.resolution?.kind !== 'rejected') return;
    const show = 'Show';
    if ((await vscode.window.showWarningMessage(`${who(hold)} was denied: ${hold.title}`, show)) === show) await review.open(hold);
  }

  function who(hold: HoldView): string {
    return hold.rehearsal ? `Rehearsal: ${holds.nameOf(hold.assistant)}` : holds.nameOf(hold.assistant);
  }
}

/** The person's own answers need no notice. The other endings do: they look like silence. */
function ended(hold: HoldView, resolution: Resolution): void {
  if (resolution.kind === 'expired') void vscode.window.showInformationMessage(`Infrahold: nobody answered in time, so nothing ran: ${hold.title}`);
  if (resolution.kind === 'withdrawn') void vscode.window.showInformationMessage(`Infrahold: ${resolution.why}, so nothing ran: ${hold.title}`);
}
