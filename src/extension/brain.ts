import * as vscode from 'vscode';
import { LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
import { SETTINGS } from './ids';
import {
  METHODS,
  type AssistantView,
  type AuditEntry,
  type GraphView,
  type HoldView,
  type MarkParams,
  type MarkResult,
  type PlannedFile,
  type RanUnseen,
  type ResolveParams,
  type ResolveResult,
  type SeenInTerminal,
  type ReviewedView,
  type SetModeParams,
  type StatusView,
  type ProposeWaiverParams,
  type RequestResult,
  type SignParams,
  type SignResult,
  type UnreleasedView,
  type UnreviewedView,
  type WaiverResult,
} from '../protocol/messages';

/** The server as the features see it: what it tells, and what it can be asked. Every decision is made on its side. */
export interface Brain {
  readonly onStatus: vscode.Event<StatusView>;
  readonly onHold: vscode.Event<HoldView>;
  readonly onRecorded: vscode.Event<AuditEntry>;
  /** True once the server runs, false when it has gone: then hooks decide alone and what they would hold is denied. */
  readonly onRunning: vscode.Event<boolean>;
  holds(): Promise<readonly HoldView[]>;
  resolve(params: ResolveParams): Promise<ResolveResult>;
  setMode(params: SetModeParams): Promise<StatusView>;
  rehearse(): Promise<void>;
  record(limit: number): Promise<readonly AuditEntry[]>;
  planInstall(ids: readonly string[] | null, uninstall: boolean): Promise<readonly PlannedFile[]>;
  install(ids: readonly string[] | null, uninstall: boolean): Promise<{ readonly written: readonly string[]; readonly refused: readonly string[] }>;
  doctor(): Promise<readonly AssistantView[]>;
  fullerPreview(id: string): Promise<void>;
  graph(id: string): Promise<GraphView | null>;
  seenInTerminal(command: SeenInTerminal): Promise<RanUnseen | null>;
  reviewed(uri: string): Promise<ReviewedView | null>;
  unreviewed(): Promise<readonly UnreviewedView[]>;
  markReviewed(params: MarkParams): Promise<MarkResult>;
  countPolicy(params: MarkParams): Promise<MarkResult>;
  unreleased(): Promise<readonly UnreleasedView[]>;
  releasePolicy(params: MarkParams): Promise<MarkResult>;
  proposeWaiver(params: ProposeWaiverParams): Promise<WaiverResult>;
  readRequest(text: string): Promise<RequestResult>;
  signRequest(params: SignParams): Promise<SignResult>;
  watchSummary(): Promise<string>;
  start(): void;
  dispose(): Promise<void>;
}

/** Files the server reads for inline warnings. The editor gives many of them no language of their own, so paths are named too. */
const INLINE = {
  languages: ['shellscript', 'powershell', 'bat', 'makefile', 'yaml', 'json', 'jsonc', 'terraform', 'terraform-vars', 'opentofu', 'hcl', 'dockerfile', 'dockercompose', 'sql', 'python', 'typescript', 'javascript', 'ruby', 'prisma'],
  paths: ['**/*.{tf,tofu,hcl,tfvars,sh,bash,zsh,ps1,bat,cmd,sql,mk,prisma,template,tpl,bicep,service,timer}', '**/{Makefile,GNUmakefile,makefile,Justfile,justfile,Dockerfile,Jenkinsfile,Procfile,crontab,package.json}'],
};

export function brain(context: vscode.ExtensionContext): Brain {
  const status = new vscode.EventEmitter<StatusView>();
  const hold = new vscode.EventEmitter<HoldView>();
  const recorded = new vscode.EventEmitter<AuditEntry>();
  const running = new vscode.EventEmitter<boolean>();
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist').fsPath;
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;

  const client = new LanguageClient(
    'infrahold',
    'Infrahold',
    { module, transport: TransportKind.ipc },
    {
      documentSelector: [...INLINE.languages.map((language) => ({ scheme: 'file', language })), ...INLINE.paths.map((pattern) => ({ scheme: 'file', pattern }))],
      // Read anew for a server that is started again.
      initializationOptions: () => ({
        runtime: process.execPath,
        dist,
        folders: (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file').map((folder) => folder.uri.fsPath),
        trusted: vscode.workspace.isTrusted,
        policy: editorPolicy(),
        version: String(context.extension.packageJSON.version),
      }),
      // A guard that stays down after its fourth fall is worse than a slow one: it is started again for as long as the window lives.
      connectionOptions: { maxRestartCount: 1000 },
    },
  );
  client.onNotification(METHODS.status, (view: StatusView) => status.fire(view));
  client.onNotification(METHODS.hold, (view: HoldView) => hold.fire(view));
  client.onNotification(METHODS.recorded, ({ entry }: { entry: AuditEntry }) => recorded.fire(entry));
  // A window that is not trusted can become so; it starts untrusted again only with the next window.
  context.subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(() => void client.sendNotification(METHODS.trust, { trusted: true })));
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((changed) => {
      if (changed.affectsConfiguration(SETTINGS.policy)) void client.sendNotification(METHODS.editorPolicy, { text: editorPolicy() });
    }),
  );
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) running.fire(true);
    if (newState === State.Stopped) running.fire(false);
  });

  return {
    onStatus: status.event,
    onHold: hold.event,
    onRecorded: recorded.event,
    onRunning: running.event,
    holds: () => client.sendRequest(METHODS.holds, null),
    resolve: (params) => client.sendRequest(METHODS.resolve, params),
    setMode: (params) => client.sendRequest(METHODS.setMode, params),
    rehearse: () => client.sendRequest(METHODS.rehearse, null),
    record: (limit) => client.sendRequest(METHODS.audit, { limit }),
    planInstall: (ids, uninstall) => client.sendRequest(METHODS.planInstall, { ids, uninstall }),
    install: (ids, uninstall) => client.sendRequest(METHODS.install, { ids, uninstall }),
    doctor: () => client.sendRequest(METHODS.doctor, null),
    fullerPreview: (id) => client.sendRequest(METHODS.fullerPreview, { id }),
    graph: (id) => client.sendRequest(METHODS.graph, { id }),
    seenInTerminal: (command) => client.sendRequest(METHODS.seenInTerminal, command),
    reviewed: (uri) => client.sendRequest(METHODS.reviewed, { uri }),
    unreviewed: () => client.sendRequest(METHODS.unreviewed, null),
    markReviewed: (params) => client.sendRequest(METHODS.markReviewed, params),
    countPolicy: (params) => client.sendRequest(METHODS.countPolicy, params),
    unreleased: () => client.sendRequest(METHODS.unreleased, null),
    releasePolicy: (params) => client.sendRequest(METHODS.releasePolicy, params),
    proposeWaiver: (params) => client.sendRequest(METHODS.proposeWaiver, params),
    readRequest: (text) => client.sendRequest(METHODS.readRequest, { text }),
    signRequest: (params) => client.sendRequest(METHODS.signRequest, params),
    watchSummary: () => client.sendRequest(METHODS.watchSummary, null),
    // A server that cannot start shows as not running in the status bar; the client's own log says why.
    start: () => void client.start().catch(() => running.fire(false)),
    dispose: async () => {
      for (const one of [status, hold, recorded, running]) one.dispose();
      await client.dispose();
    },
  };
}

/** The policy of the editor's own settings: what an administrator governs, else what the person set. Null: none. */
function editorPolicy(): string | null {
  const set: unknown = vscode.workspace.getConfiguration().get(SETTINGS.policy);
  return set === null || set === undefined || (typeof set === 'object' && Object.keys(set).length === 0) ? null : JSON.stringify(set, null, 2);
}
