import { asLowered, type EffectSeed, effectOf, together } from '../../effects';
import type { Context, Invocation, Lowered, Tool } from '../../model';
import { aliased } from './aws-alias';
import { type AwsCall, readAwsCall } from './aws-arguments';
import { awsCase } from './aws-cases';
import { awsCode } from './aws-code';
import { awsEndpoint, awsFacts, isLoopback } from './aws-facts';
import { awsOperation } from './aws-operations';
import { seedOf } from './aws-seeds';
import { s3Seeds } from './aws-s3';
import { signsIn } from './aws-signs';

/** The AWS command line: every operation by the compiled table, with the arguments that change what it means. */
export const aws: Tool = (invocation, context) => {
  const call = readAwsCall(invocation, context);
  const alias = aliased(call, invocation, context);
  if (alias !== null) return alias;
  const seeds = seedsOf(call, context);
  if (seeds.every(({ verb }) => verb === 'read')) return seeds.map((seed) => effectOf(invocation, seed));
  const placed = seeds.map((seed) => located(seed, call, invocation, context));
  return together([placed, asLowered(awsCode(call, invocation, context))]);
};

function seedsOf(call: AwsCall, context: Context): readonly EffectSeed[] {
  const { service, operation } = call;
  const type = `${service} ${operation}`.trim();
  const read: EffectSeed = { verb: 'read', resource: { kind: 'other', type: `aws ${type}`, address: type || 'aws' } };
  // An aliased or unset service is nothing that can be read; `help`, `wait`, skeletons and dry runs change nothing.
  if (service === '' || operation === '' || operation === 'help' || operation === 'wait' || call.positionals[0]?.value === 'help') return [read];
  if (call.has('--generate-cli-skeleton', '--dry-run', '--dryrun', '--version')) return [read];
  if (service === 's3') return s3Seeds(call);
  if (service === 'configure') return [{ verb: /^(?:list|get|export)/.test(operation) ? 'read' : 'update', resource: { kind: 'other', type: 'aws configuration', address: 'the AWS configuration' } }];
  const decided = awsOperation(context.surroundings, service, operation);
  if (decided.letter === 'R') return [read];
  const seed = seedOf(decided, call);
  return [...(awsCase(call, seed, decided) ?? [seed]), ...signsIn(call, seed)];
}

/** Adds where it lands. Beside an emulator on this machine nothing is anybody's. */
function located(seed: EffectSeed, call: AwsCall, invocation: Invocation, context: Context): Lowered['effects'][number] {
  const endpoint = awsEndpoint(call, invocation, context);
  const local = endpoint !== undefined && isLoopback(endpoint);
  return effectOf(invocation, {
    ...seed,
    facts: awsFacts(call, invocation, context),
    resource: local ? { ...seed.resource, kind: 'regenerated' } : seed.resource,
    ...(local && { verb: seed.verb === 'unprotect' ? 'update' : seed.verb, note: 'an emulator on this machine' }),
    ...(call.unread.length > 0 && seed.verb !== 'create' && !local && seed.note == null && { note: `${call.unread[0]} could not be read` }),
  });
}
