import type { Effect, Facts } from '../engine/model';
import { awsOperation } from '../engine/tools/cloud/aws-operations';
import { awsKind, nounOf } from '../engine/tools/cloud/aws-seeds';
import { type Account, account } from './aws-ask';
import { describedIn, detailOf, nameOf } from './aws-items';
import { identifies, pairOf } from './aws-pairs';
import { absolute } from '../engine/kinds/paths';
import { bucketLook } from './aws-buckets';
import { changeSetLook, changesOf } from './aws-changes';
import { stackLook } from './aws-stacks';
import { known, listed, unknown } from './answers';
import { becomesOf, HOLDS_DATA } from './known';
import type { Item, Looked, Preview, Question } from './preview';

/** What an AWS command would take, by the read that belongs to it, and whose account it is. */
export const aws: Preview = {
  id: 'aws',
  matches: ({ program, args }, effects) => program === 'aws' && (effects.some(({ verb }) => verb !== 'create' && verb !== 'update') || args.some(({ value }) => value === 'cloudformation')),

  async look(question) {
    const opened = account(question);
    if (opened.kind === 'nothing') return unknown(opened.why);
    const { call } = opened.value;
    const [looked, where] = await Promise.all([lookOf(question, opened.value), opened.value.identity()]);
    if (looked.kind === 'unknown') return looked;
    const place = whereWords(where, question.effects);
    return { ...looked, where: { ...where, ...looked.where }, inventory: { ...looked.inventory, source: listed(place, looked.inventory.source || `as \`aws ${call.service}\` says now to the credentials of this window`) } };
  },
};

function lookOf(question: Question, opened: Account): Promise<Looked> {
  const { call } = opened;
  const name = call.value('--stack-name')?.value;
  const set = call.value('--change-set-name')?.value;
  if (call.service === 'cloudformation' && call.operation === 'execute-change-set' && set !== undefined) return changeSetLook(opened, set, name, question);
  if (call.service === 'cloudformation' && /^(?:deploy|update-stack|create-change-set)$/.test(call.operation) && name !== undefined) return deployed(question, opened, name);
  if (call.service === 'cloudformation' && name !== undefined) return stackLook(opened, name, question.surroundings);
  if (call.service === 's3' || (call.service === 's3api' && /^delete-(?:bucket|objects?)$/.test(call.operation))) return bucketLook(opened);
  return described(question, opened);
}

/** The new template is a file of this machine, named as `deploy` or as the other operations name it. */
async function deployed(question: Question, opened: Account, stack: string): Promise<Looked> {
  const { args } = question.invocation;
  // As it is written: the call itself has the text of the file in its place.
  const at = args.findIndex(({ value }) => /^--template-(?:file|body)$/.test(value));
  const written = args.find(({ value }) => /^--template-(?:file|body)=/.test(value))?.value.replace(/^[^=]*=/, '') ?? (at < 0 ? undefined : args[at + 1]?.value);
  const given = written?.replace(/^file:\/\//, '');
  const path = given === undefined ? null : absolute(given, question.cwd, question.homeDirectory);
  const text = path === null ? null : question.readFile(path);
  return path === null || text === null ? unknown('the new template is no file that can be read here') : changesOf(opened, { stack, path, text }, question);
}

async function described(question: Question, { call, ask }: Account): Promise<Looked> {
  const { surroundings, effects } = question;
  const pair = pairOf(call.service, call.operation, (read) => awsOperation(surroundings, call.service, read).letter === 'R' && isListed(surroundings.table('aws'), call.service, read));
  if (pair === null) return unknown(`no read is known that shows what \`aws ${call.service} ${call.operation}\` takes`);
  const named = call.options.filter(({ name, values }) => values.length > 0 && identifies(name));
  if (named.length === 0) return unknown('the command does not say which thing it is');
  const isRead = call.service === 'ssm' && pair.read === 'describe-parameters';
  const words = isRead ? ['--parameter-filters', `Key=Name,Values=${named.flatMap(({ values }) => values.map(({ value }) => value)).join(',')}`] : named.flatMap(({ name, values }) => [pair.options[name] ?? name, ...values.map(({ value }) => value)]);
  const answer = await ask(call.service, pair.read, ...words, ...pair.more);
  if (answer.kind === 'nothing') return unknown(answer.why);
  const asked = named.flatMap(({ values }) => values.map(({ value }) => value));
  const effect = effects.find(({ verb }) => verb !== 'read') ?? effects[0];
  const things = describedIn(answer.value).filter((thing) => pair.read !== 'describe-log-groups' || asked.includes(String(thing['logGroupName'])));
  const items = things.map((thing): Item => {
    const becomes = effect === undefined ? ({ kind: 'gone' } as const) : becomesOf(effect);
    const noun = effect?.resource.type ?? call.service;
    const final = call.value('--final-db-snapshot-identifier', '--final-snapshot-identifier', '--final-cluster-snapshot-identifier')?.value;
    return { name: `${noun} ${nameOf(thing, asked)}`, detail: listed(detailOf(thing), becomes.kind === 'gone' && final !== undefined && `a last snapshot is taken: ${final}`), holdsData: becomes.kind !== 'kept' && HOLDS_DATA.has(awsKind(call.service, nounOf(call.operation))), becomes, group: noun };
  });
  return known(items, items.length === 0 ? 'nothing of that name is there' : '');
}

/** Whether the compiled table has the read: one that only looks like one could be anything. */
function isListed(table: string, service: string, read: string): boolean {
  const start = table.indexOf(`\n${service}|`);
  if (start < 0) return false;
  const line = table.slice(start + 1, table.indexOf('\n', start + 1) < 0 ? undefined : table.indexOf('\n', start + 1));
  const reads = /\|R ([^|]*)/.exec(line)?.[1] ?? '';
  const [verb = '', ...noun] = read.split('-');
  return reads.split(' ').some((group) => group.startsWith(`${verb}:`) && group.slice(verb.length + 1).split(',').includes(noun.join('-')));
}

function whereWords(where: Facts, effects: readonly Effect[]): string {
  const facts = { ...effects[0]?.environment.facts, ...where };
  return listed(facts['aws-account'] && `AWS ${facts['aws-account']}`, facts['aws-region'], facts['aws-profile'] && `profile ${facts['aws-profile']}`);
}
