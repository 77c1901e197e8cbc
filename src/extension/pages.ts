import * as vscode from 'vscode';
import { PAGE_SCHEME } from './ids';

/** Read-only documents that belong to no hold: reports, and files as they would be written. */
export interface Pages {
  diff(name: string, left: string, right: string, title: string): Promise<void>;
  /** A text beside a file as it stands in the editor, where it can be changed. */
  against(name: string, left: string, file: vscode.Uri, title: string): Promise<void>;
  /** Shows Markdown, rendered. */
  report(name: string, markdown: string): Promise<void>;
  /** Shows text as it is. The name's ending says its language. */
  text(name: string, text: string): Promise<void>;
  /** Closes the editors of every page whose name begins so. */
  close(name: string): Promise<void>;
}

export function pages(disposables: vscode.Disposable[]): Pages {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const texts = new Map<string, string>();
  disposables.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(PAGE_SCHEME, { onDidChange: changed.event, provideTextDocumentContent: (uri) => texts.get(uri.path) ?? '' }),
  );
  const put = (path: string, text: string): vscode.Uri => {
    const uri = vscode.Uri.from({ scheme: PAGE_SCHEME, path });
    texts.set(uri.path, text);
    changed.fire(uri);
    return uri;
  };
  return {
    diff: async (name, left, right, title) => {
      await vscode.commands.executeCommand('vscode.diff', put(`/now/${name}`, left), put(`/after/${name}`, right), title, { preview: false });
    },
    against: async (name, left, file, title) => {
      await vscode.commands.executeCommand('vscode.diff', put(`/reviewed/${name}`, left), file, title, { preview: false });
    },
    report: async (name, markdown) => {
      await vscode.commands.executeCommand('markdown.showPreview', put(`/report/${name}.md`, markdown));
    },
    text: async (name, text) => {
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(put(`/text/${name}`, text)), { preview: true });
    },
    close: async (name) => {
      const tabs = vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .filter((tab) => tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.scheme === PAGE_SCHEME && tab.input.modified.path.startsWith(`/after/${name}`));
      if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
    },
  };
}
