import { isAbsolute, join, resolve } from 'node:path';
import type { Word } from '../engine/model';
import { textOf } from './answers';
import { entries } from './file-tree';
import type { Question } from './preview';

/** The paths that a command would take; or why they cannot be known. `isAlone`: each by itself, a folder only when it is empty. */
export type Targets = { readonly kind: 'paths'; readonly paths: readonly string[]; readonly by: string; readonly isAlone?: true } | { readonly kind: 'unread'; readonly why: string };

export async function targetsOf(question: Question): Promise<Targets> {
  const { invocation } = question;
  const finder = invocation.wrappers.findLast(({ program }) => /^g?find$/.test(program));
  if (/^g?find$/.test(invocation.program)) return found(invocation.args.map(({ value, known }) => (known ? value : '$')), question);
  if (finder && invocation.args.some(({ value }) => value === '{}')) return found(finder.args, question);
  if (invocation.wrappers.some(({ program }) => /^(?:xargs|parallel|fd|fdfind)$/.test(program))) return { kind: 'unread', why: 'their names come from another program' };
  if (isOfWindows(question)) return windows(question);
  if (!REMOVERS.has(invocation.program)) return { kind: 'paths', by: 'as the file system says', paths: [...new Set(question.effects.flatMap(({ environment: { facts }, verb }) => (facts.path !== undefined && verb === 'overwrite' ? [facts.path] : [])))] };
  const words = namesIn(invocation.args);
  const unread = words.find(({ known }) => !known);
  if (unread) return { kind: 'unread', why: `\`${unread.value}\` is only known when it runs` };
  return { kind: 'paths', by: 'as the file system says', paths: [...new Set(words.flatMap((word) => opened(word, question)))] };
}

export const REMOVERS: ReadonlySet<string> = new Set(['rm', 'grm', 'srm', 'safe-rm', 'rmdir', 'unlink', 'shred', 'wipe', 'rimraf', 'del-cli', 'trash', 'trash-put']);

/** PowerShell and cmd write options and paths in ways of their own; the engine has read them already. */
export function isOfWindows({ invocation }: Pick<Question, 'invocation'>): boolean {
  return invocation.shell !== 'bash' && WINDOWS.has(invocation.program);
}

const WINDOWS: ReadonlySet<string> = new Set(['remove-item', 'ri', 'rm', 'rmdir', 'rd', 'del', 'erase']);

function windows(question: Question): Targets {
  const effects = question.effects.filter(({ verb }) => verb === 'delete' || verb === 'run-unseen');
  const unread = effects.find(({ environment: { facts } }) => facts.path === undefined);
  if (unread) return { kind: 'unread', why: `\`${unread.resource.address}\` is only known when it runs` };
  const paths = effects.flatMap(({ environment: { facts }, resource }) => opened({ value: facts.path as string, known: true, glob: /[*?[]/.test(resource.address), span: [0, 0] }, question));
  return { kind: 'paths', by: 'as the file system says', paths: [...new Set(paths)] };
}

function namesIn(args: readonly Word[]): readonly Word[] {
  const dashes = args.findIndex(({ value }) => value === '--');
  return args.filter(({ value }, i) => (dashes >= 0 && i > dashes) || (value !== '--' && !value.startsWith('-')));
}

/** A pattern is opened up as the shell would: names with a dot in front only where the pattern has one. */
function opened({ value, glob }: Word, { cwd, homeDirectory }: Question): readonly string[] {
  const path = value === '~' || value.startsWith('~/') ? join(homeDirectory, value.slice(1)) : isAbsolute(value) ? value : resolve(cwd, value);
  if (!glob) return [path.length > 1 ? path.replace(/\/+$/, '') : path];
  return path.split('/').slice(1).reduce<readonly string[]>((folders, part) => {
    if (!/[*?[]/.test(part)) return folders.map((folder) => `${folder === '/' ? '' : folder}/${part}`);
    const fits = pattern(part);
    return folders.flatMap((folder) => entries(folder).filter(({ name }) => fits.test(name) && (part.startsWith('.') || !name.startsWith('.'))).map(({ name }) => join(folder, name))).slice(0, MOST_TARGETS);
  }, ['/']);
}

export const MOST_TARGETS = 2000;

function pattern(part: string): RegExp {
  const source = part.replace(/[.+^${}()|\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.').replace(/\[!/g, '[^');
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /^$/;
  }
}

/** Which files `find` picks, `find` itself says, with its deed left out. Only words that pick are passed on. */
async function found(args: readonly string[], { run }: Question): Promise<Targets> {
  const end = args.findIndex((word) => /^-(?:exec|execdir|ok|okdir)$/.test(word));
  const words = (end < 0 ? args : args.slice(0, end)).filter((word) => word !== '-delete');
  const unread = words.find((word, i) => word.includes('$') || (word.startsWith('-') && !PICKS.test(word) && !TAKES.test(words[i - 1] ?? '')));
  if (unread !== undefined) return { kind: 'unread', why: `what \`${unread}\` picks cannot be asked without running it` };
  const deep = args.includes('-delete') && !words.includes('-depth') ? ['-depth'] : [];
  const said = textOf(await run('find', [...words, ...deep, '-print0']));
  if (said.kind === 'nothing') return { kind: 'unread', why: `\`find\` could not say (${said.why})` };
  return { kind: 'paths', by: 'as `find` picks them', paths: said.value.split('\0').filter((path) => path !== ''), ...(args.includes('-delete') && { isAlone: true }) };
}

const PICKS = /^-(?:H|L|P|name|iname|path|ipath|wholename|regex|iregex|regextype|type|xtype|size|empty|mtime|mmin|atime|amin|ctime|cmin|newer\w*|user|group|uid|gid|nouser|nogroup|perm|inum|links|samefile|lname|ilname|maxdepth|mindepth|depth|mount|xdev|prune|o|or|a|and|not|true|false|daystart|follow|print|print0|readable|writable|executable|noleaf|used)$/;
/** Values of these may begin with a dash: `-mtime -7`. */
const TAKES = /^-(?:size|mtime|mmin|atime|amin|ctime|cmin|perm|uid|gid|inum|links|used|name|iname|path|ipath|regex|iregex)$/;
