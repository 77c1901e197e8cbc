import * as vscode from 'vscode';
import { holdFor, type Answering } from './answers';
import type { Brain } from './brain';
import { COMMANDS } from './ids';
import type { Pages } from './pages';
import { plain } from './plain';
import { sure } from './sure';

/** Longer links are cut off on their way. */
const LONGEST_LINK = 6000;

/** Both sides of a release that takes two people: copying the request here, and answering one that somebody has sent. */
export function secondPerson(brain: Brain, pages: Pages, answering: Answering, disposables: vscode.Disposable[]): void {
  disposables.push(
    vscode.commands.registerCommand(COMMANDS.copyRequest, async (about: unknown) => {
      const hold = await holdFor(about, answering.holds, answering.review);
      if (!hold) return;
      if (!hold.secondPerson) return void vscode.window.showInformationMessage('Infrahold: the policy asks for nobody else here; you can release it alone.');
      const { request } = hold.secondPerson;
      const link = `vscode://infrahold.infrahold/request?${request}`;
      await vscode.env.clipboard.writeText(link.length <= LONGEST_LINK ? `Please look at this in Infrahold: ${link}\n${request}\n` : `${request}\n`);
      void vscode.window.showInformationMessage('Infrahold: the request is on your clipboard. Send it to the second person; then release, and paste their signed answer.');
    }),
    vscode.commands.registerCommand(COMMANDS.answerRequest, () => answer(null)),
    vscode.window.registerUriHandler({ handleUri: (uri) => (uri.path === '/request' ? answer(decodeURIComponent(uri.query)) : undefined) }),
  );

  /** Whoever brought the text here, a link included, only a person at the window goes on from the diff. */
  async function answer(given: string | null): Promise<void> {
    const text = given ?? (await vscode.window.showInputBox({ title: 'Answer a request', prompt: 'Paste the request that you were sent.', placeHolder: 'infrahold-request:…', value: await onClipboard(), ignoreFocusOut: true }));
    if (text === undefined || text.trim() === '') return;
    const read = await brain.readRequest(text);
    if (read.kind === 'refused') return void vscode.window.showWarningMessage(`Infrahold: ${plain(read.why)}.`);
    const { request } = read;
    const head = [...request.banner, `requested by ${request.requester}, ${new Date(request.at).toLocaleString()}`, ''];
    for (const diff of [...request.diffs].reverse()) {
      const top = `${head.map((line) => `# ${line}`.trimEnd()).join('\n')}\n`;
      await pages.diff(`request/${diff.path.replace(/^\/+/, '')}`, top + diff.left, top + diff.right, `Requested: ${diff.title}`);
    }
    const detail = `${[shortened(request.what), '', ...request.banner.slice(0, 2)].join('\n')}\n\nRequested by ${request.requester}. You sign with your own SSH key that you have seen exactly this.`;
    const agreed = await sure('Be the second person who releases this?', detail, 'Sign…', 'No');
    const signed = agreed ? await sign(text, request.signer, request.keys) : null;
    await pages.close('request/');
    if (signed === null) return;
    await vscode.env.clipboard.writeText(signed);
    void vscode.window.showInformationMessage(`Infrahold: your signed answer is on your clipboard. Send it to ${request.requester}; it is good once, and for an hour.`);
  }

  async function sign(text: string, name: string, keys: readonly string[]): Promise<string | null> {
    const signer = await vscode.window.showInputBox({ title: 'Sign as', prompt: 'Your name in the policy’s signers file', value: name, ignoreFocusOut: true });
    if (!signer) return null;
    const other = 'Another key file…';
    const picked = keys.length === 0 ? other : await vscode.window.showQuickPick([...keys, other], { title: 'Sign with', placeHolder: 'Your SSH key; it asks for its passphrase or touch in its own way', ignoreFocusOut: true });
    const keyFile = picked === other ? await vscode.window.showInputBox({ title: 'Sign with', prompt: 'Path of the key file', ignoreFocusOut: true }) : picked;
    if (!keyFile) return null;
    const result = await brain.signRequest({ text, keyFile, signer });
    if (result.kind === 'signed') return result.answer;
    void vscode.window.showWarningMessage(`Infrahold: ${plain(result.why)}.`);
    return null;
  }
}

async function onClipboard(): Promise<string> {
  const text = await vscode.env.clipboard.readText();
  return /infrahold-request:[\w-]+/.exec(text)?.[0] ?? '';
}

function shortened(text: string): string {
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
