import type { Word } from '../engine/model';
import { readArguments } from '../engine/tools/options';
import { account } from './aws-ask';
import { stackLook } from './aws-stacks';
import { known, unknown } from './answers';
import type { Preview } from './preview';

/** CDK and SAM make stacks of CloudFormation, so CloudFormation is asked. The app itself, which is code of the workspace, is not run. */
export const deployers: Preview = {
  id: 'deployers',
  matches: ({ program }, effects) => /^(?:cdk|sam)$/.test(program) && effects.some(({ verb }) => verb === 'delete'),

  async look(question) {
    const { invocation } = question;
    const args = readArguments(invocation.args, { style: 'gnu', values: ['--profile', '--region', '-r', '--stack-name', '--config-env', '--config-file', '-c', '--context', '-a', '--app', '-o', '--output', '--role-arn', '--s3-bucket', '--s3-prefix'] });
    const [, ...positionals] = args.positionals;
    const names = args.value('--stack-name') === undefined ? positionals : [args.value('--stack-name') as Word];
    const unread = names.find((word) => !word.known || /[*?]/.test(word.value));
    if (unread || names.length === 0) return unknown('which stacks it takes only the app itself could say, and code of the workspace is not run for a look');
    const word = (value: string): Word => ({ value, known: true, glob: false, span: invocation.span });
    const where = (['--profile', '--region'] as const).flatMap((name) => { const given = args.value(name); return given === undefined ? [] : [word(name), given]; });
    const opened = account({ ...question, invocation: { ...invocation, program: 'aws', args: [word('cloudformation'), word('delete-stack'), ...where] } });
    if (opened.kind === 'nothing') return unknown(opened.why);
    const parts = await Promise.all(names.map(({ value }) => stackLook(opened.value, value.split('/').at(-1) as string, question.surroundings)));
    const failed = parts.find((part) => part.kind === 'unknown');
    if (failed) return failed;
    return known(parts.flatMap((part) => (part.kind === 'known' ? part.inventory.items : [])), parts.flatMap((part) => (part.kind === 'known' ? [part.inventory.source] : [])).join('; '), { where: await opened.value.identity() });
  },
};
