// Starts a private VS Code server on a free loopback port, with its own settings, extensions and home, and takes it down again.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ensureHost } from './install.mjs';

/** A quiet workbench: no welcome, no sign-in, no updates. The terminal is drawn as text so that tests can read it. */
export const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'terminal.integrated.gpuAcceleration': 'off',
  'editor.accessibilitySupport': 'off',
  'git.openRepositoryInParentFolders': 'never',
};

/** Workspaces are not trusted until somebody says so; nothing asks at the start. */
const ASKS_FOR_TRUST = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never', 'security.workspace.trust.emptyWindow': false };

/**
 * `vsix`: packages to install. `settings`: user settings over SETTINGS. `env`: environment of the server, and so of the extension host.
 * `files`: paths under the user data folder to texts. `smokeDriver`: needed by tests inside the extension host; it also hides notifications. `trust`: folders are not trusted at first.
 * `folder`: keep data there in place of a temporary folder that close() deletes.
 */
export async function startHost({ vsix = [], settings = {}, env = {}, files = {}, smokeDriver = false, trust = false, folder, port = 0, browser = true, args = [] } = {}) {
  const host = ensureHost({ browser });
  const dir = folder ?? mkdtempSync(join(tmpdir(), 'infrahold-editor-'));
  const data = join(dir, 'data');
  const extensions = join(dir, 'extensions');
  mkdirSync(join(data, 'User'), { recursive: true });
  mkdirSync(extensions, { recursive: true });
  writeFileSync(join(data, 'User', 'settings.json'), JSON.stringify({ ...SETTINGS, ...(trust ? ASKS_FOR_TRUST : {}), ...settings }, null, 2));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(data, path), text);
  const environment = environmentOf({ ...process.env, ...env }, host);
  const base = [host.server, '--accept-server-license-terms', '--user-data-dir', data, '--extensions-dir', extensions, '--server-data-dir', join(dir, 'server')];
  if (vsix.length > 0) {
    const { status, stdout, stderr } = spawnSync(host.node, [...base, ...vsix.flatMap((one) => ['--install-extension', one]), '--force'], { env: environment, encoding: 'utf8' });
    if (status !== 0) throw new Error(`the extension could not be installed\n${stdout}${stderr}`);
  }
  const flags = ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--disable-telemetry', '--disable-getting-started-override', '--force-disable-user-env', ...(trust ? [] : ['--disable-workspace-trust'])];
  const server = spawn(host.node, [...base, ...flags, ...(smokeDriver ? ['--enable-smoke-test-driver'] : []), ...args], { env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  const origin = await new Promise((resolve, reject) => {
    const listen = (chunk) => {
      log += chunk;
      const found = /Web UI available at http:\/\/[^:]+:(\d+)/.exec(log);
      if (found) resolve(`http://127.0.0.1:${found[1]}`);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    server.on('exit', (code) => reject(new Error(`the VS Code server ended early (${code})\n${log}`)));
  });
  return {
    origin,
    dir,
    data,
    pid: server.pid,
    log: () => log,
    url: (workspace) => `${origin}/?folder=${encodeURIComponent(workspace)}`,
    async close() {
      await stop(server);
      if (folder === undefined) rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Ends the server and what it started: they share a process group. */
export async function stop(server) {
  if (server.exitCode === null && server.signalCode === null) {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    signal(server.pid, 'SIGTERM');
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
  }
  signal(server.pid, 'SIGKILL');
}

function signal(pid, name) {
  try {
    process.kill(-pid, name);
  } catch {
    // Gone already.
  }
}

/** Variables of an editor this one was started from would make the server believe that it belongs to it. */
export function environmentOf(env, host) {
  const kept = Object.entries(env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name));
  return { ...Object.fromEntries(kept), PATH: `${env.PATH}${delimiter}${dirname(host.node)}` };
}
