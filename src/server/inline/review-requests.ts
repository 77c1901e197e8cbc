import { fileURLToPath } from 'node:url';
import type { Connection } from 'vscode-languageserver/node';
import { nobody } from '../../audit/nobody';
import { hashOf } from '../../gate/reviewed';
import { releaseText, WORKSPACE_POLICY } from '../../gate/policies';
import { readText } from '../../platform/surroundings';
import { METHODS, type MarkParams, type MarkResult, type ReviewedView, type UnreviewedView } from '../../protocol/messages';
import type { GuardedWindow } from '../window';
import type { Looks, OpenText } from './looks';

/** What a person asks about reviews: the two texts to compare, what is unreviewed, and that they have seen a text and accept it. */
export function answerReviews(connection: Connection, window: () => GuardedWindow | null, looks: Looks, open: (uri: string) => OpenText | undefined): void {
  connection.onRequest(METHODS.reviewed, ({ uri }: { uri: string }): ReviewedView | null => {
    const guarded = window();
    if (!guarded || !uri.startsWith('file:')) return null;
    const reviewed = guarded.unreviewed.reviews.of(fileURLToPath(uri));
    const now = textOf(uri);
    return { reviewed: reviewed.kind === 'text' ? reviewed.text : null, now, by: reviewed.kind === 'text' ? reviewed.by : 'nobody', sha256: hashOf(now) };
  });

  connection.onRequest(METHODS.unreviewed, (): readonly UnreviewedView[] => looks.flagged().map(({ uri, flags }) => ({ uri, messages: [...new Set(flags.flatMap(({ change }) => change?.message ?? []))] })));

  connection.onRequest<MarkResult, unknown>(METHODS.markReviewed, ({ uri, sha256 }: MarkParams): MarkResult => {
    const guarded = window();
    if (!guarded || !uri.startsWith('file:')) return { kind: 'refused', why: 'Infrahold is not running' };
    const path = fileURLToPath(uri);
    const text = textOf(uri);
    if (hashOf(text) !== sha256) return { kind: 'refused', why: 'it has changed since it was shown; look at it again' };
    const messages = looks.get(uri)?.flags.flatMap(({ change }) => change?.message ?? []) ?? [];
    guarded.gate.record({ event: 'policy', ...nobody(), what: `marked as reviewed: ${path}`, note: [`by ${guarded.person}`, ...messages.slice(0, 5)].join('; ') });
    guarded.unreviewed.reviews.mark(path, text, guarded.person, new Date().toISOString());
    looks.all();
    return { kind: 'done' };
  });

  connection.onRequest<MarkResult, unknown>(METHODS.countPolicy, ({ uri, sha256 }: MarkParams): MarkResult => {
    const guarded = window();
    if (!guarded || !uri.startsWith('file:')) return { kind: 'refused', why: 'Infrahold is not running' };
    const path = fileURLToPath(uri);
    const text = readText(path);
    if (!path.replaceAll('\\', '/').endsWith(`/${WORKSPACE_POLICY.replaceAll('\\', '/')}`)) return { kind: 'refused', why: `${path} is no policy of a workspace` };
    if (text === null || hashOf(text) !== sha256) return { kind: 'refused', why: 'the saved policy is not the one that was shown; look at it again' };
    guarded.gate.record({ event: 'policy', ...nobody(), what: `released: ${path}`, note: `by ${guarded.person}: what it loosens counts on this machine` });
    releaseText(guarded.folder, path, text);
    looks.all();
    return { kind: 'done' };
  });

  function textOf(uri: string): string | null {
    return open(uri)?.text ?? readText(fileURLToPath(uri));
  }
}
