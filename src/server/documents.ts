import { fileURLToPath, pathToFileURL } from 'node:url';
import { type ClientCapabilities, CodeLensRefreshRequest, type Connection, DidChangeWatchedFilesNotification, MarkupKind, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { WATCHED } from '../gate/families';
import { actionsFor } from './inline/actions';
import { diagnosticOf } from './inline/diagnostics';
import { watchHeads } from './inline/heads';
import { lensesOf } from './inline/lenses';
import { linesOf } from './inline/lines';
import { openLooks, type Look } from './inline/looks';
import { answerReviews } from './inline/review-requests';
import { policyDocuments } from './policy-documents';
import type { GuardedWindow } from './window';

export interface WatchedDocuments {
  /** A policy or a folder has changed: everything is looked at again. */
  refresh(): void;
  /** What the editor can do; asks it to tell of files that change on disk. */
  initialized(capabilities: ClientCapabilities): void;
}

/** Warnings in infrastructure files, against what was last reviewed, and what a person can do about them. */
export function watchDocuments(connection: Connection, window: () => GuardedWindow | null, media: string): WatchedDocuments {
  const documents = new TextDocuments(TextDocument);
  let capabilities: ClientCapabilities = {};
  const uris = new Map<string, string>();
  const looks = openLooks(window, openText, () => documents.keys(), (path) => uris.get(path) ?? pathToFileURL(path).href, publish);
  const heads = watchHeads(() => looks.all());
  const policies = policyDocuments(connection, window, (uri) => openText(uri)?.text ?? null, media);

  documents.onDidOpen(({ document }) => remember(document.uri));
  documents.onDidChangeContent(({ document }) => looks.soon(document.uri));
  documents.onDidSave(({ document }) => looks.soon(document.uri));
  documents.onDidClose(({ document }) => looks.closed(document.uri));
  connection.onDidChangeWatchedFiles(({ changes }) => changes.forEach(({ uri }) => looks.onDisk(remember(uri))));
  connection.onHover(({ textDocument, position }) => {
    const words = policies.hover(textDocument.uri, position);
    const here = (looks.get(textDocument.uri)?.flags ?? []).filter(({ startLine, endLine, hover }) => hover !== '' && position.line + 1 >= startLine && position.line + 1 <= endLine);
    const told = [...here.map(({ hover }) => hover), ...(words === null ? [] : [words])];
    return told.length === 0 ? null : { contents: { kind: MarkupKind.Markdown, value: told.join('\n\n---\n\n') } };
  });
  connection.onCodeLens(({ textDocument }) => lensesOf(looks.get(textDocument.uri)));
  connection.onCodeAction(({ textDocument, range }) => {
    const look = looks.get(textDocument.uri);
    const guarded = window();
    if (look && policies.isOne(textDocument.uri)) return policies.actions(look, range);
    return look && guarded && look.version === documents.get(textDocument.uri)?.version ? actionsFor(look, range, guarded, looks) : [];
  });
  answerReviews(connection, window, looks, openText);
  documents.listen(connection);

  return {
    refresh() {
      heads.watch(window()?.folders() ?? []);
      looks.all();
      looks.scan();
    },
    initialized(told) {
      capabilities = told;
      policies.initialized(told);
      if (told.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: WATCHED.map((globPattern) => ({ globPattern })) });
    },
  };

  /** The editor's own spelling of a path is kept: it writes some characters in another way than Node does. */
  function remember(uri: string): string {
    if (uri.startsWith('file:')) uris.set(fileURLToPath(uri), uri);
    return uri;
  }

  function openText(uri: string): { version: number; text: string } | undefined {
    const document = documents.get(uri);
    return document && { version: document.version, text: document.getText() };
  }

  function publish({ uri, version, flags, written }: Look): void {
    // The text may have changed meanwhile; then another look is on its way.
    if (version !== (documents.get(uri)?.version ?? null)) return;
    const lines = linesOf(written.text ?? '');
    void connection.sendDiagnostics({ uri, diagnostics: flags.map((flag) => diagnosticOf(flag, lines)) });
    if (capabilities.workspace?.codeLens?.refreshSupport === true) void connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
  }
}
