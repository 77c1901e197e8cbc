import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { inventory, missing, names, only, type Stage, stage } from './stage';

const skip = missing('terraform');

const SHOP = `
variable "size" {
  default = 500
}
resource "terraform_data" "db" {
  input = { name = "shop-prod", engine = "postgres", engine_version = "15.4", size_gb = var.size, password = sensitive("hunter2hunter2") }
}
resource "terraform_data" "web" {
  count = 2
  input = { name = "web-\${count.index}", db = terraform_data.db.id }
}
resource "terraform_data" "dns" {
  input = { record = "shop.example.com", web = terraform_data.web[0].id }
}
resource "terraform_data" "alone" {
  for_each = toset(["eu.west", "us"])
  input    = each.key
}
module "cache" {
  source = "./cache"
  count  = 2
  db     = terraform_data.db.id
}
`;
const CACHE = `
variable "db" {}
resource "terraform_data" "node" {
  input = var.db
}
resource "terraform_data" "volume" {
  input = { node = terraform_data.node.id }
}
output "id" {
  value = terraform_data.volume.id
}
`;

function applied(t: TestContext): Stage {
  const shop = stage(t);
  shop.write('main.tf', SHOP);
  shop.write('cache/main.tf', CACHE);
  shop.run('terraform', 'init', '-input=false', '-no-color');
  shop.run('terraform', 'apply', '-auto-approve', '-input=false', '-no-color');
  return shop;
}

/** What a plan of Terraform's own would do, by address. */
function planned(shop: Stage, ...args: string[]): Record<string, string> {
  const lines = shop.run('terraform', 'plan', '-json', '-input=false', '-lock=false', ...args).split('\n').filter((line) => line.includes('"planned_change"'));
  return Object.fromEntries(lines.map((line) => {
    const { change } = JSON.parse(line) as { change: { action: string; resource: { addr: string } } };
    return [change.resource.addr, change.action];
  }));
}

test('what a destroy takes is what a plan of it says, with targets and what depends on them', { skip }, async (t) => {
  const shop = applied(t);
  const cases: readonly (readonly string[])[] = [
    [], ['-target=terraform_data.dns'], ['-target=terraform_data.web[0]'], ['-target=terraform_data.web'], ['-target=terraform_data.db'],
    ['-target=module.cache[1]'], ['-target=module.cache[0].terraform_data.node'], ['-target=terraform_data.alone["eu.west"]'], ['-target=module.cache', '-target=terraform_data.dns'],
  ];
  for (const options of cases) {
    const written = options.map((option) => `'${option}'`).join(' ');
    const expected = Object.keys(planned(shop, '-destroy', ...options)).sort();
    assert.ok(expected.length > 0);
    assert.deepEqual(names(inventory(await shop.look(`terraform destroy ${written}`)).items, 'gone'), expected, written);
    assert.deepEqual(names(inventory(await shop.look(`terraform apply -destroy -auto-approve ${written}`)).items, 'gone'), expected, written);
  }
});

test('things that hold data say what they are, and no secret', { skip }, async (t) => {
  const shop = applied(t);
  const sights = await shop.look('terraform destroy');
  const db = inventory(sights).items.find(({ name }) => name === 'terraform_data.db');
  assert.deepEqual([db?.detail, db?.holdsData], ['postgres 15.4, shop-prod, 500 GB', true]);
  assert.deepEqual(names(inventory(sights).items.filter(({ holdsData }) => holdsData)), ['module.cache[0].terraform_data.volume', 'module.cache[1].terraform_data.volume', 'terraform_data.db']);
  assert.doesNotMatch(JSON.stringify(sights), /hunter2/);
});

test('a replacement names what goes and comes back empty, and who depends on it', { skip }, async (t) => {
  const shop = applied(t);
  const { items, source } = inventory(await shop.look("terraform apply -replace='terraform_data.web[1]' -auto-approve"));
  assert.deepEqual(items.map(({ name, becomes }) => [name, becomes.kind]), [['terraform_data.web[1]', 'empty']]);
  assert.match(source, /1 other depends on it: terraform_data\.dns/);
  assert.equal(planned(shop, '-replace=terraform_data.web[1]')['terraform_data.web[1]'], 'replace');
});

