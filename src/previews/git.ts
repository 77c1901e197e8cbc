import type { Invocation } from '../engine/model';
import type { Item, Looked, Preview, Question } from './preview';

/** What `git reset --hard`, `clean`, `checkout`, `restore`, `stash drop` and `push --force` would throw away, by commands of git that only read. */
export const git: Preview = {
  id: 'git',
  matches: (invocation) => invocation.program === 'git' && LOOKS[subcommandOf(invocation).name] !== undefined,
  look: (question) => {
    const subcommand = subcommandOf(question.invocation);
    return (LOOKS[subcommand.name] as Look)(question, subcommand);
  },
};

interface Subcommand {
  readonly name: string;
  readonly args: readonly string[];
  /** Options before the subcommand that say where: `-C dir`, `--git-dir=…`. */
  readonly where: readonly string[];
}

type Look = (question: Question, subcommand: Subcommand) => Promise<Looked>;

const LOOKS: Readonly<Record<string, Look>> = { reset: changes, checkout: changes, switch: changes, restore: changes, clean: untracked, push: pushed, stash: stashed, branch: branches };

/** Changed files, staged or not, and with a target the commits that would no longer be on the branch. */
async function changes(question: Question, { args, where, name }: Subcommand): Promise<Looked> {
  const status = await git1(question, where, ['status', '--porcelain', '-z', '--untracked-files=no']);
  if (status.text === null) return unknown(status);
  const lines = status.text.split('\0').filter((line) => /^[ MADRCU]{2} /.test(line));
  const paths = args.filter((arg) => !arg.startsWith('-'));
  const stat = await git1(question, where, ['diff', 'HEAD', '--numstat', '-z']);
  const counts = new Map((stat.text ?? '').split('\0').flatMap((line) => {
    const [added, removed, path] = line.split('\t');
    return path === undefined || path === '' ? [] : [[path, `+${added} -${removed}`] as const];
  }));
  const target = name === 'reset' ? paths.find((path) => path !== 'HEAD') : undefined;
  const commits = target === undefined ? [] : await commitsIn(question, where, `${target}..HEAD`);
  const files = lines.map((line): Item => ({ name: line.slice(3), detail: [WORDS[line.trim()[0] ?? ''] ?? 'changed', counts.get(line.slice(3)) ?? ''].filter((part) => part !== '').join(', '), holdsData: true, becomes: { kind: 'changed', to: `back to ${target ?? 'the last commit'}` } }));
  return known([...files, ...commits], 'changes that no commit has, as `git status` and `git diff` say', status.command);
}

const WORDS: Readonly<Record<string, string>> = { M: 'changed', A: 'new', D: 'deleted', R: 'renamed', U: 'in conflict' };

/** What clean would take is what git itself says when it is only asked. */
async function untracked(question: Question, { args, where }: Subcommand): Promise<Looked> {
  const same = args.filter((arg) => !/^-(?:f+|-force|-interactive|i|q|-quiet)$/.test(arg)).map((arg) => (/^-[a-zA-Z]+$/.test(arg) ? arg.replace(/[fiq]/g, '') : arg)).filter((arg) => arg !== '-');
  const ran = await git1(question, where, ['clean', '--dry-run', ...same]);
  if (ran.text === null) return unknown(ran);
  const items = ran.text.split('\n').flatMap((line): Item[] => {
    const name = /^Would remove (.+)$/.exec(line)?.[1];
    return name === undefined ? [] : [{ name, detail: 'in no commit', holdsData: true, becomes: { kind: 'gone' } }];
  });
  return known(items, 'as `git clean --dry-run` says', ran.command);
}

/** Commits that the remote branch has and what is pushed has not, by what was fetched last. */
async function pushed(question: Question, { args, where }: Subcommand): Promise<Looked> {
  const [remote = 'origin', ...refs] = args.filter((arg) => !arg.startsWith('-'));
  const head = await git1(question, where, ['rev-parse', '--abbrev-ref', 'HEAD']);
  const branches = refs.length > 0 ? refs : head.text === null ? [] : [head.text.trim()];
  const deletes = args.some((arg) => arg === '--delete' || arg === '-d');
  const parts = await Promise.all(branches.map(async (ref): Promise<Item[]> => {
    const [from = '', to = from] = ref.replace(/^\+/, '').split(':');
    const there = `refs/remotes/${remote}/${to.replace(/^refs\/heads\//, '')}`;
    const whole = deletes || from === '';
    const commits = await commitsIn(question, where, whole ? there : `${from}..${there}`, whole ? ['--not', '--branches'] : []);
    return whole ? [{ name: `${remote}/${to}`, detail: `${commits.length} commits that no local branch has`, holdsData: true, becomes: { kind: 'gone' } }, ...commits] : commits;
  }));
  return known(parts.flat(), `commits on ${remote} as of the last fetch (\`git log\`); newer ones may be there`, `git log ${branches.join(' ')}..${remote}`);
}

