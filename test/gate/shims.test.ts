import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SHIM_TOOLS } from '../../src/gate/shim-tools';
import { posixShim } from '../../src/gate/shims';
import { METHODS } from '../../src/protocol/messages';
import { bash, brain, hook, house, until, type Brain, type House } from './house';

/** Programs of the tests' own, first on PATH: they leave a mark and do nothing else. */
const DESTROY = ['destroy', '-auto-approve'];
const CLAUDE = { CLAUDECODE: '1' };

let made: House;
let window: Brain;
let shims: string;
before(async () => {
  made = house(process.env['INFRAHOLD_DIST'] ?? null);
  fake('terraform', `printf '%s\\n' "terraform $*" >>"$MARKS"; exit \${EXIT-0}`);
  window = await brain(made);
  shims = join(made.infrahold, 'shims');
  await until(() => existsSync(join(shims, 'terraform')), () => 'no shim was written');
});
after(async () => {
  await window.close();
  made.remove();
});

function fake(name: string, text: string, folder = made.bin): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\nMARKS='${join(made.root, 'marks')}'\n${text}\n`, { mode: 0o755 });
}

interface Run {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(program: string, args: readonly string[], env: Record<string, string> = {}, input = '', cwd = made.shop) {
  const child = spawn(program, args, { cwd, env: terminal(env), stdio: ['pipe', 'pipe', 'pipe'] });
  made.started.push(child);
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('latin1')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const done = new Promise<Run>((resolve) => child.on('close', (exit, signal) => resolve({ exit, signal, stdout, stderr })));
  return { child, done };
}

/** What the editor gives its terminals. */
function terminal(more: Record<string, string> = {}): Record<string, string> {
  const env = made.env();
  // A shell counts how deep it is; at the outermost one bash takes Node's pipes for a network.
  return { ...env, SHLVL: '1', PATH: `${shims}:${env['PATH']}`, BASH_ENV: join(made.infrahold, 'shims.bash'), ...more };
}

function waiting() {
  return [...window.holds.values()].filter(({ resolution }) => resolution === null);
}

async function marksOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const already = made.ran().length;
  await work();
  return made.ran().slice(already);
}

test('an assistant that destroys waits, and a rejection is words and 126', async () => {
  const ran = await marksOf(async () => {
    const asked = start('terraform', DESTROY, CLAUDE);
    const hold = await window.hold(({ resolution }) => resolution === null);
    assert.deepEqual([hold.gate, hold.assistant, hold.what, hold.cwd], ['shim', 'claude', 'terraform destroy -auto-approve', made.shop]);
    await window.answer(hold, 'reject', 'not today');
    const { exit, stderr, stdout } = await asked.done;
    assert.deepEqual([exit, stdout], [126, '']);
    assert.match(stderr, /not today/);
    assert.match(stderr, /nothing ran/i);
  });
  assert.deepEqual(ran, []);
});

test('a release runs the real program in its place, once, with its own arguments, input, output and exit code', async () => {
  const strange = ['destroy', '-auto-approve', '-var=a b', "it's", '"q"', '$HOME', 'two\nlines', '*', ''];
  fake('terraform', `printf '%s\\n' ran >>"$MARKS"; for one in "$@"; do printf '[%s]' "$one"; done; cat | wc -c; exit 7`);
  const ran = await marksOf(async () => {
    const asked = start('terraform', strange, CLAUDE, 'x'.repeat(1024 * 1024));
    const hold = await window.hold(({ resolution }) => resolution === null);
    await window.answer(hold, 'release');
    const { exit, stdout } = await asked.done;
    assert.equal(exit, 7);
    assert.equal(stdout.replace(/\s*\d+\s*$/, ''), strange.map((one) => `[${one}]`).join(''));
    assert.match(stdout, /1048576\s*$/);
  });
  assert.deepEqual(ran, ['ran']);
  fake('terraform', `printf '%s\\n' "terraform $*" >>"$MARKS"; exit \${EXIT-0}`);
});

const HARMLESS: readonly (readonly [args: readonly string[], env: Record<string, string>])[] = [
  [['plan'], CLAUDE],
  [['plan', '-destroy', '-out', 'p'], CLAUDE],
  [['state', 'list'], CLAUDE],
  [['--version'], CLAUDE],
  [['destroy', '--help'], CLAUDE],
  // Doubt: asked, judged, and let through.
  [['-chdir=x', 'plan'], CLAUDE],
  [['init'], { ...CLAUDE, EXIT: '3' }],
];
for (const [args, env] of HARMLESS) {
  test(`terraform ${args.join(' ')} passes`, async () => {
    const ran = await marksOf(async () => assert.equal((await start('terraform', args, env).done).exit, Number(env['EXIT'] ?? 0)));
    assert.deepEqual(ran, [`terraform ${args.join(' ')}`]);
    assert.deepEqual(waiting(), []);
  });
}

test('an assistant without a marker is known by what it was started from', async () => {
  fake('aider', 'terraform destroy -auto-approve');
  const ran = await marksOf(async () => {
    const asked = start('aider', []);
    const hold = await window.hold(({ resolution }) => resolution === null);
    assert.equal(hold.assistant, 'aider');
    await window.answer(hold, 'reject');
    await asked.done;
  });
  assert.deepEqual(ran, []);
});

/** A process that nothing above it started: a test may well run below an assistant. */
async function orphan(line: string, env: Record<string, string> = {}): Promise<string> {
  const out = join(made.root, `orphan-${Math.random().toString(36).slice(2)}`);
  start('sh', ['-c', `( ${line}; echo "exit $?" >'${out}.done' ) >'${out}' 2>&1 &`], env);
  await until(() => existsSync(`${out}.done`) && readFileSync(`${out}.done`, 'utf8') !== '', () => `${line} does not end: ${readFileSync(out, 'utf8')}`);
  return readFileSync(out, 'utf8') + readFileSync(`${out}.done`, 'utf8');
}

test("a person's own command is not asked about", async () => {
  const ran = await marksOf(async () => assert.equal(await orphan('sleep 0.2; terraform destroy -auto-approve'), 'exit 0\n'));
  assert.deepEqual(ran, ['terraform destroy -auto-approve']);
  assert.deepEqual(waiting(), []);
});

test('unless the policy says everyone', async () => {
  const policy = join(made.shop, '.infrahold', 'policy.yaml');
  const file = join(made.infrahold, 'run', 'terminals');
  mkdirSync(join(made.shop, '.infrahold'), { recursive: true });
  writeFileSync(policy, 'version: 1\nterminals: everyone\n');
  await until(() => existsSync(file), () => 'the window does not say so');
  const ran = await marksOf(async () => {
    const asked = orphan('sleep 0.2; terraform destroy -auto-approve');
    const hold = await window.hold(({ resolution }) => resolution === null);
    assert.equal(hold.assistant, 'terminal');
    await window.answer(hold, 'reject', 'ask first');
    assert.match(await asked, /ask first[\s\S]*exit 126/);
  });
  assert.deepEqual(ran, []);
  writeFileSync(policy, 'version: 1\n');
  await until(() => !existsSync(file), () => 'it still says so');
});

test('what a released make recipe starts is not asked again, and what follows is', async () => {
  writeFileSync(join(made.shop, 'Makefile'), 'destroy:\n\tterraform destroy -auto-approve\n');
  const ran = await marksOf(async () => {
    const hooked = hook(made, 'claude', bash('make destroy', made));
    const hold = await window.hold(({ resolution }) => resolution === null);
    assert.equal(hold.gate, 'hook');
    await window.answer(hold, 'release');
    assert.equal((await hooked.done).words, '');
    assert.equal((await start('make', ['destroy'], CLAUDE).done).exit, 0);
    const again = start('make', ['destroy'], CLAUDE);
    const second = await window.hold(({ resolution }) => resolution === null);
    assert.equal(second.gate, 'shim');
    await window.answer(second, 'reject');
    assert.equal((await again.done).exit, 2);
  });
  assert.deepEqual(ran, ['terraform destroy -auto-approve']);
});

test('what the shell makes of a released command is covered, each thing once', async () => {
  const hooked = hook(made, 'claude', bash('for one in $(cat names); do kubectl delete namespace $one; done', made));
  await window.answer(await window.hold(({ resolution }) => resolution === null), 'release');
  assert.equal((await hooked.done).words, '');
  const ran = await marksOf(async () => {
    for (const name of ['a', 'b']) assert.equal((await start('kubectl', ['delete', 'namespace', name], CLAUDE).done).exit, 0);
    for (const args of [['delete', 'namespace', 'a'], ['delete', 'persistentvolumeclaim', 'c']]) {
      const again = start('kubectl', args, CLAUDE);
      await window.answer(await window.hold(({ resolution }) => resolution === null), 'reject');
      assert.equal((await again.done).exit, 126);
    }
  });
  assert.deepEqual(ran.filter((line) => line.includes(' delete ')), ['kubectl delete namespace a', 'kubectl delete namespace b']);
});

test("a release in one folder covers nothing in another, and not another assistant's", async () => {
  const other = join(made.root, 'other');
  mkdirSync(other, { recursive: true });
  const hooked = hook(made, 'claude', bash('terraform destroy -auto-approve', made));
  await window.answer(await window.hold(({ resolution }) => resolution === null), 'release');
  await hooked.done;
  const ran = await marksOf(async () => {
    for (const [env, cwd] of [[CLAUDE, other], [{ GEMINI_CLI: '1' }, made.shop]] as const) {
      const asked = start('terraform', DESTROY, env, '', cwd);
      await window.answer(await window.hold(({ resolution }) => resolution === null), 'reject');
      assert.equal((await asked.done).exit, 126);
    }
    assert.equal((await start('terraform', DESTROY, CLAUDE).done).exit, 0);
  });
  assert.deepEqual(ran, ['terraform destroy -auto-approve']);
});

test('a shim that is killed while it waits takes its hold with it, and nothing runs', async () => {
  const ran = await marksOf(async () => {
    const asked = start('terraform', DESTROY, CLAUDE);
    const hold = await window.hold(({ resolution }) => resolution === null);
    asked.child.kill('SIGKILL');
    await until(() => window.holds.get(hold.id)?.resolution !== null, () => 'it still waits');
    assert.equal(window.holds.get(hold.id)?.resolution?.kind, 'withdrawn');
  });
  assert.deepEqual(ran, []);
});

const PTY = `
import os, pty, signal, sys, time
mode, program, args = sys.argv[1], sys.argv[2], sys.argv[3:]
pid, master = pty.fork()
if pid == 0:
    os.execvp(program, [program] + args)
