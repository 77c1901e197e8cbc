import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { only, type Stage, stage } from './stage';

/** Each command with the program that would be asked about it. */
const COMMANDS: readonly (readonly [command: string, program: string])[] = [
  ['terraform destroy', 'terraform'], ['git reset --hard', 'git'], ['kubectl delete ns shop', 'kubectl'], ['helm uninstall shop', 'helm'], ['aws rds delete-db-instance --db-instance-identifier shop', 'aws'],
  ['gcloud sql instances delete shop', 'gcloud'], ['az group delete -n shop', 'az'], ["sqlite3 shop.db 'DROP TABLE t'", 'sqlite3'], ["psql -h h -d shop -c 'DROP TABLE t'", 'psql'], ['docker volume rm v', 'docker'],
];

function shop(t: TestContext, program: string | null, script = ''): Stage {
  const made = stage(t);
  made.write('shop.db', 'x');
  made.write('.terraform/terraform.tfstate', '{"version":3,"backend":{"type":"s3","config":{}}}');
  const tools = join(made.folder, '../tools');
  if (program !== null) made.write(join(tools, program), `#!/bin/sh\n${script}\n`, 0o755);
  made.env['PATH'] = program === null ? tools : `${tools}:${made.env['PATH']}`;
  return made;
}

async function why(made: Stage, command: string, options: Parameters<Stage['look']>[1] = {}): Promise<string> {
  const looked = only(await made.look(command, { isNamed: () => true, ...options }));
  assert.equal(looked.kind, 'unknown', command);
  return looked.kind === 'unknown' ? looked.why : '';
}

for (const [command, program] of COMMANDS) {
  test(`${command}: a tool that is missing, fails, or belongs to the workspace leaves what exists unknown`, async (t) => {
    assert.match(await why(shop(t, null), command), new RegExp(`${program} is not on PATH`));
    assert.match(await why(shop(t, program, 'echo "error: the credentials have expired" >&2; exit 1'), command), /the credentials have expired/);
    const own = shop(t, null);
    own.write(`bin/${program}`, `#!/bin/sh\ntouch "${own.folder}/ran"\n`, 0o755);
    own.env['PATH'] = join(own.folder, 'bin');
    assert.match(await why(own, command), /belongs to the workspace, so it is not run/);
    assert.equal(existsSync(join(own.folder, 'ran')), false);
  });
}

test('a tool that prints without end is ended, and its answer is not used', async (t) => {
  const made = shop(t, 'kubectl', 'yes "{\\"items\\": []}" | head -c 104857600');
  const started = Date.now();
  assert.match(await why(made, 'kubectl delete ns shop'), /printed more than can be read|could not be read/);
  assert.ok(Date.now() - started < 9000);
});

test('a tool that asks for a password hears nothing, and has no terminal to ask at', async (t) => {
  const made = shop(t, 'helm', 'if (: </dev/tty) 2>/dev/null; then echo "a terminal" >&2; exit 1; fi\nread -r answer || { echo "error: no password was given" >&2; exit 1; }');
  assert.match(await why(made, 'helm uninstall shop'), /no password was given/);
});

test('a tool that hangs is ended with what it started when the hold ends', async (t) => {
  const made = shop(t, 'terraform', 'sleep 300 & echo $! > "$HOME/../child"; wait');
  const ending = new AbortController();
  const looking = made.look('terraform destroy', { signal: ending.signal, changing: true });
  const note = join(made.folder, '../child');
  for (let i = 0; !existsSync(note) || readFileSync(note, 'utf8') === ''; i += 1) {
    assert.ok(i < 200, 'the tool was not started');
    await new Promise((done) => setTimeout(done, 50));
  }
  const child = Number(readFileSync(note, 'utf8'));
  const started = Date.now();
  ending.abort();
  const looked = only(await looking);
  assert.match(looked.kind === 'unknown' ? looked.why : '', /took too long/);
  assert.ok(Date.now() - started < 2000);
  for (let i = 0; isAlive(child) && i < 40; i += 1) await new Promise((done) => setTimeout(done, 50));
  assert.equal(isAlive(child), false);
});

test('a tool that hangs by itself is given up after ten seconds', async (t) => {
  const made = shop(t, 'docker', 'exec sleep 300');
  const started = Date.now();
  assert.match(await why(made, 'docker volume rm v'), /took too long/);
  const took = Date.now() - started;
  assert.ok(took > 9000 && took < 13_000, `${took} ms`);
});

test('half an answer of git is none', async (t) => {
  // It says where it stands, and then no more in time, or too much.
  for (const [script, why1] of [['exec sleep 300', /took too long|could not be looked up/], ['yes x | head -c 8000000', /more than can be read/]] as const) {
    const made = shop(t, 'git', `case "$*" in *rev-parse*) echo "${'$'}PWD" ;; *config*) exit 1 ;; *" diff "*|"diff "*) ${script} ;; *) exec /usr/bin/git "$@" ;; esac`);
    assert.match(await why(made, 'git checkout -- .'), why1);
  }
});

test('several commands are shown one by one, as they come', async (t) => {
  const made = shop(t, 'docker', 'sleep 1; echo "Cannot connect to the daemon" >&2; exit 1');
  const states: number[] = [];
  const sights = await made.look('rm -rf missing-folder; docker volume rm v', { onSight: (sofar) => void states.push(sofar.length) });
  assert.deepEqual([states, sights.map(({ looked }) => looked.kind)], [[1, 2], ['known', 'unknown']]);
});

test('what would run elsewhere, or in a folder that is not known, is not looked up here', async (t) => {
  const made = shop(t, null);
  assert.match(await why(made, "ssh prod-1 'terraform destroy -auto-approve'"), /would run on prod-1/);
  assert.match(await why(made, 'cd "$SOMEWHERE" && terraform destroy'), /folder it would run in/);
  assert.match(await why(made, 'export AWS_PROFILE=$(pick); aws rds delete-db-instance --db-instance-identifier shop'), /AWS_PROFILE is set to something/);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
