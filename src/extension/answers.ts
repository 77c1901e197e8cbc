import * as vscode from 'vscode';
import type { HoldView, ResolveParams } from '../protocol/messages';
import type { Brain } from './brain';
import { placeOf } from './hold-documents';
import type { Holds } from './holds';
import { COMMANDS } from './ids';
import { plain } from './plain';
import type { Review } from './review';
import { sure } from './sure';

/** What knows which hold a command is about. */
export interface Answering {
  readonly holds: Holds;
  readonly review: Review;
}

/**
 * The three answers. A command can be run by whoever runs commands, an assistant included, so releasing always ends in a question that
 * only a person at the window can answer: a modal dialog, or a word to type. Rejecting needs none; nothing is lost by it.
 */
export function answers(brain: Brain, holds: Holds, review: Review, disposables: vscode.Disposable[]): void {
  const chosen = (about: unknown): Promise<HoldView | null> => holdFor(about, holds, review);
  const send = async (params: ResolveParams): Promise<void> => {
    const result = await brain.resolve(params);
    if (result.kind === 'refused') void vscode.window.showWarningMessage(`Infrahold: ${plain(result.why)}`);
  };
  const release = async (about: unknown): Promise<void> => {
    const hold = await chosen(about);
    if (!hold) return;
    const typed = await confirmed(hold);
    const signed = typed === null ? null : await second(hold);
    // The digest is the one that was on the screen when the question was asked; the server refuses it if the hold has changed since.
    if (typed !== null && signed !== null) await send({ id: hold.id, digest: hold.digest, answer: 'release', words: '', typed, signed });
  };
  const reject = async (about: unknown): Promise<void> => {
    const hold = await chosen(about);
    if (hold) await send({ id: hold.id, digest: hold.digest, answer: 'reject', words: '', typed: '' });
  };
  const rejectWithWords = async (about: unknown): Promise<void> => {
    const hold = await chosen(about);
    if (!hold) return;
    const words = await vscode.window.showInputBox({
      title: `Reject: ${hold.title}`,
      prompt: `What should ${holds.nameOf(hold.assistant)} do instead? It reads these words.`,
      placeHolder: 'for example: keep the database, change only the tag',
      ignoreFocusOut: true,
    });
    if (words !== undefined) await send({ id: hold.id, digest: hold.digest, answer: 'reject', words, typed: '' });
  };
  const fullerPreview = async (about: unknown): Promise<void> => {
    const hold = await chosen(about);
    if (!hold?.preview.command) return;
    const detail = `${hold.preview.command}\n\nIt changes nothing, but it may run code of this workspace and use your credentials to read.`;
    if (await sure('Run a fuller preview of this hold?', detail, 'Run the preview', 'Leave it')) await brain.fullerPreview(hold.id);
  };
  disposables.push(
    vscode.commands.registerCommand(COMMANDS.release, release),
    vscode.commands.registerCommand(COMMANDS.reject, reject),
    vscode.commands.registerCommand(COMMANDS.rejectWithWords, rejectWithWords),
    vscode.commands.registerCommand(COMMANDS.fullerPreview, fullerPreview),
  );
}

/** What the person typed ('' for a click), or null when the question was dismissed. */
export async function confirmed(hold: HoldView): Promise<string | null> {
  const { confirmation } = hold;
  if (confirmation.kind === 'click') return (await sure('Release this once?', summary(hold), 'Release once', 'Keep it held')) ? '' : null;
  const typed = await vscode.window.showInputBox({
    title: `Release once: ${hold.title}`,
    prompt: `${confirmation.because}. Type ${confirmation.word} to release it, once.`,
    placeHolder: confirmation.word,
    ignoreFocusOut: true,
    validateInput: (value) => (value === confirmation.word || value === '' ? null : `type exactly: ${confirmation.word}`),
  });
  return typed === confirmation.word ? typed : null;
}

/** The second person's signed answer, '' where the policy asks for none, null when the person here gave up. The server says whether it counts. */
export async function second({ title, secondPerson }: HoldView): Promise<string | null> {
  if (!secondPerson) return '';
  await vscode.env.clipboard.writeText(secondPerson.request);
  const answer = await vscode.window.showInputBox({
    title: `Release once: ${title}`,
    prompt: `The policy asks for ${secondPerson.people} people. The request is on your clipboard: send it to the second one, and paste their signed answer here.`,
    placeHolder: 'infrahold-answer:…',
    ignoreFocusOut: true,
    validateInput: (value) => (value === '' || value.includes('infrahold-answer:') ? null : 'an answer begins with infrahold-answer:'),
  });
  return answer === undefined || answer === '' ? null : answer;
}

function summary(hold: HoldView): string {
  return [hold.what.length > 400 ? `${hold.what.slice(0, 400)}…` : hold.what, '', ...hold.banner.slice(0, 4)].join('\n');
}

/** The hold a command is about: the one it was given, the one in front, the only one, or the one the person picks. */
export async function holdFor(about: unknown, holds: Holds, review: Review): Promise<HoldView | null> {
  const id = idOf(about) ?? review.active()?.id;
  const waiting = holds.waiting();
  const named = waiting.find((hold) => hold.id === id);
  if (named) return named;
  if (id !== undefined) {
    void vscode.window.showInformationMessage('Infrahold: this hold is over; it has been answered or withdrawn.');
    return null;
  }
  return pickHold(waiting, holds);
}

export async function pickHold(waiting: readonly HoldView[], holds: Holds): Promise<HoldView | null> {
  if (waiting.length === 0) {
    void vscode.window.showInformationMessage('Infrahold: nothing is held.');
    return null;
  }
  const picked = await vscode.window.showQuickPick(
    waiting.map((hold) => ({ label: hold.title, description: holds.nameOf(hold.assistant), detail: hold.banner[0] ?? hold.what, hold })),
    { title: 'Holds that wait for an answer', placeHolder: 'Which one?' },
  );
  return picked?.hold ?? null;
}

/** A title-bar button gives the document, a row of the view gives its element, a link gives the id. */
function idOf(about: unknown): string | undefined {
  if (typeof about === 'string') return about;
  if (about instanceof vscode.Uri) return placeOf(about)?.id;
  if (typeof about === 'object' && about !== null && 'holdId' in about && typeof about.holdId === 'string') return about.holdId;
  return undefined;
}