async function stashed(question: Question, { args, where }: Subcommand): Promise<Looked> {
  const ran = await git1(question, where, ['stash', 'list', '--format=%gd%x09%cr: %s']);
  if (ran.text === null) return unknown(ran);
  const all = ran.text.split('\n').filter((line) => line !== '').map((line) => line.split('\t'));
  const which = args[0] === 'clear' ? null : /^\d+$/.test(args[1] ?? '') ? `stash@{${args[1]}}` : (args[1] ?? 'stash@{0}');
  const items = all.filter(([name]) => which === null || name === which).map(([name = '', detail = '']): Item => ({ name, detail, holdsData: true, becomes: { kind: 'gone' } }));
  return known(items, 'as `git stash list` says', ran.command);
}

async function branches(question: Question, { args, where }: Subcommand): Promise<Looked> {
  const names = args.filter((arg) => !arg.startsWith('-'));
  const parts = await Promise.all(names.map((name) => commitsIn(question, where, name, ['--not', `--exclude=${name}`, '--branches', '--remotes'])));
  const items = names.flatMap((name, i): Item[] => [{ name: `branch ${name}`, detail: `${parts[i]?.length ?? 0} commits that no other branch has`, holdsData: (parts[i]?.length ?? 0) > 0, becomes: { kind: 'gone' } }, ...(parts[i] ?? [])]);
  return known(items, 'as `git log` says', `git log ${names.join(' ')} --not --branches --remotes`);
}

async function commitsIn(question: Question, where: readonly string[], range: string, more: readonly string[] = []): Promise<Item[]> {
  const ran = await git1(question, where, ['log', '--max-count=200', '--format=%h%x09%an, %ar: %s', range, ...more]);
  return (ran.text ?? '').split('\n').filter((line) => line !== '').map((line) => {
    const [hash = '', detail = ''] = line.split('\t');
    return { name: `commit ${hash}`, detail, holdsData: true, becomes: { kind: 'gone' } };
  });
}

interface Said {
  readonly text: string | null;
  readonly why: string;
  readonly command: string;
}

/** Neither hooks nor a pager nor a file system monitor of the repository may run for a look. */
async function git1(question: Question, where: readonly string[], args: readonly string[]): Promise<Said> {
  const ran = await question.run('git', ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--no-pager', '--no-optional-locks', ...where, ...args]);
  const command = ['git', ...where, ...args].join(' ');
  if (ran.kind !== 'done') return { text: null, why: ran.kind === 'late' ? 'it took too long' : 'git is not there', command };
  return ran.exit === 0 ? { text: ran.stdout, why: '', command } : { text: null, why: ran.stderr.split('\n')[0] ?? '', command };
}

function known(items: readonly Item[], source: string, command: string): Looked {
  return { kind: 'known', inventory: { items, uncounted: 0, source }, command };
}

function unknown({ why, command }: Said): Looked {
  return { kind: 'unknown', why: `what would go could not be learned: \`${command}\` failed (${why})`, command };
}

/** The engine may have taken the subcommand for the first argument, with options that say where before it. */
function subcommandOf({ args }: Invocation): Subcommand {
  const words = args.map(({ value }) => value);
  const where: string[] = [];
  let at = 0;
  while (words[at]?.startsWith('-')) {
    const takesValue = ['-C', '--git-dir', '--work-tree'].includes(words[at] as string);
    if (takesValue) where.push(words[at] as string, words[at + 1] ?? '');
    else if (/^--(?:git-dir|work-tree)=/.test(words[at] as string)) where.push(words[at] as string);
    at += takesValue || ['-c', '--namespace', '--exec-path', '--super-prefix', '--config-env'].includes(words[at] as string) ? 2 : 1;
  }
  return { name: words[at] ?? '', args: words.slice(at + 1), where };
}