test('what is removed from the state goes on existing', { skip }, async (t) => {
  const shop = applied(t);
  const { items } = inventory(await shop.look("terraform state rm module.cache 'terraform_data.alone[\"us\"]'"));
  const told = names(items, 'changed');
  shop.run('terraform', 'state', 'rm', 'module.cache', 'terraform_data.alone["us"]');
  const left = inventory(await shop.look('terraform destroy')).items.map(({ name }) => name);
  assert.equal(told.length, 5);
  assert.deepEqual(told.filter((name) => left.includes(name)), []);
  assert.equal(left.length, 5);
});

test('a saved plan is judged by what is in it', { skip }, async (t) => {
  const shop = applied(t);
  const changed = SHOP.replace('resource "terraform_data" "dns" {', 'resource "terraform_data" "dns" {\n  triggers_replace = "now"').replace('"web-${count.index}"', '"www-${count.index}"').replace('toset(["eu.west", "us"])', 'toset(["us"])');
  shop.write('main.tf', changed);
  shop.run('terraform', 'plan', '-input=false', '-out=next.plan');
  const { items } = inventory(await shop.look('terraform apply -auto-approve next.plan'));
  assert.deepEqual(Object.fromEntries(items.map(({ name, becomes }) => [name, becomes.kind])), {
    'terraform_data.dns': 'empty', 'terraform_data.web[0]': 'changed', 'terraform_data.web[1]': 'changed', 'terraform_data.alone["eu.west"]': 'gone',
  });
  const dns = items.find(({ name }) => name === 'terraform_data.dns')?.becomes;
  assert.deepEqual(dns, { kind: 'empty', why: 'triggers_replace' });
  assert.match(JSON.stringify(items), /changed in place: input/);
  assert.doesNotMatch(JSON.stringify(items), /hunter2/);
});

test('a plan is made only when a person asks for it, and says what an apply would destroy', { skip }, async (t) => {
  const shop = applied(t);
  shop.write('main.tf', SHOP.replace('count = 2', 'count = 1'));
  const before = only(await shop.look('terraform apply -auto-approve'));
  assert.match(before.kind === 'unknown' ? before.why : '', /only known to a plan/);
  assert.equal(before.command, null);
  const { items } = inventory(await shop.look('terraform apply -auto-approve', { full: true }));
  const expected = Object.entries(planned(shop)).filter(([, action]) => action === 'delete').map(([name]) => name);
  assert.deepEqual(names(items, 'gone'), expected);
  assert.deepEqual(expected, ['terraform_data.web[1]']);
});

test('folder, workspace and state file are the ones the command means', { skip }, async (t) => {
  const shop = stage(t);
  shop.write('envs/prod/main.tf', 'resource "terraform_data" "prod" {\n  input = "p"\n}\n');
  mkdirSync(join(shop.folder, 'elsewhere'));
  shop.run('terraform', '-chdir=envs/prod', 'init', '-input=false');
  shop.run('terraform', '-chdir=envs/prod', 'apply', '-auto-approve', '-input=false');
  shop.run('terraform', '-chdir=envs/prod', 'workspace', 'new', 'blue');
  assert.deepEqual(inventory(await shop.look('terraform -chdir=envs/prod destroy')).items, []);
  assert.deepEqual(names(inventory(await shop.look('TF_WORKSPACE=default terraform -chdir=envs/prod destroy -auto-approve')).items), ['terraform_data.prod']);
  assert.deepEqual(names(inventory(await shop.look('cd envs/prod && terraform destroy -state=terraform.tfstate')).items), ['terraform_data.prod']);
  assert.deepEqual(names(inventory(await shop.look('terraform -chdir=envs/prod workspace delete -force default')).items, 'changed'), ['terraform_data.prod']);
  assert.match(inventory(await shop.look('terraform destroy', { cwd: join(shop.folder, 'elsewhere') })).source, /is not there/);
});

