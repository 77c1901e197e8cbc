import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import type { CodeAction, CodeLens, Diagnostic, Hover, TextDocumentEdit, TextEdit } from 'vscode-languageserver-protocol';
import { METHODS, type MarkResult, type ReviewedView, type UnreviewedView } from '../../../src/protocol/messages';
import { bash, brain, git, hook, house, until, type Brain, type House } from '../../gate/house';

const DB = 'resource "aws_db_instance" "main" {\n  engine              = "postgres"\n  deletion_protection = true\n}\n';
const QUEUE = 'resource "aws_sqs_queue" "mail" {\n  name = "mail"\n}\n';
const CLAIM = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: orders\n';
const UNPROTECTED = DB.replace('deletion_protection = true', 'deletion_protection = false');
const RENAMED = DB.replace('"main"', '"primary"');

let made: House;
let window: Brain;
let version = 1;
const diagnostics = new Map<string, (Omit<Diagnostic, 'message'> & { readonly message: string })[]>();

before(async () => {
  made = await house();
  made.putLauncher();
  for (const [file, text] of [['infra/main.tf', `${DB}\n${QUEUE}`], ['other/main.tf', QUEUE], ['k8s/orders.yaml', CLAIM], ['closed/main.tf', DB], ['before/main.tf', DB]] as const) write(file, text);
  git(made.shop, 'init', '-q');
  commit();
  write('before/main.tf', '# gone\n');
  window = await brain(made);
  window.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics: found }) => void diagnostics.set(uri, found));
});
after(async () => {
  await window.close();
  assert.deepEqual(made.ran().filter((line) => !/^tofu show -json/.test(line)), [], 'nothing may ever have run but a look at a plan');
  made.remove();
});

test('what changed before the window opened is flagged', async () => {
  await until(() => (diagnostics.get(uri('before/main.tf')) ?? []).length === 1, () => JSON.stringify([...diagnostics]));
  const listed = await window.connection.sendRequest<UnreviewedView[]>(METHODS.unreviewed, null);
  assert.deepEqual(listed, [{ uri: uri('before/main.tf'), messages: ['would delete aws_db_instance.main, which holds data'] }]);
  git(made.shop, 'checkout', '-q', '--', 'before/main.tf');
  await told('before/main.tf');
  await until(() => diagnostics.get(uri('before/main.tf'))?.length === 0, () => 'it is still flagged');
});

test('a file that changes on disk behind the editor is flagged, and a file that goes', async () => {
  write('closed/main.tf', UNPROTECTED);
  await told('closed/main.tf');
  await until(() => (diagnostics.get(uri('closed/main.tf')) ?? []).length > 0, () => 'nothing is flagged');
  assert.match(diagnostics.get(uri('closed/main.tf'))?.[0]?.message ?? '', /would weaken the protection of aws_db_instance\.main: deletion_protection switched off/);
  rmSync(join(made.shop, 'closed/main.tf'));
  await told('closed/main.tf');
  await until(() => diagnostics.get(uri('closed/main.tf'))?.some(({ message }) => /would delete aws_db_instance\.main/.test(message)) === true, () => JSON.stringify(diagnostics.get(uri('closed/main.tf'))));
  write('closed/main.tf', DB);
  await told('closed/main.tf');
  await until(() => diagnostics.get(uri('closed/main.tf'))?.length === 0, () => 'it is still flagged');
});

test('a change shows as a diagnostic, a hover and a note above its block, and every action mends it', async () => {
  const at = await open('infra/main.tf');
  await change(at, `${RENAMED}\n${QUEUE}`);
  const [found] = await flagged(at);
  assert.equal(found?.range.start.line, 0);
  const hover = await window.connection.sendRequest<Hover>('textDocument/hover', { textDocument: { uri: at }, position: { line: 0, character: 3 } });
  assert.match((hover.contents as { value: string }).value, /renamed to aws\\_db\\_instance\.primary[\s\S]*\*Why:\*[\s\S]*\*Instead:\*[\s\S]*the last commit/);
  const lenses = await window.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: at } });
  assert.deepEqual(lenses.map(({ range, command }) => [range.start.line, command?.title, command?.arguments]), [[0, 'would delete aws_db_instance.main, which holds data: renamed to aws_db_instance.primary without a moved block', [at]]]);
  const mending = (await actions(at, 0)).filter(({ edit, title }) => edit !== undefined && !title.startsWith('Waive'));
  assert.deepEqual(mending.map(({ title }) => title.replace(/:.*/, '')), ['Restore aws_db_instance.main', 'Add a moved block', 'Keep aws_db_instance.main']);
  for (const { title, edit } of mending) {
    await change(at, applied(`${RENAMED}\n${QUEUE}`, textEdits(edit)));
    assert.deepEqual(diagnostics.get(at), [], title);
    await change(at, `${RENAMED}\n${QUEUE}`);
    await flagged(at);
  }
  await change(at, `${DB}\n${QUEUE}`);
  assert.deepEqual(diagnostics.get(at), []);
  assert.deepEqual(await actions(at, 0), []);
});

