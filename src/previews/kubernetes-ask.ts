import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { type Arguments, readArguments } from '../engine/tools/options';
import { KUBECTL } from '../engine/tools/kubernetes/arguments';
import type { Ran } from '../platform/processes';
import { isWithin } from '../platform/windows';
import { type Answered, objects, parsed, textOf } from './answers';
import type { Question } from './preview';

export type Live = Readonly<Record<string, unknown>>;

/** A cluster that is asked. Every question is a `get`, but for the dry run that a person asks for. */
export interface Cluster {
  readonly args: Arguments;
  /** Objects; `partly` says what of it could not be read. */
  get(...words: readonly string[]): Promise<Answered<{ readonly objects: readonly Live[]; readonly partly: string | null }>>;
  /** The server's own dry run of an apply: it keeps nothing. */
  apply(...words: readonly string[]): Promise<Ran>;
  /** Lines of an answer in plain text; null when there was none. */
  lines(...words: readonly string[]): Promise<readonly string[] | null>;
}

/** Options that say which cluster, as whom, and in which namespace. */
const WHERE = ['--context', '--cluster', '--user', '--kubeconfig', '-s', '--server', '--as', '--as-group', '--as-uid', '--tls-server-name', '--certificate-authority', '--client-certificate', '--client-key'];
/** These are passed on, and shown to nobody. */
const SECRET = ['--token', '--password', '--username'];
const FLAGS = ['--insecure-skip-tls-verify'];

export function cluster(question: Question, program: string): Answered<Cluster> {
  const unsafe = foreignProgram(question);
  if (unsafe !== null) return { kind: 'nothing', why: unsafe };
  const args = readArguments(question.invocation.args, KUBECTL);
  const named = (names: readonly string[]) => names.flatMap((name) => args.values(name).map(({ value }) => `${name.startsWith('--') ? name : `-${name.replace(/^-+/, '')}`}=${value}`.replace(/^-s=/, '--server=')));
  const where = [...named(WHERE), ...FLAGS.filter((flag) => args.has(flag)), ...(args.has('-A', '--all-namespaces') ? [] : args.values('-n', '--namespace').slice(-1).map(({ value }) => `--namespace=${value}`))];
  const quietly = [`--cache-dir=${join(tmpdir(), `infrahold-kube-${process.getuid?.() ?? 0}`)}`, '--request-timeout=8s', ...named(SECRET)];
  return {
    kind: 'answered',
    value: {
      args,
      async get(...words) {
        const ran = await question.run(program, [...where, 'get', ...words, '--ignore-not-found', '-o', 'json'], undefined, quietly);
        const text = textOf(ran);
        const value = ran.kind === 'done' && !ran.cut ? parsed(ran.stdout === '' && ran.exit === 0 ? '{"items":[]}' : ran.stdout) : null;
        if (typeof value !== 'object' || value === null) return { kind: 'nothing', why: text.kind === 'nothing' ? text.why : 'its answer could not be read' };
        const list = 'items' in value ? objects(value.items) : [value as Live];
        return { kind: 'answered', value: { objects: list, partly: text.kind === 'nothing' ? text.why : null } };
      },
      apply: (...words) => question.run(program, [...where, 'apply', '--dry-run=server', ...words, '--validate=false', '-o', 'json'], undefined, quietly),
      async lines(...words) {
        const ran = await question.run(program, [...where, ...words], undefined, quietly);
        return ran.kind === 'done' && !ran.cut && (ran.exit === 0 || ran.stdout !== '') ? ran.stdout.split('\n').filter((line) => line !== '') : null;
      },
    },
  };
}

/** A kubeconfig may name a program that gives the credentials. One out of the workspace names whatever its writer likes, so it is not followed for a look. */
function foreignProgram({ invocation, env, cwd, readFile }: Question): string | null {
  const args = readArguments(invocation.args, KUBECTL);
  const files = args.value('--kubeconfig')?.value ?? env['KUBECONFIG'] ?? '';
  const own = files.split(':').map((file) => (isAbsolute(file) ? file : join(cwd, file))).filter((file, i) => files.split(':')[i] !== '' && isWithin(file, cwd));
  const found = own.find((file) => /^\s*(?:-\s*)?(?:exec|cmd-path|"exec"|"cmd-path")\s*:/m.test(readFile(file) ?? ''));
  return found === undefined ? null : `${found} is in the workspace and names a program to run for credentials, which is not run for a look`;
}
