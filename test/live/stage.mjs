// One assistant's throwaway machine: a home, a workspace, programs that leave a mark and do nothing else, the scripted model, and the window.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startModel } from './model.mjs';
import { openWindow } from './window.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const MAIN_TF = 'resource "aws_db_instance" "main" {\n  deletion_protection = true\n}\n';

/** `place`: a folder of its own; `bin`: the marking programs, which stand in the place of every real one of their names; `marks`: what they write to. */
export async function openStage({ assistant, packages, dist, place, bin, marks }) {
  const [home, shop] = [join(place, 'home'), join(place, 'shop')];
  for (const folder of [home, shop]) mkdirSync(folder, { recursive: true });
  const model = await startModel();
  // A login shell sets PATH anew; the person's own profile comes after that.
  writeFileSync(join(home, '.bash_profile'), `PATH='${bin}':$PATH\n`);
  const env = { HOME: home, INFRAHOLD_HOME: join(home, '.infrahold'), PATH: `${bin}:${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`, LANG: 'C.UTF-8', TERM: 'xterm-256color', SHELL: '/bin/bash', USER: 'person', LOGNAME: 'person', DO_NOT_TRACK: '1', NO_COLOR: '1', NO_UPDATE_NOTIFIER: '1' };
  const stage = {
    assistant, home, shop, model, packages,
    base: model.base,
    launcher: join(home, '.infrahold', 'bin', 'infrahold'),
    mcp: { command: process.execPath, args: [join(here, 'mcp-server.mjs'), marks] },
    package: (...parts) => join(packages, 'node_modules', ...parts),
    put(path, content) {
      const file = join(home, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    },
    file: (name) => readText(join(shop, name)),
    /** How often a program was run with exactly these words. */
    ran: (line) => readText(marks).split('\n').filter((one) => one === line).length,
    openWindow: () => openWindow({ dist, folders: [shop], env }),
    /** The workspace as it was at first. */
    tidy() {
      writeFileSync(join(shop, 'main.tf'), MAIN_TF);
      writeFileSync(join(shop, 'README.md'), '# shop\n');
    },
    /** Puts the hook in, or takes it out, as a person does. */
    guard(action) {
      const done = stage.run([process.execPath, join(dist, 'hook.js'), action, assistant.id, '--yes']);
      if (done.status !== 0) throw new Error(`infrahold ${action} ${assistant.id}: ${done.stdout}${done.stderr}`);
    },
    policy: (text) => stage.put('.infrahold/policy.yaml', text),
    start(argv, more = {}) {
      const child = spawn(argv[0], argv.slice(1), { cwd: shop, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
      const told = { text: '', ended: false };
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (told.text = (told.text + chunk).slice(-4000)));
      child.on('error', (error) => (told.text += String(error)));
      child.on('close', () => (told.ended = true));
      return { told, end: () => endGroup(child) };
    },
    run: (argv, more = {}) => spawnSync(argv[0], argv.slice(1), { cwd: shop, env: { ...env, ...more }, encoding: 'utf8', timeout: 60_000 }),
    hooks: () => hooksOf(stage.launcher),
    close: () => model.close(),
  };
  stage.tidy();
  stage.run(['git', 'init', '-q', '.']);
  stage.run(['git', 'add', '-A']);
  stage.run(['git', '-c', 'user.name=person', '-c', 'user.email=person@example.com', 'commit', '-qm', 'shop']);
  // What the assistant itself needs comes first, so that the hook is merged beside it.
  await assistant.prepare(stage);
  stage.guard('install');
  return stage;
}

function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Processes of the launcher and what it waits on, the launcher first. */
function hooksOf(launcher) {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => ({ pid: Number(name), argv: readText(`/proc/${name}/cmdline`).split('\0') }));
  const shells = all.filter(({ argv }) => argv[1] === launcher && argv[2] === 'hook');
  return [...shells, ...all.filter(({ argv }) => /(?:^|\/)curl$/.test(argv[0]) && argv.includes('-K'))].map(({ pid }) => pid);
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
