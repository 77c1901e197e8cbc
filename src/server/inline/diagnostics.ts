import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver/node';
import type { Flag } from './flags';

const SEVERITY = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, information: DiagnosticSeverity.Information, hint: DiagnosticSeverity.Hint } as const;

/** From the first character of the first line to the last of the last, so that it reads as one flag. */
export function diagnosticOf({ startLine, endLine, severity, message, code }: Flag, lines: readonly string[]): Diagnostic {
  const start = Math.min(startLine, lines.length) - 1;
  const end = Math.min(Math.max(endLine - 1, start), lines.length - 1);
  return { severity: SEVERITY[severity], source: 'infrahold', code, message, range: { start: { line: start, character: /^\s*/.exec(lines[start] ?? '')?.[0].length ?? 0 }, end: { line: end, character: lines[end]?.length ?? 0 } } };
}
