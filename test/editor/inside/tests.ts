import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { COMMANDS, SCHEME } from '../../../src/extension/ids';
import { userFolder } from '../../../src/platform/folder';

const ID = 'infrahold.infrahold';

/** In a test run the editor refuses modal dialogs, and shows no notification: exactly what a command finds that no person stands behind. */
export const tests: Readonly<Record<string, () => Promise<void>>> = {
  'the extension activates by itself': async () => {
    await until(() => vscode.extensions.getExtension(ID)?.isActive === true);
  },

  'its commands are there': async () => {
    const there = await vscode.commands.getCommands(true);
    assert.deepEqual(Object.values(COMMANDS).filter((command) => !there.includes(command)), []);
  },

  'the shims stand first on the PATH of a new terminal': async () => {
    const { root, shims, bashEnv } = userFolder();
    const out = join(root, 'path-of-a-terminal');
    const terminal = vscode.window.createTerminal({ name: 'path', shellPath: '/bin/sh', shellArgs: ['-c', `printf '%s\\n%s\\n' "$PATH" "$BASH_ENV" >'${out}'`] });
    const [path = '', read] = await until(() => (existsSync(out) && readFileSync(out, 'utf8').split('\n').length === 3 ? readFileSync(out, 'utf8').split('\n') : null));
    terminal.dispose();
    assert.equal(path.split(':')[0], shims);
    assert.equal(read, bashEnv);
    assert.ok(existsSync(bashEnv), 'the server has written what bash reads');
  },

  "a destructive command in an assistant's terminal that no gate saw is in the record": async () => {
    // The program is not there, so that nothing can run; the shell reports the command all the same.
    const command = '/nonexistent/terraform destroy -auto-approve';
    const terminal = vscode.window.createTerminal({ name: 'assistant', shellPath: '/bin/bash', env: { COPILOT_AGENT: '1' } });
    await until(() => terminal.shellIntegration !== undefined);
    terminal.shellIntegration?.executeCommand(command);
    const folder = userFolder().audit;
    const recorded = (): string | null => (existsSync(folder) ? readdirSync(folder) : []).map((file) => readFileSync(join(folder, file), 'utf8')).join('').split('\n').find((line) => line.includes('"event":"bypass"')) ?? null;
    const line = await until(recorded);
    terminal.dispose();
    assert.match(line, /ran without a hold/);
    assert.ok(line.includes(command), line);
  },

  'a rehearsal opens a hold in the diff editor, both sides in our scheme': async () => {
    await vscode.commands.executeCommand(COMMANDS.rehearse);
    const input = await until(() => heldTab());
    assert.equal(input.original.scheme, SCHEME);
    const [left, right] = [await vscode.workspace.openTextDocument(input.original), await vscode.workspace.openTextDocument(input.modified)];
    await until(() => left.getText() !== '' && left.getText() !== right.getText());
    assert.equal(left.lineAt(0).text, right.lineAt(0).text, 'the banner stands on both sides');
  },

  'flagged lines are diagnostics, and each has a hover with what, why and instead': async () => {
    const input = await until(() => heldTab());
    const flagged = await until(() => {
      const found = [input.original, input.modified].flatMap((uri) => vscode.languages.getDiagnostics(uri).map((diagnostic) => ({ uri, diagnostic })));
      return found.length > 0 ? found : null;
    });
    for (const { uri, diagnostic } of flagged) {
      assert.equal(diagnostic.source, 'infrahold');
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, diagnostic.range.start);
      const text = hovers.flatMap((hover) => hover.contents).map((content) => (typeof content === 'string' ? content : content.value)).join('\n');
      for (const word of ['What', 'Why', 'Instead']) assert.match(text, new RegExp(`\\*\\*${word}\\*\\* \\S`), text);
    }
  },

  'a command cannot release: the question takes no answer from it': async () => {
    const before = await until(() => heldTab());
    for (const command of [COMMANDS.release, 'workbench.action.acceptSelectedQuickOpenItem', 'workbench.action.closeQuickOpen']) {
      void Promise.resolve(vscode.commands.executeCommand(command, before.modified)).catch(() => undefined);
      await pause(400);
    }
    assert.equal(heldTab()?.modified.toString(), before.modified.toString(), 'the hold still waits');
  },

  'a command cannot pause, with arguments or without': async () => {
    for (const args of [[], [{ mode: 'paused', minutes: 60 }], ['paused']]) {
      void Promise.resolve(vscode.commands.executeCommand(COMMANDS.toggle, ...args)).catch(() => undefined);
      await pause(400);
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await pause(400);
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    }
    // A pause would let the next rehearsal through; a hold shows that the gate is as it was.
    await vscode.commands.executeCommand(COMMANDS.reject);
    await vscode.commands.executeCommand(COMMANDS.rehearse);
    await until(() => heldTab());
  },

  'every hold can be rejected by command, and its editors close': async () => {
    for (let i = 0; i < 10 && heldTab(); i++) {
      await vscode.commands.executeCommand(COMMANDS.reject, heldTab()?.modified);
      await pause(500);
    }
    await until(() => heldTab() === null);
  },
};

function heldTab(): vscode.TabInputTextDiff | null {
  const inputs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).map((tab) => tab.input);
  return inputs.find((input): input is vscode.TabInputTextDiff => input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME) ?? null;
}

async function until<T>(look: () => T | null | undefined | false, seconds = 20): Promise<T> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(50)) {
    const found = look();
    if (found) return found;
  }
  throw new Error(`not within ${seconds} s: ${look.toString()}`);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
