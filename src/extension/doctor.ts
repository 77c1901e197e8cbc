import * as vscode from 'vscode';
import type { AssistantView, StatusView } from '../protocol/messages';
import type { Brain } from './brain';
import { COMMANDS } from './ids';
import type { Pages } from './pages';
import { ASSISTANT_WORDS } from './status-bar';

/** A report that says *guarded* only of what was seen working. */
export function doctor(brain: Brain, pages: Pages, disposables: vscode.Disposable[]): void {
  let status: StatusView | null = null;
  disposables.push(
    brain.onStatus((view) => (status = view)),
    vscode.commands.registerCommand(COMMANDS.doctor, async () => {
      const seen = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: 'Infrahold asks every assistant’s hook for a sign of life' }, () => brain.doctor());
      await pages.report('Infrahold Doctor', report(seen, status));
    }),
  );
}

function report(assistants: readonly AssistantView[], status: StatusView | null): string {
  const problems = status?.problems ?? [];
  const absent = assistants.filter((one) => !one.present && one.state === 'not-guarded');
  return [
    '# Infrahold: Doctor',
    '',
    `Mode: **${status?.mode.kind ?? 'unknown'}**. ${problems.length === 0 ? 'No problems are known.' : ''}`,
    ...problems.map((problem) => `- **Problem:** ${escaped(problem)}`),
    '',
    '## Assistants on this machine',
    '',
    '| | Assistant | Guard | Seen last | |',
    '|---|---|---|---|---|',
    ...assistants.filter((one) => !absent.includes(one)).map(row),
    '',
    ...(absent.length === 0 ? [] : [`Not found on this machine: ${absent.map((one) => escaped(one.name)).join(', ')}.`, '']),
    'A ✔ means that a real call of this assistant, or its hook fired with a harmless sign of life, reached the gate and was answered.',
    'To guard an assistant run **Infrahold: Guard assistants…**; to see the gate at work run **Infrahold: Rehearse**.',
    '',
  ].join('\n');
}

function row(one: AssistantView): string {
  const sign = one.state === 'guarded-and-seen' ? '✔' : one.state === 'installed-not-seen' ? '○' : '✘';
  return `| ${sign} | ${escaped(one.name)} | ${ASSISTANT_WORDS[one.state]} | ${one.lastSeen === null ? 'never' : new Date(one.lastSeen).toLocaleString()} | ${escaped(one.detail)} |`;
}

/** Details hold paths and words from outside; in a table cell they must stay text. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~]/g, '\\$&').replace(/\r?\n/g, ' ');
}
