import { absolute } from '../engine/kinds/paths';
import type { Word } from '../engine/model';
import { type Arguments, readArguments } from '../engine/tools/options';
import { type Account, account } from './aws-ask';
import { changesOf, type Template } from './aws-changes';
import { stackLook } from './aws-stacks';
import { type Answered, known, unknown } from './answers';
import type { Looked, Preview, Question } from './preview';

/** CDK and SAM make stacks of CloudFormation, so CloudFormation is asked. The app itself, which is code of the workspace, is not run. */
export const deployers: Preview = {
  id: 'deployers',
  matches: ({ program }, effects) => /^(?:cdk|sam)$/.test(program) && effects.some(({ verb, resource }) => verb === 'delete' || resource.kind === 'change'),

  async look(question) {
    const { invocation } = question;
    const args = readArguments(invocation.args, { style: 'gnu', values: ['--profile', '--region', '-r', '--stack-name', '--config-env', '--config-file', '-c', '--context', '-a', '--app', '-o', '--output', '--role-arn', '--s3-bucket', '--s3-prefix', '-t', '--template', '--template-file', '--require-approval', '--parameter-overrides', '--capabilities', '--tags', '--outputs-file', '--method'] });
    const [verb, ...positionals] = args.positionals;
    const names = args.value('--stack-name') === undefined ? positionals : [args.value('--stack-name') as Word];
    if (verb?.value === 'deploy') return deployed(question, names.map(({ value }) => value), args);
    const unread = names.find((word) => !word.known || /[*?]/.test(word.value));
    if (unread || names.length === 0) return unknown('which stacks it takes only the app itself could say, and code of the workspace is not run for a look');
    const opened = accountOf(question, args);
    if (opened.kind === 'nothing') return unknown(opened.why);
    const parts = await Promise.all(names.map(({ value }) => stackLook(opened.value, value.split('/').at(-1) as string, question.surroundings)));
    const failed = parts.find((part) => part.kind === 'unknown');
    if (failed) return failed;
    return known(parts.flatMap((part) => (part.kind === 'known' ? part.inventory.items : [])), parts.flatMap((part) => (part.kind === 'known' ? [part.inventory.source] : [])).join('; '), { where: await opened.value.identity() });
  },
};

function accountOf(question: Question, args: Arguments): Answered<Account> {
  const { invocation } = question;
  const word = (value: string): Word => ({ value, known: true, glob: false, span: invocation.span });
  const where = (['--profile', '--region'] as const).flatMap((name) => { const given = args.value(name); return given === undefined ? [] : [word(name), given]; });
  return account({ ...question, invocation: { ...invocation, program: 'aws', args: [word('cloudformation'), word('delete-stack'), ...where] } });
}

/** A deployment is compared with what was built for it last. It is not built anew: that would run code of the workspace. */
async function deployed(question: Question, names: readonly string[], args: Arguments): Promise<Looked> {
  const built = question.invocation.program === 'cdk' ? synthesized(question, args.value('-o', '--output')?.value ?? 'cdk.out', names) : builtBySam(question, names, args);
  if (built.length === 0) return unknown('no built template of it is on this machine, and code of the workspace is not run for a look');
  const opened = accountOf(question, args);
  if (opened.kind === 'nothing') return unknown(opened.why);
  const parts = await Promise.all(built.slice(0, 8).map((template) => changesOf(opened.value, template, question)));
  const failed = parts.find((part) => part.kind === 'unknown');
  if (failed) return failed;
  const learned = parts.flatMap((part) => (part.kind === 'known' ? [part] : []));
  return known(learned.flatMap(({ inventory }) => inventory.items), `${learned.map(({ inventory }) => inventory.source).join('; ')}, built before and perhaps not from the code as it is now`, { where: await opened.value.identity(), files: learned.flatMap(({ files }) => files ?? []) });
}

function synthesized({ cwd, homeDirectory, readFile, surroundings }: Question, output: string, names: readonly string[]): readonly Template[] {
  const folder = absolute(output, cwd, homeDirectory) ?? output;
  const files = (surroundings.listFiles(folder) ?? []).filter((name) => name.endsWith('.template.json'));
  return files.flatMap((file): Template[] => {
    const stack = file.slice(0, -'.template.json'.length);
    const text = readFile(`${folder}/${file}`);
    return text === null || (names.length > 0 && !names.some((name) => /[*?]/.test(name) || name.split('/').at(-1) === stack)) ? [] : [{ stack, path: `${folder}/${file}`, text }];
  });
}

function builtBySam({ cwd, homeDirectory, readFile }: Question, names: readonly string[], args: Arguments): readonly Template[] {
  const configured = /^\s*stack_name\s*=\s*"([^"]+)"/m.exec(readFile(`${cwd}/samconfig.toml`) ?? '')?.[1];
  const stack = names[0] ?? configured;
  const given = args.value('-t', '--template', '--template-file')?.value;
  const paths = given === undefined ? ['.aws-sam/build/template.yaml', 'template.yaml', 'template.yml'] : [given];
  const path = paths.map((one) => absolute(one, cwd, homeDirectory) ?? one).find((one) => readFile(one) !== null);
  return stack === undefined || path === undefined ? [] : [{ stack, path, text: readFile(path) as string }];
}