test('what a person marks as reviewed is what counts from then on, until a later commit', async () => {
  const at = await open('other/main.tf');
  const grown = `${QUEUE}\n${DB}`;
  const seen = await window.connection.sendRequest<ReviewedView>(METHODS.reviewed, { uri: at });
  assert.deepEqual([seen.reviewed, seen.now, seen.by], [QUEUE, QUEUE, 'the last commit']);
  await change(at, grown);
  assert.deepEqual(await mark(at, 'f'.repeat(64)), { kind: 'refused', why: 'it has changed since it was shown; look at it again' });
  assert.deepEqual(await mark(at), { kind: 'done' });
  await change(at, QUEUE);
  assert.match((await flagged(at))[0]?.message ?? '', /would delete aws_db_instance\.main/);
  assert.deepEqual(await mark(at), { kind: 'done' });
  await until(() => diagnostics.get(at)?.length === 0, () => 'it is still flagged');
  const kept = readdirSync(join(made.infrahold, 'reviewed'));
  assert.equal(kept.length, 1);
  assert.ok(made.audit().some(({ event, what }) => event === 'policy' && what.startsWith('marked as reviewed: ')));

  write('other/main.tf', grown);
  commit();
  await change(at, QUEUE);
  await flagged(at);
  await change(at, grown);
  assert.deepEqual(diagnostics.get(at), []);
});

test('a mark that somebody else has written is none', async () => {
  const at = uri('other/main.tf');
  await change(at, QUEUE);
  await flagged(at);
  const [name] = readdirSync(join(made.infrahold, 'reviewed'));
  const file = join(made.infrahold, 'reviewed', name as string);
  const mark = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...mark, text: QUEUE, committed: 'none' }));
  await change(at, `${QUEUE}\n`);
  await flagged(at);
  await change(at, `${QUEUE}\n${DB}`);
});

test('a waiver is added to the policy where the person sees it, and counts once they let it', async () => {
  const at = uri('infra/main.tf');
  await change(at, `${UNPROTECTED}\n${QUEUE}`);
  await flagged(at);
  const waive = (await actions(at, 2)).find(({ title }) => title.startsWith('Waive protection-removal for aws_db_instance.main until '));
  assert.ok(waive?.edit && waive.command);
  const days = (Date.parse(/until (\d{4}-\d\d-\d\d)/.exec(waive.title)?.[1] ?? '') - Date.now()) / 86_400_000;
  assert.ok(days > 80 && days <= 90, `${days} days`);
  assert.deepEqual(waive.edit.documentChanges?.map((one) => ('kind' in one ? one.kind : one.textDocument.uri)), ['create', uri('.infrahold/policy.yaml')]);
  write('.infrahold/policy.yaml', applied('', textEdits(waive.edit)));
  const [policy, sha256] = waive.command.arguments as [string, string];
  assert.equal(policy, uri('.infrahold/policy.yaml'));
  await change(at, `${UNPROTECTED}\n\n${QUEUE}`);
  assert.equal((await flagged(at)).length, 1, 'a workspace does not loosen by itself');
  assert.equal((await window.connection.sendRequest<MarkResult>(METHODS.countPolicy, { uri: policy, sha256: 'f'.repeat(64) })).kind, 'refused');
  assert.deepEqual(await window.connection.sendRequest<MarkResult>(METHODS.countPolicy, { uri: policy, sha256 }), { kind: 'done' });
  await until(() => diagnostics.get(at)?.length === 0, () => JSON.stringify(diagnostics.get(at)));
  rmSync(join(made.shop, '.infrahold'), { recursive: true });
  await change(at, `${DB}\n${QUEUE}`);
});

