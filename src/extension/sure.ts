import * as vscode from 'vscode';

/**
 * Asks in a modal dialog, which no command can answer. The harmless button is the default, so that Enter pressed for something else
 * changes nothing; closing the dialog is the same answer.
 */
export async function sure(question: string, detail: string, yes: string, no: string): Promise<boolean> {
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, no, yes);
  return answer === yes;
}
