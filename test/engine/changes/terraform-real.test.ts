import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lower } from '../../../src/engine/lower';
import type { Effect, FileChange } from '../../../src/engine/model';
import { world } from '../../world';

/** What the engine says of an edit, beside what `terraform plan` says of it. Only the builtin `terraform_data` is used, so nothing is downloaded and nothing real exists. */

const FIXTURE = join(process.cwd(), 'test/fixtures/terraform/real');
const FILES = ['main.tf', 'variables.tf', 'child/main.tf'];

type Edit = readonly [name: string, ...changes: readonly (readonly [file: string, from: string, to: string])[]];

const MAIN = 'main.tf';
const VARIABLES = 'variables.tf';
const whole = (name: string): string => new RegExp(`resource "terraform_data" "${name}" \\{[\\s\\S]*?\\n\\}\\n`).exec(text(MAIN))?.[0] ?? '';
const moved = (from: string, to: string): string => `moved {\n  from = ${from}\n  to   = ${to}\n}\n`;

const EDITS: readonly Edit[] = [
  ['nothing', [MAIN, 'input = "x"', 'input   =   "x" # x']],
  ['removed', [MAIN, whole('plain'), '']],
  ['commented out', [MAIN, whole('plain'), `/*\n${whole('plain')}*/\n`]],
  ['renamed', [MAIN, '"terraform_data" "plain"', '"terraform_data" "simple"']],
  ['renamed with moved', [MAIN, '"terraform_data" "plain" {', `"terraform_data" "simple" {`], [VARIABLES, 'locals {', `${moved('terraform_data.plain', 'terraform_data.simple')}locals {`]],
  ['renamed with moved in a chain', [MAIN, '"terraform_data" "plain" {', `"terraform_data" "last" {`], [VARIABLES, 'locals {', `${moved('terraform_data.plain', 'terraform_data.next')}${moved('terraform_data.next', 'terraform_data.last')}locals {`]],
  ['renamed with moved from elsewhere', [MAIN, '"terraform_data" "plain" {', `"terraform_data" "simple" {`], [VARIABLES, 'locals {', `${moved('terraform_data.other', 'terraform_data.simple')}locals {`]],
  ['forgotten', [MAIN, whole('plain'), 'removed {\n  from = terraform_data.plain\n  lifecycle {\n    destroy = false\n  }\n}\n']],
  ['removed block that destroys', [MAIN, whole('plain'), 'removed {\n  from = terraform_data.plain\n  lifecycle {\n    destroy = true\n  }\n}\n']],
  ['moved to another file', [MAIN, whole('plain'), ''], [VARIABLES, 'locals {', `${whole('plain')}locals {`]],
  ['an argument updated', [MAIN, 'resource "terraform_data" "plain" {\n  input = "x"', 'resource "terraform_data" "plain" {\n  input = "y"']],
  ['a trigger changed', [MAIN, '["a", var.release]', '["b", var.release]']],
  ['a trigger changed through a default', [VARIABLES, 'default = "1"', 'default = "2"']],
  ['a trigger written otherwise', [MAIN, '["a", var.release]', 'concat(["a"], ["${var.release}"])']],
  ['triggers removed', [MAIN, '  triggers_replace = ["a", var.release]\n', '']],
  ['count lowered', [MAIN, 'count = 3', 'count = 1']],
  ['count raised', [MAIN, 'count = 3', 'count = 4']],
  ['count emptied', [MAIN, 'count = 3', 'count = 0']],
  ['count removed', [MAIN, '  count = 3\n  input = "c${count.index}"', '  input = "c0"']],
  ['count added', [MAIN, 'resource "terraform_data" "plain" {', 'resource "terraform_data" "plain" {\n  count = 1']],
  ['count to for_each', [MAIN, 'count = 3\n  input = "c${count.index}"', 'for_each = toset(["0", "1", "2"])\n  input = each.key']],
  ['for_each added', [MAIN, 'resource "terraform_data" "plain" {', 'resource "terraform_data" "plain" {\n  for_each = toset(["one"])']],
  ['for_each added with moved', [MAIN, 'resource "terraform_data" "plain" {', `${moved('terraform_data.plain', 'terraform_data.plain["one"]')}resource "terraform_data" "plain" {\n  for_each = toset(["one"])`]],
  ['a key removed', [MAIN, '["a", "b", "c"]', '["a", "c"]']],
  ['a key renamed', [MAIN, '["a", "b", "c"]', '["a", "B", "c"]']],
  ['a key renamed with moved', [MAIN, '["a", "b", "c"]', '["a", "B", "c"]'], [VARIABLES, 'locals {', `${moved('terraform_data.keyed["b"]', 'terraform_data.keyed["B"]')}locals {`]],
  ['keys reordered', [MAIN, '["a", "b", "c"]', '["c", "b", "a"]']],
  ['keys emptied', [MAIN, 'toset(["a", "b", "c"])', 'toset([])']],
  ['for_each to a map', [MAIN, 'toset(["a", "b", "c"])', '{ a = 1, b = 2 }']],
  ['for_each removed', [MAIN, '  for_each = toset(["a", "b", "c"])\n  input    = each.key', '  input    = "a"']],
  ['a local lowered', [VARIABLES, 'size  = 2', 'size  = 1']],
  ['a filter drops one', [VARIABLES, 'name = "web", port = 81, on = true', 'name = "web", port = 81, on = false']],
  ['a filter lets one in', [VARIABLES, 'port = 82, on = false', 'port = 82, on = true']],
  ['a value under a key', [VARIABLES, 'name = "web", port = 81', 'name = "web", port = 91']],
  ['keyed by something else', [MAIN, 'one.name => one.port', 'upper(one.name) => one.port']],
  ['numbered: the first of a list goes', [VARIABLES, '["a", "b", "c"]', '["b", "c"]']],
  ['numbered: the last of a list goes', [VARIABLES, '["a", "b", "c"]', '["a", "b"]']],
  ['numbered: one comes at the end', [VARIABLES, '["a", "b", "c"]', '["a", "b", "c", "d"]']],
  ['numbered: another order', [VARIABLES, '["a", "b", "c"]', '["a", "c", "b"]']],
  ['a condition turned off', [VARIABLES, 'default = true', 'default = false']],
  ['a module removed', [MAIN, /module "child"[\s\S]*$/.exec(text(MAIN))?.[0] ?? '', '']],
  ['a module renamed', [MAIN, 'module "child"', 'module "kid"']],
  ['a module renamed with moved', [MAIN, 'module "child"', `${moved('module.child', 'module.kid')}module "kid"`]],
  ['an input of a module lowered', [MAIN, 'size   = 2', 'size   = 1']],
  ['an input of a module that triggers', [MAIN, '"pepper"', '"salt"']],
  ['inside a module', ['child/main.tf', '"inner"', '"core"']],
];

