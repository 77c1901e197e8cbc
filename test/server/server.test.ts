import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { readRequest, signRequest, written } from '../../src/gate/second-person';
import type { AssistantView, AuditEntry, PlannedFile } from '../../src/protocol/messages';
import { bash, brain, git, hook, house, until, type Brain, type House } from '../gate/house';

let made: House;
let window: Brain;
const diagnostics = new Map<string, { range: { start: { line: number } }; message: string; severity: number; source: string; code: string }[]>();

const TF = 'resource "aws_db_instance" "main" {\n  engine              = "postgres"\n  deletion_protection = true\n\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n\nresource "aws_sqs_queue" "mail" {\n  name = "mail"\n}\n';
const MAKEFILE = 'plan:\n\tterraform plan\n\nteardown:\n\tterraform destroy -auto-approve\n';

before(async () => {
  made = house();
  mkdirSync(join(made.shop, 'infra'), { recursive: true });
  writeFileSync(join(made.shop, 'infra', 'main.tf'), TF);
  git(made.shop, 'init', '-q');
  git(made.shop, 'add', '-A');
  git(made.shop, 'commit', '-q', '-m', 'shop');
  window = await brain(made);
  window.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics: found }) => void diagnostics.set(uri, found));
});
after(async () => {
  await window.close();
  made.remove();
});

test('a target that destroys is flagged at its line, with a hover; a plan is not', async () => {
  const uri = await open('Makefile', 'makefile', MAKEFILE);
  const found = await flagged(uri);
  assert.deepEqual([...new Set(found.map(({ range }) => range.start.line))], [4]);
  assert.ok(found.every(({ source, severity }) => source === 'infrahold' && severity <= 2));
  const hover = await window.connection.sendRequest<{ contents: { value: string } }>('textDocument/hover', { textDocument: { uri }, position: { line: 4, character: 3 } });
  assert.match(hover.contents.value, /\*Why:\*[\s\S]*\*Instead:\*/);
  assert.equal(await window.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line: 1, character: 3 } }), null);
});

const SCRIPTS: readonly (readonly [file: string, language: string, text: string, line: number])[] = [
  ['down.sh', 'shellscript', '#!/bin/sh\nset -e\nkubectl delete namespace prod\n', 2],
  ['package.json', 'json', '{\n  "scripts": {\n    "build": "tsc",\n    "nuke": "terraform destroy -auto-approve"\n  }\n}\n', 3],
  ['.github/workflows/x.yml', 'yaml', 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: terraform destroy -auto-approve\n', 5],
];

for (const [file, language, text, line] of SCRIPTS) {
  test(`a command that would be held is flagged where it stands: ${file}`, async () => {
    const found = await flagged(await open(file, language, text));
    assert.deepEqual([...new Set(found.map(({ range }) => range.start.line))], [line]);
  });
}

test('Terraform is compared with the last commit, as it is typed', async () => {
  const uri = await open('infra/main.tf', 'terraform', TF);
  await new Promise((resolve) => setTimeout(resolve, 600));
  assert.deepEqual(diagnostics.get(uri) ?? [], []);
  await change(uri, 2, TF.replace('prevent_destroy = true', 'prevent_destroy = false'));
  assert.ok((await flagged(uri)).some(({ range }) => range.start.line === 5), JSON.stringify(diagnostics.get(uri)));
  await change(uri, 3, TF.slice(TF.indexOf('resource "aws_sqs_queue"')));
  await until(() => (diagnostics.get(uri) ?? []).some(({ code }) => code === 'data-store-deletion'), () => JSON.stringify(diagnostics.get(uri)));
  await change(uri, 4, TF);
  await until(() => (diagnostics.get(uri) ?? []).length === 0, () => 'it is still flagged');
});

test('a fault of the policy is an error on its line', async () => {
  const found = await flagged(await open('.infrahold/policy.yaml', 'yaml', 'version: 1\nrulez: {}\n'));
  assert.deepEqual(found.map(({ range, severity }) => [range.start.line, severity]), [[1, 1]]);
});

test('a document that is not on disk is left alone', async () => {
  await window.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: 'untitled:Untitled-1', languageId: 'shellscript', version: 1, text: 'terraform destroy' } });
  await new Promise((resolve) => setTimeout(resolve, 600));
  assert.equal(diagnostics.get('untitled:Untitled-1'), undefined);
});

