import { watchFile, unwatchFile } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodeActionKind, createConnection, ProposedFeatures, ResponseError, TextDocumentSyncKind, type ClientCapabilities, type InitializeParams } from 'vscode-languageserver/node';
import { nobody } from '../audit/nobody';
import { EDITOR_POLICY, keepEditorPolicy, WORKSPACE_POLICY } from '../gate/policies';
import { METHODS, type ResolveParams, type ResolveResult, type SeenInTerminal, type SetModeParams, type StatusView } from '../protocol/messages';
import { isObject } from '../protocol/proposal';
import { watchDocuments } from './documents';
import { watchGuardedFiles, type GuardedFiles } from './guarded-files';
import { people, type People } from './people';
import { answerPolicies } from './policy-requests';
import { rehearse } from './rehearse';
import { terminals, type Terminals } from './terminals';
import { openWindow, type GuardedWindow } from './window';

const connection = createConnection(ProposedFeatures.all);
void serve();

/** The brain of one window: a language server that hooks can reach as well. */
async function serve(): Promise<void> {
  let window: GuardedWindow | null = null;
  let side: People | null = null;
  let shells: Terminals | null = null;
  let hooks: GuardedFiles | null = null;
  let rehearsals = 0;
  let failure: string | null = null;
  let trusted = true;
  let policy: string | null = null;
  let watched: readonly string[] = [];
  const ready = once<void>();
  let capabilities: ClientCapabilities = {};
  const documents = watchDocuments(connection, () => window, join(__dirname, '..', 'media'));
  answerPolicies(connection, () => window, lookAgain);

  connection.onInitialize((params) => {
    const options = isObject(params.initializationOptions) ? params.initializationOptions : {};
    const dist = typeof options['dist'] === 'string' ? options['dist'] : __dirname;
    const runtime = typeof options['runtime'] === 'string' ? options['runtime'] : null;
    capabilities = params.capabilities;
    trusted = options['trusted'] !== false;
    policy = typeof options['policy'] === 'string' ? options['policy'] : null;
    void start(foldersOf(params, options), dist, runtime).finally(() => ready.done());
    return { capabilities: { textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true }, hoverProvider: true, codeLensProvider: {}, codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] }, workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }, serverInfo: { name: 'infrahold' } };
  });
  connection.onInitialized(() => {
    documents.initialized(capabilities);
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = removed.map(({ uri }) => pathOf(uri));
      const now = [...(window?.folders() ?? []).filter((one) => !gone.includes(one)), ...added.map(({ uri }) => pathOf(uri))];
      window?.setFolders([...new Set(now.filter((one) => one !== ''))]);
      watchPolicies();
      changed();
    });
  });

  connection.onNotification(METHODS.trust, (told: { trusted: boolean }) => {
    trusted = told.trusted;
    window?.setTrusted(trusted);
    lookAgain();
  });
  connection.onNotification(METHODS.editorPolicy, (told: { text: string | null }) => {
    policy = told.text;
    if (window) keepPolicy(window);
    lookAgain();
  });
  connection.onRequest(METHODS.holds, async () => (await there()).window.views());
  connection.onRequest<ResolveResult, unknown>(METHODS.resolve, async (params: ResolveParams) => (await there()).side.resolve(params));
  connection.onRequest(METHODS.setMode, async (params: SetModeParams): Promise<StatusView> => {
    const { side: asked } = await there();
    try {
      return asked.setMode(params);
    } catch (error) {
      return Promise.reject(new ResponseError(1, error instanceof Error ? error.message : String(error)));
    }
  });
  connection.onRequest(METHODS.rehearse, async () => rehearse((await there()).window, (rehearsals += 1)));
  connection.onRequest(METHODS.audit, async ({ limit }: { limit: number }) => (await there()).window.audit.read(limit));
  connection.onRequest(METHODS.planInstall, async ({ ids, uninstall }: { ids: string[] | null; uninstall: boolean }) => (await there()).side.plan(ids, uninstall));
  connection.onRequest(METHODS.install, async ({ ids, uninstall }: { ids: string[] | null; uninstall: boolean }) => {
    const written = await (await there()).side.install(ids, uninstall);
    changed();
    return written;
  });
  connection.onRequest(METHODS.doctor, async () => {
    const views = await (await there()).side.doctor();
    changed();
    return views;
  });
  connection.onRequest(METHODS.fullerPreview, async ({ id }: { id: string }) => (await there()).window.lookAgain(id));
  connection.onRequest(METHODS.graph, async ({ id }: { id: string }) => (await there()).window.graph(id));
  connection.onRequest(METHODS.seenInTerminal, async (command: SeenInTerminal) => {
    await there();
    return shells?.seen(command) ?? null;
  });
  connection.onShutdown(() => window?.close());
  // Whatever ends this process, what waits is told so and the socket goes.
  process.on('exit', () => window?.close());
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      window?.close();
      // The answers need a moment to leave.
      setTimeout(() => process.exit(0), 50);
    });
  }
  connection.listen();

  async function start(folders: readonly string[], dist: string, runtime: string | null): Promise<void> {
    try {
      window = await openWindow({ dist, trusted, onHold: (view) => void connection.sendNotification(METHODS.hold, view), onRecorded: (entry) => void connection.sendNotification(METHODS.recorded, { entry }), onChange: changed }, folders);
      keepPolicy(window);
      side = people(window, dist, runtime);
      await side.putLauncher();
      shells = terminals(window);
      hooks = watchGuardedFiles(window, changed);
      watchPolicies();
      documents.refresh();
      changed();
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
      connection.console.error(`Infrahold cannot listen for hooks: ${failure}`);
      void connection.sendNotification(METHODS.status, { mode: { kind: 'on' }, pauseAllowed: false, waiting: 0, assistants: [], problems: [`Infrahold cannot listen for hooks: ${failure}. What would be held is refused.`] } satisfies StatusView);
    }
  }

  /** What the editor's settings ask for is recorded when it changes, and kept for hooks that find no window. */
  function keepPolicy({ folder, gate }: GuardedWindow): void {
    if (!keepEditorPolicy(folder, policy)) return;
    try {
      gate.record({ event: 'policy', ...nobody(), what: `changed: ${EDITOR_POLICY}`, note: policy === null ? 'taken out' : null });
    } catch {
      // It counts whether or not it could be recorded.
    }
  }

  function lookAgain(): void {
    shells?.refresh();
    documents.refresh();
    changed();
  }

  function changed(): void {
    if (!side) return;
    const status = side.status();
    void connection.sendNotification(METHODS.status, { ...status, problems: [...status.problems, ...(hooks?.problems() ?? [])] } satisfies StatusView);
  }

  /** A policy that changes counts at once, because it is read for every question; here its change is recorded and shown. */
  function watchPolicies(): void {
    for (const path of watched) unwatchFile(path);
    if (!window) return;
    shells?.refresh();
    watched = [window.folder.policy, ...window.folders().map((folder) => join(folder, WORKSPACE_POLICY))];
    for (const path of watched) {
      watchFile(path, { interval: 1000, persistent: false }, (now, before) => {
        if (now.mtimeMs === before.mtimeMs && now.size === before.size) return;
        const what = now.mtimeMs === 0 ? `removed: ${path}` : before.mtimeMs === 0 ? `written: ${path}` : `changed: ${path}`;
        try {
          window?.gate.record({ event: 'policy', ...nobody(), what, note: null });
        } catch {
          // The change counts whether or not it could be recorded.
        }
        lookAgain();
      });
    }
  }

  async function there(): Promise<{ window: GuardedWindow; side: People }> {
    await ready.wait;
    if (!window || !side) throw new ResponseError(2, `Infrahold is not running: ${failure ?? 'it has not started'}`);
    return { window, side };
  }
}

function foldersOf(params: InitializeParams, options: Record<string, unknown>): readonly string[] {
  const given = options['folders'];
  if (Array.isArray(given)) return given.filter((one): one is string => typeof one === 'string');
  return (params.workspaceFolders ?? []).map(({ uri }) => pathOf(uri)).filter((one) => one !== '');
}

function pathOf(uri: string): string {
  return uri.startsWith('file:') ? fileURLToPath(uri) : '';
}

function once<T>(): { readonly wait: Promise<T>; done(value: T): void } {
  let done: (value: T) => void = () => undefined;
  const wait = new Promise<T>((resolve) => (done = resolve));
  return { wait, done };
}