test('state that is kept elsewhere is asked of the tool, and is unknown when it cannot say', { skip }, async (t) => {
  const shop = stage(t);
  shop.write('.terraform/terraform.tfstate', JSON.stringify({ version: 3, backend: { type: 's3', config: { bucket: 'b', key: 'k' } } }));
  shop.write('main.tf', 'terraform {\n  backend "s3" {}\n}\n');
  // Another s3 backend than the one that was set up: the tool refuses, without a network.
  const looked = only(await shop.look('terraform destroy'));
  assert.equal(looked.kind, 'unknown');
  assert.match(looked.kind === 'unknown' ? looked.why : '', /what exists could not be learned: `terraform state pull` gave nothing \(.+\)/);
  assert.match(looked.command ?? '', /^terraform state pull; terraform show -json -no-color$/);
});

test('an edit is shown as what it would do to what exists', { skip }, async (t) => {
  const shop = stage(t);
  const bucket = 'resource "aws_s3_bucket" "uploads" {\n  bucket = "shop-uploads"\n}\n';
  const database = (name: string) => `resource "aws_db_instance" "main" {\n  identifier = "${name}"\n  engine     = "postgres"\n}\n`;
  shop.write('main.tf', bucket + database('shop'));
  const stored = (type: string, name: string, attributes: object) => ({ mode: 'managed', type, name, provider: 'p', instances: [{ attributes, dependencies: [] }] });
  shop.write('terraform.tfstate', JSON.stringify({ version: 4, resources: [stored('aws_s3_bucket', 'uploads', { bucket: 'shop-uploads', force_destroy: true }), stored('aws_db_instance', 'main', { identifier: 'shop', engine: 'postgres', allocated_storage: 500 })] }));
  const { items, source } = inventory(await shop.lookAtEdit('main.tf', bucket + database('shop'), database('shop')));
  assert.deepEqual(items.map(({ name, detail, holdsData, becomes }) => [name, detail, holdsData, becomes.kind]), [['aws_s3_bucket.uploads', 'shop-uploads, force_destroy: goes with everything in it', true, 'gone']]);
  assert.match(source, /once it is applied/);
  assert.match(JSON.stringify(inventory(await shop.lookAtEdit('main.tf', `${bucket}resource "aws_sqs_queue" "never" {\n  name = "q"\n}\n`, bucket)).items), /not in the state/);
});

test('state that only the tool can give is asked of it, by reading', { skip }, async (t) => {
  const shop = stage(t);
  shop.write('main.tf', 'terraform {\n  backend "local" {\n    path = "../kept/shop.tfstate"\n  }\n}\nresource "terraform_data" "db" {\n  input = { name = "shop", password = sensitive("hunter2hunter2") }\n}\n');
  shop.run('terraform', 'init', '-input=false');
  shop.run('terraform', 'apply', '-auto-approve', '-input=false');
  // A local backend with a path of its own is read where it is.
  assert.match(inventory(await shop.look('terraform destroy')).source, /kept\/shop\.tfstate/);
  // As if it were kept elsewhere: the recorded answers of the real tool, for an http backend that serves nobody else.
  const state = shop.run('terraform', 'state', 'pull');
  const shown = shop.run('terraform', 'show', '-json');
  shop.write('.terraform/terraform.tfstate', JSON.stringify({ version: 3, backend: { type: 'http', config: {} } }));
  for (const [script, source] of [['[ "$1 $2" = "state pull" ] && exec cat "$HOME/../state"; exit 1', /terraform state pull/], ['[ "$1 $2" = "show -json" ] && exec cat "$HOME/../shown"; echo "no" >&2; exit 1', /terraform show/]] as const) {
    shop.write('../state', state);
    shop.write('../shown', shown);
    shop.write('../tools/terraform', `#!/bin/sh\n${script}\n`, 0o755);
    const sights = await (() => {
      const path = shop.env['PATH'] as string;
      shop.env['PATH'] = `${join(shop.folder, '../tools')}:${path}`;
      return shop.look('terraform destroy').finally(() => void (shop.env['PATH'] = path));
    })();
    const { items, source: said } = inventory(sights);
    assert.deepEqual(names(items, 'gone'), ['terraform_data.db']);
    assert.match(said, source);
    assert.doesNotMatch(JSON.stringify(sights), /hunter2/);
  }
});
