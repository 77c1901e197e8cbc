import * as vscode from 'vscode';
import type { HoldView } from '../protocol/messages';
import { placeOf, type HoldDocuments } from './hold-documents';
import type { HoldText } from './hold-text';
import type { Holds } from './holds';
import { CONTEXT, SCHEME, SETTINGS } from './ids';

export interface Review {
  /** Opens a hold's diff editor; without `index` its first one. */
  open(hold: HoldView, index?: number): Promise<void>;
  /** The hold whose diff editor is in front. */
  active(): HoldView | null;
}

/** Opens the diff editor of a hold, closes it after the answer, and tells the title bar what the one in front can do. */
export function review(holds: Holds, documents: HoldDocuments, disposables: vscode.Disposable[]): Review {
  const opened = new Set<string>();
  let opening = 0;
  const open = async (hold: HoldView, index = 0, preserveFocus = false): Promise<void> => {
    opened.add(hold.id);
    opening++;
    const title = hold.diffs.length > 1 ? `Held (${index + 1} of ${hold.diffs.length}): ${hold.diffs[index]?.title ?? hold.title}` : `Held: ${hold.diffs[0]?.title ?? hold.title}`;
    await vscode.commands.executeCommand('vscode.diff', documents.uri(hold, index, 'left'), documents.uri(hold, index, 'right'), title, {
      preview: false,
      preserveFocus,
      // The editor would scroll to the first change; where that is near the top, the banner should stay in sight.
      ...(firstChange(documents.textOf({ id: hold.id, index, side: 'right' })) < NEAR_TOP ? { selection: new vscode.Range(0, 0, 0, 0) } : {}),
    });
    opening--;
  };
  const active = (): HoldView | null => {
    const place = placeOfTab(vscode.window.tabGroups.activeTabGroup.activeTab);
    return (place && holds.get(place.id)) ?? null;
  };
  /**
   * One at a time: a hold that comes while another is read waits in the list, and its turn comes after the answer. What the person is typing
   * meanwhile goes on where they type it.
   */
  const openNext = async (): Promise<void> => {
    const next = holds.waiting().find((hold) => !opened.has(hold.id));
    const reading = opening > 0 || (active() !== null && active()?.resolution === null);
    if (next && !reading && vscode.workspace.getConfiguration().get<boolean>(SETTINGS.openAtOnce, true)) await open(next, 0, true);
  };
  const tell = (): void => {
    const hold = active();
    void vscode.commands.executeCommand('setContext', CONTEXT.answerable, hold !== null && hold.resolution === null);
    void vscode.commands.executeCommand('setContext', CONTEXT.twoPeople, hold !== null && hold.resolution === null && !!hold.secondPerson);
    void vscode.commands.executeCommand('setContext', CONTEXT.previewable, hold !== null && hold.resolution === null && hold.preview.command !== null);
  };
  // Editors restored from an earlier window show holds that ended with it.
  void close((id) => holds.get(id) === undefined);
  disposables.push(
    vscode.window.tabGroups.onDidChangeTabs(tell),
    vscode.window.tabGroups.onDidChangeTabGroups(tell),
    holds.onChange(({ hold, before }) => {
      tell();
      if (hold.resolution !== null) void close((id) => id === hold.id).then(openNext);
      else if (before === null) void openNext();
    }),
  );
  return { open, active };
}

/** A line at or above this is on the screen together with the banner. */
const NEAR_TOP = 30;

function firstChange(text: HoldText | null): number {
  if (text === null) return 0;
  const right = text.right.split('\n');
  const at = text.left.split('\n').findIndex((line, i) => line !== right[i]);
  return at === -1 ? 0 : at;
}

async function close(which: (id: string) => boolean): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => {
    const place = placeOfTab(tab);
    return place !== null && which(place.id);
  });
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}

function placeOfTab(tab: vscode.Tab | undefined): ReturnType<typeof placeOf> {
  const input = tab?.input;
  if (input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME) return placeOf(input.modified);
  return input instanceof vscode.TabInputText && input.uri.scheme === SCHEME ? placeOf(input.uri) : null;
}
