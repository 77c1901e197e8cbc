import * as vscode from 'vscode';
import type { FindingView, HoldView } from '../protocol/messages';
import { holdFor, type Answering } from './answers';
import { COMMANDS } from './ids';
import type { Pages } from './pages';

/** Says of a hold which rule holds it, and which line of which policy decided. */
export function explainHold(pages: Pages, answering: Answering, disposables: vscode.Disposable[]): void {
  disposables.push(
    vscode.commands.registerCommand(COMMANDS.explainHold, async (about: unknown) => {
      const hold = await holdFor(about, answering.holds, answering.review);
      if (hold) await pages.report(`Why it is held ${hold.id.slice(0, 6)}`, explained(hold));
    }),
  );
}

function explained(hold: HoldView): string {
  return ['# Why it is held', '', escaped(hold.what.slice(0, 400)), '', ...hold.findings.flatMap(told), ...(hold.findings.length === 0 ? ['No rule names it: part of it could not be read, and the policy holds what cannot be read.', ''] : []), ...(hold.again === null ? [] : [escaped(hold.again), ''])].join('\n');
}

function told({ rule, disposition, message, why, instead, decidedBy, environment, chain }: FindingView): string[] {
  const facts = Object.entries(environment.facts).map(([key, value]) => `${key} ${value}`);
  return [
    `## ${escaped(message)}`,
    '',
    `- **Rule** \`${rule}\`, which comes to **${disposition}**`,
    `- **Decided by** ${decidedBy === null ? 'the rule itself: no policy says otherwise (recommended)' : layerOf(decidedBy)}`,
    `- **Why** ${escaped(why)}`,
    `- **Instead** ${escaped(instead)}`,
    `- **Where** ${escaped([environment.class, ...facts].join(', '))}`,
    ...(chain.length > 0 ? [`- **By way of** ${escaped(chain.join(' → '))}`] : []),
    '',
  ];
}

/** `the policy of the workspace, /shop/.infrahold/policy.yaml, line 3`. */
function layerOf(decidedBy: string): string {
  const [, what = '', path = decidedBy, line = ''] = /^(waiver at )?(.*?):(\d+)$/.exec(decidedBy) ?? [];
  const inside = vscode.workspace.workspaceFolders?.some((folder) => path.startsWith(`${folder.uri.fsPath}/`)) === true;
  const layer = path.startsWith('preset ') ? 'a preset' : inside ? 'the policy of the workspace' : /[\\/](?:etc|ProgramData)[\\/]/i.test(path) ? "the organisation's policy on this machine" : 'your own policy';
  return `${what === '' ? '' : 'a waiver in '}${layer}, ${escaped(path)}${line === '' ? '' : `, line ${line}`}`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~]/g, '\\$&').replace(/\r?\n/g, ' ');
}
