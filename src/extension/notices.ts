import * as vscode from 'vscode';
import type { HoldView, Resolution } from '../protocol/messages';
import type { Holds } from './holds';
import { COMMANDS, SETTINGS } from './ids';
import { plain } from './plain';
import type { Review } from './review';

/** Notifications: something is held, something was denied outright, a hold ended without its person. */
export function notices(holds: Holds, review: Review, disposables: vscode.Disposable[]): void {
  const ended = new Map<string, () => void>();
  disposables.push(
    holds.onChange(({ hold, before }) => {
      if (hold.resolution !== null) ended.get(hold.id)?.();
      const wanted = vscode.workspace.getConfiguration().get<string>(SETTINGS.notifications, 'all');
      if (wanted === 'none') return;
      if (before === null && hold.resolution === null) waits(hold);
      else if (before === null && wanted === 'all') void denied(hold);
      else if (before?.resolution === null && hold.resolution !== null) unanswered(hold, hold.resolution);
    }),
  );

  /** It stands as long as the hold waits and goes by itself: a question that is still on the screen after its answer would be a lie. */
  function waits(hold: HoldView): void {
    const link = (label: string, command: string): string => `[${label}](command:${command}?${encodeURIComponent(JSON.stringify([hold.id]))})`;
    // The links come first: a long title is cut off.
    const title = `${who(hold)} is held. ${link('Review', COMMANDS.review)} · ${link('Reject', COMMANDS.reject)} · ${plain(hold.title)}`;
    void vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, () => new Promise<void>((resolve) => ended.set(hold.id, resolve))).then(() => ended.delete(hold.id));
  }

  async function denied(hold: HoldView): Promise<void> {
    if (hold.resolution?.kind !== 'rejected') return;
    const show = 'Show';
    if ((await vscode.window.showWarningMessage(`${who(hold)} was denied: ${plain(hold.title)}`, show)) === show) await review.open(hold);
  }

  function who(hold: HoldView): string {
    return hold.rehearsal ? 'A rehearsal' : holds.nameOf(hold.assistant);
  }
}

/** The person's own answers need no notice. The other endings do: they look like silence. */
function unanswered(hold: HoldView, resolution: Resolution): void {
  if (resolution.kind === 'expired') void vscode.window.showInformationMessage(`Infrahold: nobody answered in time, so nothing ran: ${plain(hold.title)}`);
  if (resolution.kind === 'withdrawn') void vscode.window.showInformationMessage(`Infrahold: ${plain(resolution.why)}: ${plain(hold.title)}`);
}