out = b''
sent = False
while True:
    try:
        chunk = os.read(master, 4096)
    except OSError:
        break
    if not chunk:
        break
    out += chunk
    if b'yes/no' in out and not sent:
        sent = True
        os.write(master, b'yes\\n' if mode == 'yes' else b'\\x03')
_, status = os.waitpid(pid, 0)
sys.stdout.write(out.decode())
sys.stdout.write('STATUS %s\\n' % (('signal %d' % os.WTERMSIG(status)) if os.WIFSIGNALED(status) else ('exit %d' % os.WEXITSTATUS(status))))
`;

for (const [mode, expected] of [['yes', /tty tty[\s\S]*you said yes[\s\S]*STATUS exit 5/], ['ctrl-c', /tty tty[\s\S]*STATUS signal 2/]] as const) {
  test(`an interactive program keeps its terminal after its release: ${mode}`, async () => {
    writeFileSync(join(made.root, 'answering.py'), PTY);
    fake('terraform', `[ -t 0 ] && [ -t 1 ] && printf 'tty tty\\n'; printf 'yes/no? '; read -r answer; printf 'you said %s\\n' "$answer"; exit 5`);
    const asked = start('python3', [join(made.root, 'answering.py'), mode, 'terraform', ...DESTROY], CLAUDE);
    await window.answer(await window.hold(({ resolution }) => resolution === null), 'release');
    const { stdout, stderr } = await asked.done;
    fake('terraform', `printf '%s\\n' "terraform $*" >>"$MARKS"; exit \${EXIT-0}`);
    assert.match(stdout + stderr, expected);
  });
}

test('Ctrl-C while it waits ends it, and the hold with it', async () => {
  writeFileSync(join(made.root, 'interrupting.py'), PTY.replace("if b'yes/no' in out", 'if False').replace('out = b', 'time.sleep(2.5)\nos.write(master, b"\\x03")\nout = b'));
  const ran = await marksOf(async () => {
    const asked = start('python3', [join(made.root, 'interrupting.py'), 'ctrl-c', 'terraform', ...DESTROY], CLAUDE);
    const hold = await window.hold(({ resolution }) => resolution === null);
    const { stdout } = await asked.done;
    assert.match(stdout, /STATUS (?:signal 2|exit 1(?:26|30))/);
    assert.match(stdout, /this is held; it waits for a person/);
    await until(() => window.holds.get(hold.id)?.resolution !== null, () => 'it still waits');
  });
  assert.deepEqual(ran, []);
});

test('bash -lc: a profile that sets PATH anew does not lead past the shims', async () => {
  writeFileSync(join(made.home, '.bash_profile'), `PATH='${made.bin}:/usr/bin:/bin'\n`);
  const ran = await marksOf(async () => {
    const asked = start('bash', ['-lc', 'terraform destroy -auto-approve; echo "said $?"'], CLAUDE);
    await window.answer(await window.hold(({ resolution }) => resolution === null), 'reject');
    assert.match((await asked.done).stdout, /said 126/);
  });
  assert.deepEqual(ran, []);
});

test('what a person had in BASH_ENV is read as before', async () => {
  const own = join(made.root, 'own.bash');
  writeFileSync(own, 'OWN=read\n');
  const { stdout, stderr } = await start('bash', ['-c', 'echo "$OWN"'], { INFRAHOLD_BASH_ENV: own }).done;
  assert.deepEqual([stdout, stderr], ['read\n', '']);
});

test('shims that find each other on PATH find the real program in the end', async () => {
  const copies = join(made.root, 'copies');
  mkdirSync(copies, { recursive: true });
  copyFileSync(join(shims, 'terraform'), join(copies, 'terraform'));
  chmodSync(join(copies, 'terraform'), 0o755);
  const path = (folders: readonly string[]) => ({ ...CLAUDE, PATH: folders.join(':') });
  const ran = await marksOf(async () => {
    assert.equal((await start(join(shims, 'terraform'), ['plan'], path([shims, copies, shims, made.bin])).done).exit, 0);
    assert.equal((await start(join(shims, 'terraform'), ['plan'], path([copies, shims, copies])).done).exit, 127);
  });
  assert.deepEqual(ran, ['terraform plan']);
});

/** What a shim's first lines say of a command, worked out from the same words. */
function isTakenForHarmless(name: string, args: readonly string[]): boolean {
  const { harmless, doubt = [], flat } = SHIM_TOOLS[name] ?? { harmless: '' };
  const fits = (glob: string, text: string) => new RegExp(`^${glob.replace(/[.+?^${}()|\\]/g, '\\$&').replaceAll('*', '[^]*')}$`).test(text);
  if (doubt.some((glob) => fits(glob.replaceAll("'", ''), ` ${args.join(' ')} `))) return false;
  if (harmless.split(' ').some((words) => words !== '' && args.length >= words.split('/').length && fits(words, args.slice(0, words.split('/').length).join('/')))) return true;
  return (args.length === 1 && /^--(?:help|version)$/.test(args[0] ?? '')) || (!flat && args.length === 2 && args[1] === '--help');
}

test('no command that the corpus holds is taken for harmless by a shim', () => {
  const folder = join(process.cwd(), 'test', 'corpus');
  const lines = readdirSync(folder).filter((file) => file.endsWith('.tsv')).flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n').slice(1));
  let looked = 0;
  const wrong = lines.filter((line) => {
    const [, expect = '', shell, text = ''] = line.split('\t');
    const [name = '', ...args] = text.split(/\s+/);
    if (shell !== 'bash' || !/^(?:hold|deny)$/.test(expect) || !Object.hasOwn(SHIM_TOOLS, name) || /[;&|`$<>(){}]/.test(text)) return false;
    looked += 1;
    return isTakenForHarmless(name, args.map((one) => one.replace(/^(['"])(.*)\1$/, '$2')));
  });
  assert.deepEqual(wrong, []);
  assert.ok(looked > 300, `only ${looked} were looked at`);
});

test('every shim is a script that sh can read', () => {
  for (const [name, tool] of Object.entries(SHIM_TOOLS)) {
    const { status, stderr } = spawnSync('sh', ['-n'], { input: posixShim(name, tool, "/home/o'neil/.infrahold"), encoding: 'utf8' });
    assert.deepEqual([name, status, stderr], [name, 0, '']);
  }
});

test('a destructive command that no gate saw is recorded as such, with a reason', async () => {
  const seen = (commandLine: string, variables: readonly string[]) => window.connection.sendRequest(METHODS.seenInTerminal, { commandLine, cwd: made.shop, shell: null, variables });
  const [path, own, harmless] = await Promise.all([seen('/opt/bin/terraform destroy -target=terraform_data.zz -auto-approve', ['COPILOT_AGENT']), seen('terraform destroy -target=terraform_data.zz -auto-approve', []), seen('terraform plan', ['COPILOT_AGENT'])]);
  assert.deepEqual([own, harmless], [null, null]);
  assert.match((path as { reason: string }).reason, /by its path/);
  const [entry] = made.audit().filter(({ event }) => event === 'bypass');
  assert.deepEqual([entry?.assistant, entry?.what], ['copilot', '/opt/bin/terraform destroy -target=terraform_data.zz -auto-approve']);
  assert.match(entry?.note ?? '', /ran without a hold/);
});

test('a command that a shim asks about a moment later did not run unseen', async () => {
  const commandLine = 'terraform destroy -target=terraform_data.seen -auto-approve';
  const answer = window.connection.sendRequest(METHODS.seenInTerminal, { commandLine, cwd: made.shop, shell: null, variables: ['CLAUDECODE'] });
  const asked = start('terraform', commandLine.split(' ').slice(1), CLAUDE);
  await window.answer(await window.hold(({ resolution }) => resolution === null), 'reject');
  await asked.done;
  assert.equal(await answer, null);
});

test('with the window gone what would be held is refused with words, and what is harmless passes', async () => {
  await window.close();
  const ran = await marksOf(async () => {
    const { exit, stderr } = await start('terraform', DESTROY, CLAUDE).done;
    assert.equal(exit, 126);
    assert.match(stderr, /No editor window is open/);
    assert.equal((await start('terraform', ['-chdir=x', 'plan'], CLAUDE).done).exit, 0);
  });
  assert.deepEqual(ran, ['terraform -chdir=x plan']);
});

test('without the launcher nothing of an assistant runs', async () => {
  const bare = join(made.root, 'bare');
  mkdirSync(join(bare, 'shims'), { recursive: true });
  writeFileSync(join(bare, 'shims', 'terraform'), posixShim('terraform', SHIM_TOOLS['terraform'] ?? { harmless: '' }, bare), { mode: 0o755 });
  const ran = await marksOf(async () => {
    const { exit, stderr } = await start(join(bare, 'shims', 'terraform'), DESTROY, CLAUDE).done;
    assert.equal(exit, 126);
    assert.match(stderr, /launcher is missing/);
  });
  assert.deepEqual(ran, []);
});

test('no shim is left after the guard was taken out', async () => {
  assert.notDeepEqual(readdirSync(shims), []);
  const { exit } = await start(made.launcher, ['uninstall', '--all', '--yes']).done;
  assert.equal(exit, 0);
  assert.equal(existsSync(shims), false);
  assert.equal(existsSync(join(made.infrahold, 'shims.bash')), false);
  const ran = await marksOf(async () => assert.equal((await start('terraform', DESTROY, CLAUDE).done).exit, 0));
  assert.deepEqual(ran, ['terraform destroy -auto-approve']);
});
