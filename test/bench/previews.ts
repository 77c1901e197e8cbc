import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decide } from '../../src/engine/decide';
import type { Invocation } from '../../src/engine/model';
import { RECOMMENDED } from '../../src/engine/policy/policy';
import { inventoryDiff, wholeInventoryDiff } from '../../src/previews/document';
import { knownFromText } from '../../src/previews/known';
import { look } from '../../src/previews/look';
import { becomesIn, commandOf } from '../../src/previews/terraform-command';
import { instancesStored, readState } from '../../src/previews/terraform-state';
import { world } from '../world';

const RESOURCES = 2000;
const ROUNDS = 15;

const root = mkdtempSync(join(tmpdir(), 'infrahold-bench-'));
void measure().finally(() => rmSync(root, { recursive: true, force: true }));

async function measure(): Promise<void> {
  const file = join(root, 'terraform.tfstate');
  mkdirSync(join(root, 'home'));
  writeFileSync(file, JSON.stringify(state(), null, 2));
  const surroundings = world({ env: { PATH: process.env['PATH'] ?? '' } });
  const text = 'terraform destroy -auto-approve';
  const proposal = { kind: 'command', shell: 'bash', cwd: root, text } as const;

  const judged = await timed(() => decide(RECOMMENDED, proposal, surroundings));
  const first = await timed(() => {
    const { effects } = decide(RECOMMENDED, proposal, surroundings);
    return inventoryDiff(text, [{ title: null, inventory: knownFromText(effects, ''), findingOf: () => 0 }]);
  });
  const parse = await timed(() => instancesStored(readState(file) as string));
  const instances = instancesStored(readState(file) as string) ?? [];
  const targeted = await timed(() => {
    const { effects } = decide(RECOMMENDED, { ...proposal, text: 'terraform destroy -target=aws_vpc.main' }, surroundings);
    const invocation = effects[0]?.by as Invocation;
    const becomes = becomesIn(commandOf({ invocation, cwd: root, surroundings, effects } as never), instances);
    return instances.filter((one) => becomes(one).kind === 'gone').length;
  });
  const { effects } = decide(RECOMMENDED, proposal, surroundings);
  const whole = await timed(async () => {
    const [sight] = await look(effects, surroundings);
    if (sight?.looked.kind !== 'known') throw new Error('the state was not read');
    const sections = [{ title: null, inventory: sight.looked.inventory, findingOf: () => 0 }];
    return [inventoryDiff(text, sections), wholeInventoryDiff(text, sections)];
  });

  row('a destroy is judged', judged);
  row('first document, nothing asked', first, 150);
  row(`state of ${RESOURCES} parsed`, parse);
  row('a target and what depends on it', targeted);
  row(`both documents with ${RESOURCES} things`, whole, 150);
}

/** A fifth of everything depends on the network, each service on the one before. */
function state(): object {
  const types = ['aws_db_instance', 'aws_s3_bucket', 'aws_instance', 'aws_iam_role', 'aws_security_group_rule', 'aws_route53_record', 'aws_lambda_function', 'aws_sqs_queue'];
  const resource = (type: string, name: string, dependencies: readonly string[]) => ({
    mode: 'managed', type, name, provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: [{ schema_version: 1, attributes: { id: `${name}-0123456789`, arn: `arn:aws:x:eu-west-1:123456789012:${name}`, name, engine: 'postgres', engine_version: '15.4', allocated_storage: 100, tags: { env: 'prod', owner: 'shop' }, policy: 'x'.repeat(600) }, sensitive_attributes: [[{ type: 'get_attr', value: 'password' }]], dependencies }],
  });
  return { version: 4, terraform_version: '1.9.0', serial: 1, lineage: 'bench', outputs: {}, resources: [resource('aws_vpc', 'main', []), ...Array.from({ length: RESOURCES - 1 }, (_, i) => resource(types[i % types.length] as string, `r${i}`, i % 5 === 0 ? ['aws_vpc.main'] : i > 8 ? [`${types[(i - 1) % types.length]}.r${i - 1}`] : []))] };
}

/** The best of some rounds, in milliseconds. */
async function timed(work: () => unknown): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < ROUNDS; i += 1) {
    const started = performance.now();
    await work();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

function row(name: string, milliseconds: number, aim?: number): void {
  console.log(`${name.padEnd(40)} ${milliseconds.toFixed(1).padStart(7)} ms${aim === undefined ? '' : `   (aim ${aim} ms)`}`);
}
