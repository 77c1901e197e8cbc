import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodeActionKind, type CodeAction, CompletionRequest, type ClientCapabilities, type Connection, type Position, type Range } from 'vscode-languageserver/node';
import { readWhole } from '../platform/files';
import { diagnosticOf } from './inline/diagnostics';
import { linesOf } from './inline/lines';
import type { Look } from './inline/looks';
import { isPolicy } from './policy-flags';
import { completePolicy, isSchema, policyHover, type Schema } from './policy-language';
import type { GuardedWindow } from './window';

/** The policy's own language in the editor: completion, hover, and the way to let what loosens count. */
export interface PolicyDocuments {
  isOne(uri: string): boolean;
  hover(uri: string, position: Position): string | null;
  actions(look: Look, range: Range): CodeAction[];
  initialized(capabilities: ClientCapabilities): void;
}

/** Command of the editor that shows what a policy loosens and asks a person to release it. */
const RELEASE = 'infrahold.releasePolicy';

export function policyDocuments(connection: Connection, window: () => GuardedWindow | null, textOf: (uri: string) => string | null, media: string): PolicyDocuments {
  let schema: Schema | null | undefined;
  connection.onCompletion(({ textDocument, position }) => {
    const text = isOne(textDocument.uri) ? textOf(textDocument.uri) : null;
    const known = read();
    return text === null || known === null ? [] : completePolicy(text, position, known, new Date().toISOString().slice(0, 10));
  });
  return {
    isOne,
    hover(uri, position) {
      const text = isOne(uri) ? textOf(uri) : null;
      const known = read();
      return text === null || known === null ? null : policyHover(text, position, known);
    },
    actions({ uri, flags, written }, range) {
      const here = flags.filter(({ severity, message, startLine, endLine }) => severity === 'hint' && message.includes('until a person has released it') && startLine - 1 <= range.end.line && endLine - 1 >= range.start.line);
      const lines = linesOf(written.text ?? '');
      return here.length === 0 ? [] : [{ title: 'Release this policy…', kind: CodeActionKind.QuickFix, diagnostics: here.map((flag) => diagnosticOf(flag, lines)), command: { title: 'Release this policy…', command: RELEASE, arguments: [uri] } }];
    },
    initialized(capabilities) {
      // Only policies are completed, so that nothing of ours appears in other files.
      if (capabilities.textDocument?.completion?.dynamicRegistration === true) void connection.client.register(CompletionRequest.type, { documentSelector: [{ scheme: 'file', pattern: '**/.infrahold/policy.yaml' }], triggerCharacters: [':', ' ', '{', '-'] });
    },
  };

  function isOne(uri: string): boolean {
    const guarded = window();
    return guarded !== null && uri.startsWith('file:') && isPolicy(fileURLToPath(uri), guarded);
  }

  function read(): Schema | null {
    if (schema === undefined) schema = schemaIn(readWhole(join(media, 'policy.schema.json')));
    return schema;
  }
}

function schemaIn(text: string | null): Schema | null {
  try {
    const found: unknown = text === null ? null : JSON.parse(text);
    return isSchema(found) ? found : null;
  } catch {
    // Without it there is no completion; what counts does not depend on it.
    return null;
  }
}
