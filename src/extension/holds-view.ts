import * as vscode from 'vscode';
import type { HoldView, Resolution } from '../protocol/messages';
import { pickHold } from './answers';
import type { Holds } from './holds';
import { COMMANDS, VIEWS, WAITING_ITEM } from './ids';
import type { Review } from './review';

/** A row: a hold, or one of its files. The commands of the row's menu find the hold by `holdId`. */
interface Row {
  readonly holdId: string;
  readonly index: number | null;
}

/** The Holds view: what waits, each with its files, then what was answered lately. */
export function holdsView(holds: Holds, review: Review, disposables: vscode.Disposable[]): void {
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView<Row>(VIEWS.holds, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => {
        if (!row) return [...holds.waiting(), ...holds.over()].map((hold) => ({ holdId: hold.id, index: null }));
        const diffs = holds.get(row.holdId)?.diffs ?? [];
        return row.index === null && diffs.length > 1 ? diffs.map((_, index) => ({ holdId: row.holdId, index })) : [];
      },
      getTreeItem: (row) => {
        const hold = holds.get(row.holdId);
        if (!hold) return new vscode.TreeItem('over');
        return row.index === null ? holdItem(hold, holds) : fileItem(hold, row.index);
      },
    },
  });
  const show = (): void => {
    const count = holds.waiting().length;
    view.badge = count === 0 ? undefined : { value: count, tooltip: count === 1 ? 'one proposal waits for an answer' : `${count} proposals wait for an answer` };
    changed.fire();
  };
  disposables.push(
    changed,
    view,
    holds.onChange(show),
    vscode.commands.registerCommand(COMMANDS.showHolds, () => vscode.commands.executeCommand(`${VIEWS.holds}.focus`)),
    vscode.commands.registerCommand(COMMANDS.review, async (about?: string | Row) => {
      const id = typeof about === 'string' ? about : about?.holdId;
      const hold = id === undefined ? await pickHold(holds.waiting(), holds) : holds.get(id);
      if (hold) await review.open(hold, typeof about === 'object' ? (about.index ?? 0) : 0);
    }),
  );
}

function holdItem(hold: HoldView, holds: Holds): vscode.TreeItem {
  const waits = hold.resolution === null;
  const item = new vscode.TreeItem(hold.title, hold.diffs.length > 1 ? (waits ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed) : vscode.TreeItemCollapsibleState.None);
  item.id = hold.id;
  item.description = [hold.rehearsal ? 'rehearsal' : holds.nameOf(hold.assistant), waits ? `until ${clock(hold.expiresAt)}` : outcome(hold.resolution)].join(', ');
  item.iconPath = waits ? new vscode.ThemeIcon('stop-circle', new vscode.ThemeColor('list.warningForeground')) : new vscode.ThemeIcon(ICONS[hold.resolution.kind]);
  item.tooltip = new vscode.MarkdownString().appendCodeblock(hold.what, 'text').appendText(hold.banner.join('\n'));
  item.command = { command: COMMANDS.review, title: 'Review', arguments: [hold.id] };
  if (waits) item.contextValue = WAITING_ITEM;
  return item;
}

function fileItem(hold: HoldView, index: number): vscode.TreeItem {
  const diff = hold.diffs[index];
  const item = new vscode.TreeItem(diff?.title ?? '');
  const flagged = diff?.marks.length ?? 0;
  item.id = `${hold.id}/${index}`;
  item.description = flagged === 0 ? 'nothing flagged' : flagged === 1 ? '1 flagged line' : `${flagged} flagged lines`;
  item.iconPath = new vscode.ThemeIcon(flagged === 0 ? 'diff' : 'warning');
  item.command = { command: COMMANDS.review, title: 'Review', arguments: [{ holdId: hold.id, index }] };
  return item;
}

const ICONS: Readonly<Record<Resolution['kind'], string>> = { released: 'check', rejected: 'circle-slash', expired: 'clock', withdrawn: 'debug-disconnect' };

function outcome(resolution: Resolution): string {
  if (resolution.kind === 'released') return `released ${clock(resolution.at)}`;
  if (resolution.kind === 'rejected') return `rejected ${clock(resolution.at)}`;
  return `${resolution.kind} ${clock(resolution.at)}, nothing ran`;
}

/** Hours and minutes on the wall of whoever reads. */
function clock(iso: string): string {
  return new Date(iso).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}