const APPLIES: readonly (readonly [command: string, held: boolean, why: string])[] = [
  ['cd infra && terraform apply', true, 'it would carry the change out'],
  ['terraform -chdir=infra apply', true, 'in the folder it names'],
  ['tofu apply tfplan', true, 'a saved plan is applied as well'],
  ['terraform -chdir=infra plan', false, 'a plan changes nothing'],
  ['terraform -chdir=other apply', false, 'nothing is unreviewed there'],
  ['kubectl apply -f k8s/', false, 'it applies manifests, and none has changed'],
  ['kubectl get pods', false, 'a read'],
  ['npm run build', false, 'it applies nothing'],
];

test('while a change is unreviewed, the command that would carry it out is held with it first', async () => {
  write('infra/main.tf', QUEUE);
  for (const [command, held, why] of APPLIES) {
    const asked = hook(made, 'claude', bash(command, made));
    if (!held) {
      assert.equal((await asked.done).words, '', `${command}: ${why}`);
      continue;
    }
    const hold = await window.hold(({ what, resolution }) => what === command && resolution === null);
    assert.equal(hold.findings[0]?.message, 'the change in infra/main.tf:1 that nobody has reviewed would delete aws_db_instance.main, which holds data', why);
    await window.answer(hold, 'reject');
    assert.match((await asked.done).words, /that nobody has reviewed would delete/);
  }
});

test('a manifest is held by the command that names it, a migration by the tool that runs it', async () => {
  write('infra/main.tf', `${DB}\n${QUEUE}`);
  write('k8s/orders.yaml', CLAIM.replace('orders', 'orders2'));
  write('db/migrations/0002_drop.sql', 'DROP TABLE orders;\n');
  write('k8s/web.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n');
  for (const [command, message] of [['kubectl apply -f k8s/', /k8s\/orders\.yaml:4 that nobody has reviewed would delete PersistentVolumeClaim orders/], ['flyway migrate', /db\/migrations\/0002_drop\.sql:1 that nobody has reviewed would delete .*orders/]] as const) {
    const asked = hook(made, 'claude', bash(command, made));
    const hold = await window.hold(({ what, resolution }) => what === command && resolution === null);
    assert.match(hold.findings[0]?.message ?? '', message);
    await window.answer(hold, 'reject');
    await asked.done;
  }
  for (const command of ['kubectl apply -f k8s/web.yaml', 'cd infra && terraform apply']) assert.equal((await hook(made, 'claude', bash(command, made)).done).words, '', command);
  git(made.shop, 'checkout', '-q', '--', 'k8s');
  rmSync(join(made.shop, 'db'), { recursive: true });
});

test('a module that the folder takes from elsewhere is carried out with it', async () => {
  write('infra/main.tf', `${DB}\n${QUEUE}`);
  write('modules/db/main.tf', DB);
  write('envs/prod/main.tf', 'module "db" {\n  source = "../../modules/db"\n}\n');
  commit();
  write('modules/db/main.tf', '# gone\n');
  const asked = hook(made, 'claude', bash('cd envs/prod && terraform apply', made));
  const hold = await window.hold(({ what, resolution }) => what === 'cd envs/prod && terraform apply' && resolution === null);
  assert.equal(hold.findings[0]?.message, 'the change in modules/db/main.tf:1 that nobody has reviewed would delete aws_db_instance.main, which holds data');
  await window.answer(hold, 'reject');
  await asked.done;
  git(made.shop, 'checkout', '-q', '--', 'modules');
});

test('a checkout that changes very many files flags only those that are not as committed', async () => {
  for (let i = 0; i < 60; i += 1) write(`many/f${i}.tf`, DB.replace('main', `m${i}`));
  commit();
  write('many/f7.tf', '# gone\n');
  await window.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: Array.from({ length: 60 }, (_, i) => ({ uri: uri(`many/f${i}.tf`), type: 2 })) });
  await until(() => (diagnostics.get(uri('many/f7.tf')) ?? []).length === 1, () => 'nothing is flagged');
  assert.deepEqual([...diagnostics].filter(([one, found]) => one.includes('/many/') && found.length > 0).map(([one]) => one), [uri('many/f7.tf')]);
  git(made.shop, 'checkout', '-q', '--', 'many');
});