test('rehearsal: a command and an edit are held, a harmless one passes, and nothing runs whatever is answered', async () => {
  await window.connection.sendRequest('infrahold/rehearse');
  await until(() => waiting().length === 2, () => `there are ${waiting().length}`);
  assert.deepEqual(waiting().map(({ kind, rehearsal }) => [kind, rehearsal]).sort(), [['command', true], ['edit', true]]);
  for (const hold of waiting()) assert.equal((await window.answer(hold, 'release')).kind, 'done');
  assert.deepEqual(made.ran(), []);
});

test('the view says what happens, where, who asks and exactly what; and shows what is there now', async () => {
  writeFileSync(join(made.shop, 'infra', 'terraform.tfstate'), JSON.stringify({ version: 4, resources: [
    { mode: 'managed', type: 'aws_db_instance', name: 'main', instances: [{ attributes: { identifier: 'shop-prod', engine: 'postgres', password: 'hunter22' }, sensitive_attributes: [[{ type: 'get_attr', value: 'password' }]] }] },
    { mode: 'managed', type: 'aws_sqs_queue', name: 'mail', instances: [{ attributes: { name: 'mail' } }] },
    { mode: 'managed', type: 'aws_vpc', name: 'net', instances: [{ attributes: { id: 'vpc-1' } }] },
  ] }));
  const asked = hook(made, 'claude', bash('terraform destroy -auto-approve', made, 'view', join(made.shop, 'infra')));
  const { id } = await window.hold(({ resolution, rehearsal }) => resolution === null && !rehearsal);
  await until(() => window.holds.get(id)?.preview.state === 'done', () => JSON.stringify(window.holds.get(id)?.preview));
  const hold = window.holds.get(id);
  assert.ok(hold);
  assert.match(hold.banner[0] ?? '', /^DESTROYS 3, of which 2 hold data \| .*cannot be undone|^DESTROYS 3, of which 2 hold data/);
  assert.match(hold.banner[1] ?? '', /^asked by Claude Code in .*infra, \d\d:\d\d$/);
  assert.equal(hold.banner[2], 'terraform destroy -auto-approve');
  const [diff] = hold.diffs;
  assert.match(diff?.left ?? '', /holds data\n {2}aws_db_instance\.main +.*shop-prod.*\n/);
  assert.match(diff?.right ?? '', /holds data\n {2}\(gone\)\n/);
  assert.match(diff?.right ?? '', /everything else: 0/);
  assert.equal(diff?.left.split('\n').length, diff?.right.split('\n').length);
  assert.doesNotMatch(JSON.stringify(hold), /hunter22/);
  assert.ok(diff?.marks.every(({ finding }) => hold.findings[finding] !== undefined));
  assert.deepEqual(made.ran(), [], 'looking must not run anything here');
  await window.answer(hold, 'reject');
  await asked.done;
});

test('an MCP call that edits a file is shown as the diff of that file, its line marked', async () => {
  const path = join(made.shop, 'infra', 'orders.tf');
  writeFileSync(path, TF);
  const call = { ...bash('', made, 'mcp'), tool_name: 'mcp__filesystem__edit_file', tool_input: { path, edits: [{ oldText: 'prevent_destroy = true', newText: 'prevent_destroy = false' }] } };
  const asked = hook(made, 'claude', call);
  const hold = await window.hold(({ resolution, rehearsal }) => resolution === null && !rehearsal);
  const [diff] = hold.diffs;
  assert.equal(diff?.path, path);
  assert.equal(diff?.left, TF);
  assert.equal(diff?.right, TF.replace('prevent_destroy = true', 'prevent_destroy = false'));
  assert.deepEqual(diff?.marks.map(({ side, line }) => [side, line]), [['right', TF.split('\n').findIndex((one) => one.includes('prevent_destroy')) + 1]]);
  await window.answer(hold, 'reject');
  await asked.done;
});