const terraform = spawnSync('terraform', ['version', '-json'], { encoding: 'utf8', env: { ...process.env, CHECKPOINT_DISABLE: '1' } });

test('what the engine says of edits equals what terraform plan says', { skip: terraform.status === 0 ? false : 'terraform is not installed' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'infrahold-terraform-'));
  try {
    cpSync(FIXTURE, folder, { recursive: true });
    writeFileSync(join(folder, 'terraform.rc'), '');
    run(folder, 'init', '-input=false', '-backend=false');
    // The test's own throw-away configuration of nothing but terraform_data, in a temporary folder.
    run(folder, 'apply', '-auto-approve', '-input=false');
    const rows = EDITS.map(([name, ...changes]) => row(folder, name, changes));
    console.log(['edit | terraform plan | the engine | equal', ...rows.map((one) => `${one.name} | ${shown(one.plan)} | ${shown(one.engine)} | ${one.equal ? 'yes' : 'NO'}`)].join('\n'));
    assert.deepEqual(rows.filter((one) => !one.equal).map((one) => one.name), []);
    assert.ok(rows.length >= 30);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function row(folder: string, name: string, changes: readonly (readonly [string, string, string])[]) {
  const after = new Map(FILES.map((file) => [file, text(file)]));
  for (const [file, from, to] of changes) {
    assert.ok(from !== '' && after.get(file)?.includes(from), `${name}: ${file} has no ${from}`);
    after.set(file, (after.get(file) as string).replace(from, () => to));
  }
  for (const [file, content] of after) writeFileSync(join(folder, file), content);
  run(folder, 'get');
  const plan = planned(run(folder, 'plan', '-json', '-input=false', '-lock=false'));
  const files = FILES.map((file): FileChange => ({ path: file, before: text(file), after: after.get(file) as string })).filter((file) => file.before !== file.after);
  const context = Object.fromEntries(FILES.filter((file) => !files.some((one) => one.path === file)).map((file) => [`/home/me/shop/${file}`, text(file)]));
  const { effects } = lower({ kind: 'edit', cwd: '/home/me/shop', files }, world({ files: context }));
  const engine = effects.filter(({ verb }) => verb === 'delete' || verb === 'replace');
  return { name, plan, engine: engine.map(({ verb, resource }) => `${verb} ${resource.address}`), equal: agree(plan, engine, name) };
}

/** Every planned loss is covered by what the engine says, and everything the engine says is a planned loss. */
function agree(plan: readonly string[], engine: readonly Effect[], name: string): boolean {
  const covers = ({ verb, resource, reach }: Effect, one: string): boolean => {
    const address = one.slice(one.indexOf(' ') + 1);
    if (one.split(' ')[0] !== verb) return false;
    // A whole block, a whole module, or each instance of one that is replaced, is said once.
    return address === resource.address || ((reach !== 'resource' || verb === 'replace') && (address.startsWith(`${resource.address}[`) || address.startsWith(`${resource.address}.`)));
  };
  // A file inside a module is judged without the call around it.
  const named = name === 'inside a module' ? plan.map((one) => one.replace('module.child.', '')) : plan;
  return named.every((one) => engine.some((effect) => covers(effect, one))) && engine.every((effect) => named.some((one) => covers(effect, one)));
}

function planned(output: string): string[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { type: string; '@level': string; '@message': string; change?: { action: string; resource: { addr: string } } })
    .flatMap((event) => {
      assert.notEqual(event['@level'], 'error', event['@message']);
      return event.type === 'planned_change' && event.change && (event.change.action === 'delete' || event.change.action === 'replace') ? [`${event.change.action} ${event.change.resource.addr}`] : [];
    });
}

function run(folder: string, ...args: readonly string[]): string {
  const env = { PATH: process.env['PATH'], HOME: folder, TF_DATA_DIR: join(folder, 'data'), TF_CLI_CONFIG_FILE: join(folder, 'terraform.rc'), CHECKPOINT_DISABLE: '1' };
  const { stdout, stderr, status } = spawnSync('terraform', args as string[], { cwd: folder, encoding: 'utf8', env });
  assert.equal(status, 0, `terraform ${args.join(' ')}: ${stderr}${stdout}`);
  return stdout;
}

function text(file: string): string {
  return readFileSync(join(FIXTURE, file), 'utf8');
}

function shown(losses: readonly string[]): string {
  return losses.length === 0 ? 'nothing' : losses.join(', ');
}
