import { isAbsolute, join } from 'node:path';
import { NOTHING } from '../engine/effects';
import type { Facts } from '../engine/model';
import { type AwsCall, readAwsCall } from '../engine/tools/cloud/aws-arguments';
import { isWithin } from '../platform/windows';
import { type Answered, jsonOf, strings, textAt } from './answers';
import type { Question } from './preview';

/** An account that is asked, as the command would reach it. */
export interface Account {
  readonly call: AwsCall;
  ask(...words: readonly string[]): Promise<Answered<Readonly<Record<string, unknown>>>>;
  /** Whose account it is, as AWS itself says: by number and alias. */
  identity(): Promise<Facts>;
}

const WHERE = ['--profile', '--region', '--endpoint-url', '--ca-bundle'];
const FLAGS = ['--no-verify-ssl', '--no-sign-request'];

export function account(question: Question): Answered<Account> {
  const foreign = foreignProgram(question);
  if (foreign !== null) return { kind: 'nothing', why: foreign };
  const call = readAwsCall(question.invocation, { surroundings: question.surroundings, follow: () => NOTHING, invoke: () => NOTHING });
  const unread = call.options.flatMap(({ values }) => values).find(({ known }) => !known);
  if (unread) return { kind: 'nothing', why: `\`${unread.value}\` is only known when it runs` };
  const where = [...WHERE.flatMap((name) => { const word = call.value(name); return word === undefined ? [] : [name, word.value]; }), ...FLAGS.filter((flag) => call.has(flag))];
  const ask = async (...words: readonly string[]) => jsonOf(await question.run('aws', [...words, ...where], undefined, ['--output', 'json', '--cli-read-timeout', '8', '--cli-connect-timeout', '4']));
  return {
    kind: 'answered',
    value: {
      call,
      ask,
      async identity() {
        const [caller, aliases] = await Promise.all([ask('sts', 'get-caller-identity'), ask('iam', 'list-account-aliases')]);
        const number = caller.kind === 'answered' ? textAt(caller.value, 'Account') : undefined;
        const alias = aliases.kind === 'answered' ? strings(aliases.value['AccountAliases'])[0] : undefined;
        return number === undefined ? {} : { 'aws-account': alias === undefined ? number : `${number} (${alias})` };
      },
    },
  };
}

/** A configuration file may name a program that gives the credentials; one out of the workspace is not followed for a look. */
function foreignProgram({ env, cwd, readFile }: Question): string | null {
  const files = [env['AWS_CONFIG_FILE'], env['AWS_SHARED_CREDENTIALS_FILE']].flatMap((file) => (file === undefined || file === '' ? [] : [isAbsolute(file) ? file : join(cwd, file)]));
  const found = files.find((file) => isWithin(file, cwd) && /^\s*credential_process\s*=/m.test(readFile(file) ?? ''));
  return found === undefined ? null : `${found} is in the workspace and names a program to run for credentials, which is not run for a look`;
}