test('what a policy wants two people for, one person cannot release', async () => {
  mkdirSync(join(made.shop, '.infrahold'), { recursive: true });
  writeFileSync(join(made.shop, '.infrahold', 'policy.yaml'), 'version: 1\nrelease:\n  production: { people: 2, signers: .infrahold/allowed_signers }\nenvironments:\n  production:\n    any:\n      - { kube-namespace: "prod*" }\n');
  const asked = hook(made, 'claude', bash('kubectl delete pvc data -n production', made));
  const hold = await window.hold(({ resolution, what }) => resolution === null && what.startsWith('kubectl'));
  assert.equal(hold.secondPerson?.people, 2);
  assert.match(hold.secondPerson?.request ?? '', /^infrahold-request:/);
  assert.match(JSON.stringify(await window.answer(hold, 'release')), /asks for 2 people/);
  const forged = await window.connection.sendRequest('infrahold/resolve', { id: hold.id, digest: hold.digest, answer: 'release', words: '', typed: hold.confirmation.kind === 'type' ? hold.confirmation.word : '', signed: 'infrahold-answer:bm90aGluZyBhdCBhbGwgb2YgdmFsdWU' });
  assert.match(JSON.stringify(forged), /"refused"/);

  const key = join(made.root, 'second');
  spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  writeFileSync(join(made.shop, '.infrahold', 'allowed_signers'), `second@example.com namespaces="infrahold" ${readFileSync(`${key}.pub`, 'utf8')}`);
  const request = readRequest(hold.secondPerson?.request ?? '');
  assert.ok(typeof request !== 'string');
  const answer = await signRequest(request, 'second@example.com', key, new Date().toISOString(), made.env());
  assert.ok(typeof answer !== 'string', String(answer));
  const released = await window.connection.sendRequest('infrahold/resolve', { id: hold.id, digest: hold.digest, answer: 'release', words: '', typed: hold.confirmation.kind === 'type' ? hold.confirmation.word : '', signed: written(answer) });
  assert.match(JSON.stringify(released), /"done".*and second@example.com/);
  assert.equal((await asked.done).words, '');
});

test('guarding: what would be written is shown, then written; the doctor proves it; taking it out leaves nothing', async () => {
  const ask = <T>(method: string, params: unknown) => window.connection.sendRequest<T>(method, params);
  const plan = await ask<PlannedFile[]>('infrahold/planInstall', { ids: ['claude', 'copilot'], uninstall: false });
  assert.deepEqual(plan.map(({ path, before }) => [path.slice(made.home.length), before]).sort(), [['/.claude/settings.json', null], ['/.copilot/hooks/infrahold.json', null]]);
  const { written } = await ask<{ written: string[] }>('infrahold/install', { ids: ['claude', 'copilot'], uninstall: false });
  assert.equal(written.length, 2);
  const views = await ask<AssistantView[]>('infrahold/doctor', null);
  for (const id of ['claude', 'copilot']) assert.equal(views.find((one) => one.id === id)?.state, 'guarded-and-seen', id);
  await ask('infrahold/install', { ids: ['claude', 'copilot'], uninstall: true });
  assert.deepEqual((await ask<PlannedFile[]>('infrahold/planInstall', { ids: ['claude', 'copilot'], uninstall: true })), []);
  const [newest] = await ask<AuditEntry[]>('infrahold/audit', { limit: 1 });
  assert.equal(newest?.event, 'install');
});

async function open(file: string, languageId: string, text: string): Promise<string> {
  const path = join(made.shop, file);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  const uri = pathToFileURL(path).href;
  await window.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  return uri;
}

async function change(uri: string, version: number, text: string): Promise<void> {
  diagnostics.delete(uri);
  await window.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
  await until(() => diagnostics.has(uri), () => 'no diagnostics came');
}

async function flagged(uri: string) {
  await until(() => (diagnostics.get(uri) ?? []).length > 0, () => `nothing is flagged in ${uri}`);
  return diagnostics.get(uri) ?? [];
}

function waiting() {
  return [...window.holds.values()].filter(({ resolution }) => resolution === null);
}
