// `npm start`: installs what is missing, builds, and opens Infrahold in a real VS Code on examples/shop.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const shop = join(root, 'examples', 'shop');
const windows = process.platform === 'win32';

if (!installed()) run(windows ? 'npm.cmd' : 'npm', ['ci', '--no-fund', '--no-audit']);
run(process.execPath, [join(root, 'scripts', 'build.mjs')]);
await ((await onPath()) || (await downloaded()) || embedded());

function installed() {
  const lock = join(root, 'package-lock.json');
  const done = join(root, 'node_modules', '.package-lock.json');
  return existsSync(done) && statSync(done).mtimeMs >= statSync(lock).mtimeMs - 1000;
}

/** The person's own VS Code, or an editor built on it. */
async function onPath() {
  const names = process.env.INFRAHOLD_CODE ? [process.env.INFRAHOLD_CODE] : ['code', 'code-insiders', 'codium', 'cursor'];
  const name = names.find((one) => spawnSync(one, ['--version'], { stdio: 'ignore', shell: windows }).status === 0);
  if (name === undefined) return false;
  console.log(`opening ${name} on ${shop}`);
  return await stays(name, ['--new-window', '--wait', `--extensionDevelopmentPath=${root}`, shop]);
}

/** A VS Code that @vscode/test-electron downloads, where there is a network and a screen for it. */
async function downloaded() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return false;
  try {
    const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
    const code = await downloadAndUnzipVSCode({ cachePath: join(root, '.vscode-test') });
    console.log(`opening the VS Code in ${dirname(code)} on ${shop}`);
    return await stays(code, ['--new-window', '--wait', `--extensionDevelopmentPath=${root}`, `--user-data-dir=${join(root, '.vscode-test', 'start')}`, shop]);
  } catch (error) {
    console.log(`VS Code could not be downloaded (${error.message}); starting the embedded one`);
    return false;
  }
}

/** VS Code in the browser, from npm, with Infrahold installed in it. */
async function embedded() {
  const { startHost } = await import('./editor/host.mjs');
  const { pack } = await import('./package.mjs');
  const dir = mkdtempSync(join(tmpdir(), 'infrahold-start-'));
  const { out } = pack(join(dir, 'infrahold.vsix'));
  const host = await startHost({ vsix: [out], folder: dir, browser: false, port: Number(process.env.PORT ?? 0), settings: { 'chat.disableAIFeatures': false, 'workbench.startupEditor': 'none' } });
  console.log(`\nInfrahold runs in VS Code at\n\n  ${host.url(shop)}\n\nOpen it in a browser and run “Infrahold: Rehearse” from the command palette (F1). Ctrl-C ends it.`);
  const end = async () => {
    await host.close();
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

/** Runs until the window closes; Ctrl-C reaches the editor through the terminal's process group. */
function stays(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', shell: windows });
    process.once('SIGINT', () => child.kill('SIGINT'));
    child.on('error', () => resolve(false));
    child.on('exit', () => resolve(true));
  });
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: windows });
  if (status !== 0) process.exit(status ?? 1);
}
