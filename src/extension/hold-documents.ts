import * as vscode from 'vscode';
import type { HoldView } from '../protocol/messages';
import type { Holds } from './holds';
import { holdText, type HoldText } from './hold-text';
import { SCHEME } from './ids';

export type Side = 'left' | 'right';

/** Where an `infrahold:` document of a hold stands: which hold, which of its texts, which side. */
export interface Place {
  readonly id: string;
  readonly index: number;
  readonly side: Side;
}

export interface HoldDocuments {
  uri(hold: HoldView, index: number, side: Side): vscode.Uri;
  textOf(place: Place): HoldText | null;
}

/** Serves the two sides of every hold as read-only documents, and tells the editor when a preview has filled them in. */
export function holdDocuments(holds: Holds, disposables: vscode.Disposable[]): HoldDocuments {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const names = new Map<string, string>();
  const uri = (hold: HoldView, index: number, side: Side): vscode.Uri => {
    const key = `${hold.id}/${index}`;
    // A preview that comes later may rename what it shows; an editor that is open on it must stay the same editor.
    const name = names.get(key) ?? nameOf(hold.diffs[index]?.path ?? 'hold.txt');
    names.set(key, name);
    return vscode.Uri.from({ scheme: SCHEME, path: `/hold/${key}/${side === 'left' ? 'now' : 'after'}/${name}` });
  };
  const textOf = ({ id, index }: Place): HoldText | null => {
    const hold = holds.get(id);
    return hold ? holdText(hold, index) : null;
  };
  disposables.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (one) => {
        const place = placeOf(one);
        const text = place ? textOf(place) : null;
        return place && text ? text[place.side] : 'This hold is over. Nothing waits for an answer here any more.\n';
      },
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      const place = placeOf(document.uri);
      const text = place && textOf(place);
      // A preview that came while the document was being opened has told of a change that nobody heard. What is shown must be what would be released.
      if (place && text && plainLines(text[place.side]) !== plainLines(document.getText())) changed.fire(document.uri);
    }),
    holds.onChange(({ hold }) => {
      hold.diffs.forEach((_, index) => {
        changed.fire(uri(hold, index, 'left'));
        changed.fire(uri(hold, index, 'right'));
      });
    }),
  );
  return { uri, textOf };
}

/** `null` for a document that belongs to no hold. */
export function placeOf(uri: vscode.Uri): Place | null {
  if (uri.scheme !== SCHEME) return null;
  const [, kind, id, index, side] = uri.path.split('/');
  if (kind !== 'hold' || id === undefined || index === undefined) return null;
  return { id, index: Number(index), side: side === 'now' ? 'left' : 'right' };
}

/** The editor knows a file's language by its name. */
function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** The editor gives every line of a document the same ending. */
function plainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
