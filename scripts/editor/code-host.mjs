#!/usr/bin/env node
// A stand-in for the desktop `code` executable: takes the arguments that @vscode/test-electron's runTests() passes, runs the same VS Code
// (server, workbench, extension host) in a headless browser, prints what the tests print and exits with their code.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import { environmentOf, startHost } from './host.mjs';
import { ensureHost } from './install.mjs';
import { launch } from './page.mjs';

const MANY = new Set(['extensionDevelopmentPath', 'install-extension', 'uninstall-extension', 'enable-proposed-api']);
const WITH_VALUE = new Set([...MANY, 'extensionTestsPath', 'user-data-dir', 'extensions-dir', 'folder-uri', 'file-uri', 'profile', 'locale', 'log']);
const SECONDS = Number(process.env.CODE_HOST_TIMEOUT ?? 300);
/** What the workbench says of its own; with extension tests it comes mixed with what they print. */
const NOISE = /^(Resolv(ing|ed) connection token|Creating a socket|\[reconnection-grace-time\]|Updating additional builtin|\[Service Worker\]|\[AgentHost|\[AccountPolicyGate\]|getaddrinfo (ENOTFOUND|EAI_AGAIN)|Failed: getaddrinfo|An unknown error occurred\. Please consult the log)/;

const { options, positional } = parse(process.argv.slice(2));
if (options.version || options['install-extension'] || options['list-extensions'] || options['uninstall-extension']) process.exit(withoutWindow());
else await withWindow();

function parse(args) {
  const options = {};
  const positional = [];
  for (let i = 0; i < args.length; i++) {
    const found = /^--([^=]+)(?:=(.*))?$/s.exec(args[i]);
    if (!found) {
      if (!args[i].startsWith('-')) positional.push(args[i]);
      continue;
    }
    const [, name, inline] = found;
    const value = inline ?? (WITH_VALUE.has(name) ? args[++i] : true);
    if (MANY.has(name)) (options[name] ??= []).push(value);
    else options[name] = value;
  }
  return { options, positional };
}

function withoutWindow() {
  const host = ensureHost({ browser: false });
  const flags = options.version ? ['--version'] : [
    '--accept-server-license-terms',
    ...(options['extensions-dir'] ? ['--extensions-dir', resolve(options['extensions-dir'])] : []),
    ...(options['user-data-dir'] ? ['--user-data-dir', resolve(options['user-data-dir'])] : []),
    ...['install-extension', 'uninstall-extension'].flatMap((name) => (options[name] ?? []).flatMap((value) => [`--${name}`, value])),
    ...['list-extensions', 'show-versions', 'force'].filter((name) => options[name]).map((name) => `--${name}`),
  ];
  return spawnSync(host.node, [host.server, ...flags], { env: environmentOf(process.env, host), stdio: 'inherit' }).status ?? 1;
}

async function withWindow() {
  const folder = mkdtempSync(join(tmpdir(), 'code-host-'));
  const host = await startHost({ folder, smokeDriver: true, args: (options['enable-proposed-api'] ?? []).flatMap((id) => ['--enable-proposed-api', id]) });
  const browser = await launch();
  let ended = false;
  const finish = async (code) => {
    if (ended) return;
    ended = true;
    await browser.close().catch(() => undefined);
    await host.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    process.exit(code);
  };
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => void finish(130));
  setTimeout(() => {
    console.error(`code-host: the tests took longer than ${SECONDS} s`);
    void finish(124);
  }, SECONDS * 1000).unref();

  const page = await (await browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage();
  page.on('crash', () => void finish(1));
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    const line = format(...(args ?? []));
    if (!NOISE.test(line)) (type === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
  });
  await page.exposeFunction('codeAutomationExit', async (code) => {
    await finish(code === 0 ? await endOfExtensionHost(host) : code);
  });
  await page.goto(urlOf(host), { waitUntil: 'domcontentloaded' });
  if (!options.extensionTestsPath) console.log(`code-host: ready at ${host.origin}`);
}

function urlOf(host) {
  const remote = (path) => `vscode-remote://${new URL(host.origin).host}${resolve(path)}`;
  const payload = [
    ['skipWelcome', 'true'],
    ...(options.extensionDevelopmentPath ?? []).map((path) => ['extensionDevelopmentPath', remote(path)]),
    ...(options.extensionTestsPath ? [['extensionTestsPath', remote(options.extensionTestsPath)]] : []),
    ...(options['disable-extensions'] ? [['disableExtensions', 'true']] : []),
  ];
  const target = positional.map((path) => resolve(path)).find((path) => existsSync(path) || mkdirSync(path, { recursive: true }));
  const query = new URLSearchParams(target === undefined ? { ew: 'true' } : { [target.endsWith('.code-workspace') ? 'workspace' : 'folder']: target });
  query.set('payload', JSON.stringify(payload));
  return `${host.origin}/?${query}`;
}

/** A crashed extension host is reported as success; only the server's log tells how it ended. */
async function endOfExtensionHost(host) {
  for (const until = Date.now() + 3000; Date.now() < until; await new Promise((done) => setTimeout(done, 50))) {
    const found = /Extension Host Process exited with code: (\S+), signal: (\S+)\./.exec(host.log());
    if (found) return found[1] === '0' && found[2] === 'null' ? 0 : 1;
  }
  console.error('code-host: no word of how the extension host ended');
  return 1;
}