test('an edit that a person has released is reviewed once it is written, and only that', async () => {
  const edit = (from: string, to: string) => ({ hook_event_name: 'PreToolUse', session_id: 's', cwd: made.shop, tool_name: 'Edit', tool_input: { file_path: join(made.shop, 'modules/db/main.tf'), old_string: from, new_string: to }, tool_use_id: `toolu_${from}` });
  const released = async (from: string, to: string): Promise<void> => {
    const asked = hook(made, 'claude', edit(from, to));
    const hold = await window.hold(({ kind, resolution }) => kind === 'edit' && resolution === null);
    assert.equal((await window.answer(hold, 'release')).kind, 'done');
    assert.equal((await asked.done).words, '');
  };
  const apply = (more: string) => hook(made, 'claude', bash(`cd modules/db && terraform apply ${more}`, made));
  await released('deletion_protection = true', 'deletion_protection = false');
  write('modules/db/main.tf', UNPROTECTED);
  await until(() => made.audit().length > 0 && readdirSync(join(made.infrahold, 'reviewed')).length === 2, () => 'it is not marked');
  assert.equal((await apply('-lock=false').done).words, '');

  write('modules/db/main.tf', `${UNPROTECTED.replace('"postgres"', '"mysql"')}`);
  await released('"main"', '"primary"');
  write('modules/db/main.tf', UNPROTECTED.replace('"postgres"', '"mysql"').replace('"main"', '"primary"'));
  await new Promise((resolve) => setTimeout(resolve, 600));
  const asked = apply('-parallelism=1');
  const hold = await window.hold(({ what, resolution }) => what.includes('-parallelism') && resolution === null);
  assert.match(hold.findings[0]?.message ?? '', /that nobody has reviewed/);
  await window.answer(hold, 'reject');
  await asked.done;
  git(made.shop, 'checkout', '-q', '--', 'modules');
});

test('once it is reviewed the apply passes; and without a window it is refused all the same', async () => {
  write('infra/main.tf', QUEUE);
  const at = uri('infra/main.tf');
  await change(at, QUEUE);
  await flagged(at);
  await window.close();
  assert.match((await hook(made, 'claude', bash('terraform -chdir=infra apply', made)).done).words, /infra\/main\.tf:1 that nobody has reviewed[\s\S]*No editor window/);
  window = await brain(made);
  window.connection.onNotification('textDocument/publishDiagnostics', ({ uri: one, diagnostics: found }) => void diagnostics.set(one, found));
  await open('infra/main.tf');
  assert.deepEqual(await mark(at), { kind: 'done' });
  assert.equal((await hook(made, 'claude', bash('cd infra && terraform apply -lock=false', made)).done).words, '');
});

function uri(file: string): string {
  return pathToFileURL(join(made.shop, file)).href;
}

function write(file: string, text: string): void {
  const path = join(made.shop, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function commit(): void {
  git(made.shop, 'add', '-A');
  git(made.shop, 'commit', '-q', '-m', 'shop');
}

async function open(file: string): Promise<string> {
  version += 1;
  await window.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: uri(file), languageId: 'terraform', version, text: readFileSync(join(made.shop, file), 'utf8') } });
  return uri(file);
}

async function change(at: string, text: string): Promise<void> {
  version += 1;
  diagnostics.delete(at);
  await window.connection.sendNotification('textDocument/didChange', { textDocument: { uri: at, version }, contentChanges: [{ text }] });
  await until(() => diagnostics.has(at), () => `no diagnostics came for ${fileURLToPath(at)}`);
}

function told(file: string): Promise<void> {
  return window.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri(file), type: 2 }] });
}

async function flagged(at: string) {
  await until(() => (diagnostics.get(at) ?? []).length > 0, () => `nothing is flagged in ${fileURLToPath(at)}`);
  return diagnostics.get(at) ?? [];
}

function actions(at: string, line: number): Promise<CodeAction[]> {
  const range = { start: { line, character: 0 }, end: { line, character: 1 } };
  return window.connection.sendRequest('textDocument/codeAction', { textDocument: { uri: at }, range, context: { diagnostics: [] } });
}

async function mark(at: string, sha256?: string): Promise<MarkResult> {
  const seen = await window.connection.sendRequest<ReviewedView>(METHODS.reviewed, { uri: at });
  return window.connection.sendRequest(METHODS.markReviewed, { uri: at, sha256: sha256 ?? seen.sha256 });
}

function textEdits(edit: CodeAction['edit']): readonly TextEdit[] {
  return (edit?.documentChanges ?? []).flatMap((one) => ('edits' in one ? (one as TextDocumentEdit).edits : [])) as TextEdit[];
}

function applied(text: string, edits: readonly TextEdit[]): string {
  const offset = ({ line, character }: { line: number; character: number }): number => text.split('\n').slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return edits.reduce((sofar, { range, newText }) => sofar.slice(0, offset(range.start)) + newText + sofar.slice(offset(range.end)), text);
}
