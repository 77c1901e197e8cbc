import { asLowered } from '../../effects';
import type { Context, Invocation, Language, Lowered } from '../../model';
import type { AwsCall } from './aws-arguments';
import { awsFacts } from './aws-facts';

/** Operations whose argument is a program: read by the reader of its language. */
export function awsCode(call: AwsCall, invocation: Invocation, context: Context): Lowered {
  const found = textsIn(call);
  const parts = found.map(([language, text]) =>
    context.follow({
      language,
      text,
      cwd: null,
      place: { in: 'text', span: invocation.span },
      link: `aws ${call.service} ${call.operation}`,
      facts: { ...awsFacts(call, invocation, context), host: call.value('--instance-ids', '--targets', '--task', '--container')?.value ?? 'remote' },
      by: invocation,
    }),
  );
  return parts.length === 0 ? asLowered([]) : { effects: parts.flatMap(({ effects }) => effects), coverage: parts.some(({ coverage }) => coverage === 'partial') ? 'partial' : 'full', unread: parts.flatMap(({ unread }) => unread) };
}

function textsIn(call: AwsCall): (readonly [Language, string])[] {
  const at = (...names: string[]): string[] => call.values(...names).map(({ value }) => value);
  switch (`${call.service} ${call.operation}`) {
    case 'ssm send-command':
      return commandsIn(at('--parameters').join(' ')).map((text) => [/powershell/i.test(at('--document-name')[0] ?? '') ? 'powershell' : 'bash', text]);
    case 'ssm start-session':
      return commandsIn(at('--parameters').join(' ')).map((text) => ['bash', text]);
    case 'ecs execute-command':
      return at('--command').slice(0, 1).map((text) => ['bash', text]);
    case 'rds-data execute-statement': case 'rds-data execute-sql': case 'rds-data batch-execute-statement': case 'redshift-data execute-statement':
      return at('--sql', '--sql-statements').map((text) => ['sql', text]);
    case 'redshift-data batch-execute-statement':
      return at('--sqls').map((text) => ['sql', text]);
    case 'athena start-query-execution': case 'timestream-query query':
      return at('--query-string').map((text) => ['sql', text]);
    case 'dynamodb execute-statement': case 'dynamodb batch-execute-statement': case 'dynamodb execute-transaction':
      return at('--statement').map((text) => ['sql', text]);
    default:
      return [];
  }
}

/** `commands=["a","b"]`, `commands=a,b`, `{"commands":["a"]}`: the command lines in it. */
function commandsIn(parameters: string): string[] {
  const list = /["']?command(?:s)?["']?\s*[:=]\s*(\[[\s\S]*?\](?=\s*(?:[,}]|$))|\S[\s\S]*)/.exec(parameters)?.[1];
  if (list === undefined) return [];
  if (!list.startsWith('[')) return [list.replace(/^["']|["']$/g, '')];
  try {
    const value: unknown = JSON.parse(list);
    if (Array.isArray(value)) return [value.map(String).join('\n')];
  } catch {
    // The shorthand of the AWS CLI leaves the quotes out: `commands=[reboot,ls]`.
  }
  return [list.slice(1, -1).split(/,(?=\s*["']?)/).map((one) => one.trim().replace(/^["']|["']$/g, '')).join('\n')];
}
