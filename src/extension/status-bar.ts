import * as vscode from 'vscode';
import type { AssistantView, Mode, StatusView } from '../protocol/messages';
import type { Brain } from './brain';
import type { Holds } from './holds';
import { COMMANDS, STATUS_BAR_ITEM } from './ids';

/** The item at the foot of the window: the mode, how many holds wait, and in its tooltip which assistants are guarded and were seen working. */
export function statusBar(brain: Brain, holds: Holds, disposables: vscode.Disposable[]): void {
  const item = vscode.window.createStatusBarItem(STATUS_BAR_ITEM, vscode.StatusBarAlignment.Left, 10000);
  item.name = 'Infrahold';
  let status: StatusView | null = null;
  let running = true;

  const show = (): void => {
    const look = running ? lookOf(status, holds.waiting().length) : GONE;
    item.text = look.text;
    item.backgroundColor = look.alarm === null ? undefined : new vscode.ThemeColor(`statusBarItem.${look.alarm}Background`);
    item.command = look.command;
    item.tooltip = tooltip(status, running, holds.waiting().length);
    item.accessibilityInformation = { label: look.text.replace(/\$\([^)]*\)\s*/g, ''), role: 'button' };
  };
  // A pause runs out without a message, so the minutes that are left are counted here.
  const clock = setInterval(() => {
    if (status?.mode.kind === 'paused') show();
  }, 15_000);
  show();
  item.show();
  disposables.push(
    item,
    { dispose: () => clearInterval(clock) },
    holds.onChange(show),
    brain.onStatus((view) => {
      status = view;
      show();
    }),
    brain.onRunning((value) => {
      running = value;
      show();
    }),
  );
}

interface Look {
  readonly text: string;
  readonly alarm: 'warning' | 'error' | null;
  readonly command: string;
}

const GONE: Look = { text: '$(error) Infrahold: not running', alarm: 'error', command: COMMANDS.doctor };

function lookOf(status: StatusView | null, waiting: number): Look {
  if (status === null) return { text: '$(loading~spin) Infrahold', alarm: null, command: COMMANDS.toggle };
  const mode = MODES[status.mode.kind](status.mode);
  if (waiting > 0) return { text: `$(stop-circle) Infrahold: ${waiting} held${mode.suffix}`, alarm: 'warning', command: waiting === 1 ? COMMANDS.review : COMMANDS.showHolds };
  if (status.mode.kind !== 'on') return { text: `${mode.icon} Infrahold${mode.suffix}`, alarm: 'warning', command: COMMANDS.toggle };
  if (status.problems.length > 0) return { text: '$(warning) Infrahold: on, with problems', alarm: 'warning', command: COMMANDS.toggle };
  return { text: '$(shield) Infrahold: on', alarm: null, command: COMMANDS.toggle };
}

const MODES: Readonly<Record<Mode['kind'], (mode: Mode) => { readonly icon: string; readonly suffix: string }>> = {
  on: () => ({ icon: '$(shield)', suffix: '' }),
  watch: () => ({ icon: '$(eye)', suffix: ': watch only' }),
  paused: (mode) => ({ icon: '$(debug-pause)', suffix: mode.kind === 'paused' && mode.until !== null ? `: paused, ${minutesLeft(mode.until)} min` : ': paused until restart' }),
};

function minutesLeft(until: string): number {
  return Math.max(1, Math.ceil((Date.parse(until) - Date.now()) / 60_000));
}

function tooltip(status: StatusView | null, running: boolean, waiting: number): vscode.MarkdownString {
  const out = new vscode.MarkdownString('', true);
  out.isTrusted = { enabledCommands: Object.values(COMMANDS) };
  if (!running) return out.appendMarkdown('**Infrahold is not running.** Hooks decide alone: harmless things pass, the rest is denied.');
  if (status === null) return out.appendMarkdown('Infrahold is starting.');
  out.appendMarkdown(`**Infrahold** ${waiting === 0 ? 'holds nothing' : `holds ${waiting}`}\n\n`);
  for (const problem of status.problems) out.appendMarkdown('$(warning) ').appendText(problem).appendMarkdown('\n\n');
  const present = status.assistants.filter((one) => one.present || one.state !== 'not-guarded');
  for (const one of present) out.appendMarkdown(`${ASSISTANT_ICONS[one.state]} `).appendText(`${one.name}: ${ASSISTANT_WORDS[one.state]}`).appendMarkdown('\n\n');
  if (present.length === 0) out.appendMarkdown('No assistant was found on this machine.\n\n');
  return out.appendMarkdown(`[Holds](command:${COMMANDS.showHolds}) · [Toggle](command:${COMMANDS.toggle}) · [Guard assistants](command:${COMMANDS.guard}) · [Doctor](command:${COMMANDS.doctor}) · [Record](command:${COMMANDS.showRecord})`);
}

const ASSISTANT_ICONS: Readonly<Record<AssistantView['state'], string>> = {
  'guarded-and-seen': '$(pass-filled)',
  'installed-not-seen': '$(circle-large-outline)',
  'not-guarded': '$(error)',
};

export const ASSISTANT_WORDS: Readonly<Record<AssistantView['state'], string>> = {
  'guarded-and-seen': 'guarded and seen working',
  'installed-not-seen': 'guard installed, not seen working yet',
  'not-guarded': 'not guarded',
};
