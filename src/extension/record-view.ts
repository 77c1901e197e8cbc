import * as vscode from 'vscode';
import type { AuditEntry } from '../protocol/messages';
import type { Brain } from './brain';
import { COMMANDS, VIEWS } from './ids';

const SHOWN = 200;

/** The Record view: what is written in the audit log, newest first. */
export function recordView(brain: Brain, disposables: vscode.Disposable[]): void {
  const changed = new vscode.EventEmitter<void>();
  let entries: readonly AuditEntry[] = [];
  const view = vscode.window.createTreeView<AuditEntry>(VIEWS.record, {
    treeDataProvider: { onDidChangeTreeData: changed.event, getChildren: (entry) => (entry ? [] : [...entries]), getTreeItem: item },
  });
  const load = async (): Promise<void> => {
    entries = await brain.record(SHOWN);
    changed.fire();
  };
  disposables.push(
    changed,
    view,
    brain.onRunning((running) => void (running && load())),
    brain.onRecorded((entry) => {
      entries = [entry, ...entries].slice(0, SHOWN);
      changed.fire();
    }),
    vscode.commands.registerCommand(COMMANDS.showRecord, async () => {
      await load();
      await vscode.commands.executeCommand(`${VIEWS.record}.focus`);
    }),
  );
}

function item(entry: AuditEntry): vscode.TreeItem {
  const row = new vscode.TreeItem(entry.what === '' ? (entry.note ?? entry.event) : entry.what);
  const outcome = entry.resolution?.kind ?? (entry.event === 'verdict' ? WORDS[entry.disposition] : (EVENTS[entry.event] ?? entry.event));
  row.description = [outcome, entry.assistant, new Date(entry.at).toLocaleString()].filter((part) => part !== '').join(', ');
  row.iconPath = new vscode.ThemeIcon(ICONS[outcome] ?? 'note');
  row.tooltip = new vscode.MarkdownString()
    .appendCodeblock(entry.what, 'text')
    .appendText([...entry.messages, entry.rules.length > 0 ? `rules: ${entry.rules.join(', ')}` : '', entry.cwd === '' ? '' : `in ${entry.cwd}`, wordsOf(entry), entry.note ?? ''].filter((line) => line !== '').join('\n'));
  return row;
}

function wordsOf({ resolution }: AuditEntry): string {
  if (resolution === null) return '';
  if (resolution.kind === 'rejected') return `rejected by ${resolution.by}${resolution.words === '' ? '' : `: ${resolution.words}`}`;
  if (resolution.kind === 'released') return `released by ${resolution.by}`;
  return resolution.kind === 'withdrawn' ? resolution.why : 'nobody answered in time';
}

const WORDS: Readonly<Record<AuditEntry['disposition'], string>> = { allow: 'passed', warn: 'warned', hold: 'held', deny: 'denied' };

/** Events that have words of their own. */
const EVENTS: Readonly<Record<string, string>> = { bypass: 'ran without a hold' };

const ICONS: Readonly<Record<string, string>> = {
  passed: 'pass', warned: 'warning', held: 'stop-circle', denied: 'error', released: 'check', rejected: 'circle-slash', expired: 'clock', withdrawn: 'debug-disconnect',
  mode: 'settings', policy: 'law', install: 'shield', 'ran without a hold': 'alert',
};
