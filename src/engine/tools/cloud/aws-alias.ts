import type { Context, Invocation, Lowered, Word } from '../../model';
import type { AwsCall } from './aws-arguments';
import { lineUnder } from './table';

/** A word of ~/.aws/cli/alias in the place of a service: another AWS command, or after `!` any command line at all. `null` when it is none. */
export function aliased(call: AwsCall, invocation: Invocation, context: Context): Lowered | null {
  if (call.service === '' || invocation.wrappers.some(({ program }) => program === ALIAS) || lineUnder(context.surroundings.table('aws'), call.service) !== null) return null;
  const text = context.surroundings.readFile(`${context.surroundings.homeDirectory}/.aws/cli/alias`);
  const value = text === null ? undefined : valueOf(text, call.service);
  if (value === undefined) return null;
  if (value.startsWith('!')) return context.follow({ language: 'bash', text: value.slice(1), cwd: invocation.cwd, place: { in: 'text', span: invocation.span }, link: `aws ${call.service}`, by: invocation });
  const at = invocation.args.findIndex((word) => word.value === call.service);
  const words = value.split(/\s+/).map((one): Word => ({ value: one, known: true, glob: false, span: invocation.args[at]?.span ?? invocation.span }));
  const args = [...invocation.args.slice(0, at), ...words, ...invocation.args.slice(at + 1)];
  return context.invoke({ ...invocation, args, wrappers: [...invocation.wrappers, { program: ALIAS, args: [call.service] }] });
}

/** An alias may name itself; it is taken once. */
const ALIAS = 'aws alias';

/** `name = value`, with indented lines that go on. */
function valueOf(text: string, name: string): string | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(name) && /^\s*=/.test(line.slice(name.length)));
  if (start < 0) return undefined;
  const more = lines.slice(start + 1);
  const end = more.findIndex((line) => !/^\s/.test(line));
  return [(lines[start] as string).slice(name.length).replace(/^\s*=\s*/, ''), ...(end < 0 ? more : more.slice(0, end))].join('\n').trim();
}
