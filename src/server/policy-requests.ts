import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Connection } from 'vscode-languageserver/node';
import { nobody } from '../audit/nobody';
import { watchSummary } from '../audit/watch-summary';
import { releaseText, WORKSPACE_POLICY } from '../gate/policies';
import { hashOf } from '../gate/reviewed';
import { unreleasedIn } from '../gate/unreleased-policy';
import { readWhole } from '../platform/files';
import { METHODS, type MarkParams, type MarkResult, type ProposeWaiverParams, type RequestResult, type SignParams, type SignResult, type UnreleasedView, type WaiverResult } from '../protocol/messages';
import { readForSecond, signForSecond } from './signing';
import { waiverForHold } from './waiving-holds';
import type { GuardedWindow } from './window';

const WHOLE_RECORD = 50_000;
const NOT_RUNNING = { kind: 'refused', why: 'Infrahold is not running' } as const;

/** What a person asks about the policy: what does not count yet, that they have seen it, a waiver for a hold, and the second person's part. */
export function answerPolicies(connection: Connection, window: () => GuardedWindow | null, changed: () => void): void {
  connection.onRequest(METHODS.unreleased, (): readonly UnreleasedView[] => {
    const guarded = window();
    if (!guarded) return [];
    return unreleasedIn(guarded.folders(), guarded.folder, today()).map(({ source, text, before, words }) => ({ uri: pathToFileURL(source).href, path: source, before, after: text, sha256: hashOf(text), words }));
  });

  connection.onRequest<MarkResult, unknown>(METHODS.releasePolicy, ({ uri, sha256 }: MarkParams): MarkResult => {
    const guarded = window();
    if (!guarded) return NOT_RUNNING;
    const path = uri.startsWith('file:') ? fileURLToPath(uri) : '';
    if (!path.endsWith(WORKSPACE_POLICY)) return { kind: 'refused', why: `${uri} is no policy of a workspace` };
    if (!guarded.trusted()) return { kind: 'refused', why: 'this workspace is not trusted, so that nothing in it loosens' };
    const text = readWhole(path);
    if (hashOf(text) !== sha256) return { kind: 'refused', why: 'the policy has changed since it was shown; look at it again' };
    const words = unreleasedIn(guarded.folders(), guarded.folder, today()).find(({ source }) => source === path)?.words ?? [];
    guarded.gate.record({ event: 'policy', ...nobody(), what: `released: ${path}`, messages: words.slice(0, 20), note: `by ${guarded.person}: what it loosens counts on this machine` });
    releaseText(guarded.folder, path, text);
    changed();
    return { kind: 'done' };
  });

  connection.onRequest<WaiverResult, unknown>(METHODS.proposeWaiver, (params: ProposeWaiverParams): WaiverResult => {
    const guarded = window();
    return guarded ? waiverForHold(params, guarded, today()) : NOT_RUNNING;
  });
  connection.onRequest<RequestResult, unknown>(METHODS.readRequest, ({ text }: { text: string }) => readForSecond(text));
  connection.onRequest<SignResult, unknown>(METHODS.signRequest, async (params: SignParams): Promise<SignResult> => {
    const guarded = window();
    return guarded ? signForSecond(params, guarded) : NOT_RUNNING;
  });
  connection.onRequest(METHODS.watchSummary, () => watchSummary(window()?.audit.read(WHOLE_RECORD) ?? []));
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
