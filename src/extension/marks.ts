import * as vscode from 'vscode';
import type { FindingView, HoldView } from '../protocol/messages';
import { placeOf, type HoldDocuments, type Side } from './hold-documents';
import type { HoldText } from './hold-text';
import type { Holds } from './holds';
import { COLORS, SCHEME } from './ids';

/** Decorations, Problems entries and hovers on the lines of a hold that say what would be lost. */
export function marks(holds: Holds, documents: HoldDocuments, disposables: vscode.Disposable[]): void {
  const problems = vscode.languages.createDiagnosticCollection('infrahold-holds');
  const lost = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor(COLORS.lostBackground),
    borderColor: new vscode.ThemeColor(COLORS.lostBorder),
    borderStyle: 'solid',
    borderWidth: '0 0 0 3px',
    overviewRulerColor: new vscode.ThemeColor(COLORS.lostBorder),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  const look = vscode.window.createTextEditorDecorationType({ isWholeLine: true, backgroundColor: new vscode.ThemeColor(COLORS.warnBackground) });
  const banner = vscode.window.createTextEditorDecorationType({ isWholeLine: true, backgroundColor: new vscode.ThemeColor(COLORS.bannerBackground) });
  const title = vscode.window.createTextEditorDecorationType({ color: new vscode.ThemeColor(COLORS.bannerForeground) });

  const paint = (editor: vscode.TextEditor): void => {
    const place = placeOf(editor.document.uri);
    const text = place && documents.textOf(place);
    const hold = place && holds.get(place.id);
    if (!place || !text || !hold) return;
    const own = flagged(text, place.side, editor.document.lineCount);
    const lines = (wanted: readonly string[]): vscode.DecorationOptions[] =>
      own
        .filter((mark) => wanted.includes(hold.findings[mark.finding]?.disposition ?? 'hold'))
        .map((mark) => ({ range: editor.document.lineAt(mark.line).range, renderOptions: hold.kind === 'edit' ? said(hold.findings[mark.finding]) : {} }));
    editor.setDecorations(lost, lines(['hold', 'deny']));
    editor.setDecorations(look, lines(['warn', 'allow']));
    editor.setDecorations(banner, text.bannerLines > 0 ? [new vscode.Range(0, 0, text.bannerLines - 1, 0)] : []);
    editor.setDecorations(title, text.bannerLines > 0 ? [editor.document.lineAt(0).range] : []);
  };
  const paintAll = (): void => vscode.window.visibleTextEditors.forEach(paint);
  const list = (document: vscode.TextDocument): void => {
    const place = placeOf(document.uri);
    if (!place) return;
    const text = documents.textOf(place);
    const hold = holds.get(place.id);
    const open = text && hold && hold.resolution === null;
    problems.set(document.uri, open ? flagged(text, place.side, document.lineCount).flatMap((mark) => problem(document, mark.line, hold.findings[mark.finding])) : []);
  };

  disposables.push(
    problems, lost, look, banner, title,
    vscode.window.onDidChangeVisibleTextEditors(paintAll),
    vscode.workspace.onDidOpenTextDocument(list),
    vscode.workspace.onDidCloseTextDocument((document) => problems.delete(document.uri)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme !== SCHEME) return;
      list(document);
      paintAll();
    }),
    holds.onChange(() => vscode.workspace.textDocuments.forEach(list)),
    vscode.languages.registerHoverProvider({ scheme: SCHEME }, {
      provideHover: (document, position) => {
        const place = placeOf(document.uri);
        const text = place && documents.textOf(place);
        const hold = place && holds.get(place.id);
        if (!place || !text || !hold) return null;
        const on = text.marks.filter((mark) => mark.side === place.side && mark.line === position.line);
        const told = position.line < text.bannerLines ? hold.findings : on.flatMap((mark) => hold.findings[mark.finding] ?? []);
        return told.length === 0 ? null : new vscode.Hover(told.slice(0, MOST_IN_A_HOVER).map((finding) => explanation(finding, hold)));
      },
    }),
  );
  paintAll();
}

/** In a file, the line itself does not say what is wrong with it. An inventory does. */
function said(finding: FindingView | undefined): vscode.DecorationInstanceRenderOptions {
  return { after: { contentText: finding?.message ?? '', margin: '0 0 0 2em', color: new vscode.ThemeColor('editorCodeLens.foreground'), fontStyle: 'italic' } };
}

/** A thing that is lost is marked on both sides, so that each explains itself; it is flagged once, where it still stands. */
function flagged({ marks }: HoldText, side: Side, lines: number): HoldText['marks'] {
  const twice = (mark: HoldText['marks'][number]): boolean => side === 'right' && marks.some((other) => other.side === 'left' && other.line === mark.line && other.finding === mark.finding);
  return marks.filter((mark) => mark.side === side && mark.line < lines && !twice(mark));
}

const MOST_IN_A_HOVER = 6;

function problem(document: vscode.TextDocument, line: number, finding: FindingView | undefined): vscode.Diagnostic[] {
  if (!finding) return [];
  const text = document.lineAt(line);
  const range = new vscode.Range(line, text.firstNonWhitespaceCharacterIndex, line, text.range.end.character);
  const severity = finding.disposition === 'hold' || finding.disposition === 'deny' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(range, finding.message, severity);
  diagnostic.source = 'infrahold';
  diagnostic.code = finding.rule;
  return [diagnostic];
}

/** What, why, instead: the three things a person needs in order to answer. Text from outside is appended as text, never as Markdown; why and instead are the rules' own words. */
function explanation(finding: FindingView, hold: HoldView): vscode.MarkdownString {
  const out = new vscode.MarkdownString();
  out.appendMarkdown('**What** ').appendText(finding.message).appendMarkdown('\n\n');
  out.appendMarkdown(`**Why** ${finding.why}`).appendMarkdown('\n\n');
  out.appendMarkdown(`**Instead** ${finding.instead}`).appendMarkdown('\n\n');
  const facts = Object.entries(finding.environment.facts).map(([key, value]) => `${key} ${value}`);
  out.appendMarkdown('**Where** ').appendText([finding.environment.class === 'unknown' ? 'an environment that no policy names' : finding.environment.class, ...facts].join(', ')).appendMarkdown('\n\n');
  out.appendMarkdown('**Undo** ').appendText(UNDO[finding.undo]);
  if (finding.chain.length > 1) out.appendMarkdown('\n\n**Through** ').appendText(finding.chain.join(' → '));
  out.appendMarkdown('\n\n').appendText(`rule ${finding.rule}${finding.decidedBy === null ? '' : `, decided by ${finding.decidedBy}`}, asked by ${hold.assistant}`);
  return out;
}

const UNDO: Readonly<Record<FindingView['undo'], string>> = {
  no: 'cannot be undone',
  'from-backup': 'only from a backup, if there is one',
  'within-window': 'only for a limited time',
  'from-code': 'can be made again from code, without what was in it',
  yes: 'can be undone',
};
