import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Connection, DiagnosticSeverity, type Diagnostic, MarkupKind, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parsePolicy } from '../engine/policy/parse';
import { isWithin } from '../platform/windows';
import { openCommitted } from './committed';
import { flagsOf, type Flag } from './inline';
import type { GuardedWindow } from './window';

const PAUSE = 250;
const MAX_CHARACTERS = 400_000;

/** Warnings in the files that are open, and what a hover says of them. Only for files on disk. */
export function watchDocuments(connection: Connection, window: () => GuardedWindow | null): { refresh(): void } {
  const documents = new TextDocuments(TextDocument);
  const committed = openCommitted();
  const flags = new Map<string, readonly Flag[]>();
  const timers = new Map<string, NodeJS.Timeout>();

  documents.onDidChangeContent(({ document }) => soon(document.uri));
  documents.onDidSave(({ document }) => soon(document.uri));
  documents.onDidClose(({ document }) => {
    clearTimeout(timers.get(document.uri));
    timers.delete(document.uri);
    flags.delete(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  connection.onHover(({ textDocument, position }) => {
    const here = (flags.get(textDocument.uri) ?? []).filter(({ startLine, endLine, hover }) => hover !== '' && position.line + 1 >= startLine && position.line + 1 <= endLine);
    return here.length === 0 ? null : { contents: { kind: MarkupKind.Markdown, value: here.map(({ hover }) => hover).join('\n\n---\n\n') } };
  });
  documents.listen(connection);
  return { refresh: () => documents.keys().forEach(soon) };

  function soon(uri: string): void {
    clearTimeout(timers.get(uri));
    timers.set(uri, setTimeout(() => void look(uri), PAUSE));
  }

  async function look(uri: string): Promise<void> {
    const guarded = window();
    const document = documents.get(uri);
    if (!guarded || !document || !uri.startsWith('file:')) return;
    const { version } = document;
    const text = document.getText();
    const found = text.length > MAX_CHARACTERS ? [] : await flagsIn(fileURLToPath(uri), text, guarded);
    // The text may have changed meanwhile; then another look is on its way.
    if (documents.get(uri)?.version !== version) return;
    flags.set(uri, found);
    void connection.sendDiagnostics({ uri, diagnostics: found.map((flag) => diagnosticOf(flag, document)) });
  }

  async function flagsIn(path: string, text: string, guarded: GuardedWindow): Promise<readonly Flag[]> {
    if (isPolicy(path, guarded)) return policyFlags(path, text);
    const folder = guarded.folders().find((one) => isWithin(path, one)) ?? dirname(path);
    const { policy } = guarded.policies.at(dirname(path));
    return flagsOf({ path, folder, text, committed: await committed.of(path) }, policy, guarded.surroundings());
  }
}

function isPolicy(path: string, { folder }: GuardedWindow): boolean {
  return path === folder.policy || (basename(path) === 'policy.yaml' && basename(dirname(path)) === '.infrahold');
}

function policyFlags(path: string, text: string): readonly Flag[] {
  return parsePolicy({ name: 'workspace', source: path, folder: dirname(dirname(path)), loosens: true, text }).problems.map(({ severity, message, line, endLine }) => ({
    startLine: line,
    endLine,
    severity: severity === 'hint' ? 'information' : severity,
    message,
    code: 'policy',
    hover: '',
  }));
}

const SEVERITY = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, information: DiagnosticSeverity.Information } as const;

/** From the first character of the first line to the last of the last, so that it reads as one flag. */
function diagnosticOf({ startLine, endLine, severity, message, code }: Flag, document: TextDocument): Diagnostic {
  const last = document.lineCount - 1;
  const start = Math.min(startLine - 1, last);
  const end = Math.min(Math.max(endLine - 1, start), last);
  const lineText = document.getText({ start: { line: start, character: 0 }, end: { line: start + 1, character: 0 } });
  const endText = document.getText({ start: { line: end, character: 0 }, end: { line: end + 1, character: 0 } }).replace(/\r?\n$/, '');
  return { severity: SEVERITY[severity], source: 'infrahold', code, message, range: { start: { line: start, character: /^\s*/.exec(lineText)?.[0].replace(/\r?\n$/, '').length ?? 0 }, end: { line: end, character: endText.length } } };
}
