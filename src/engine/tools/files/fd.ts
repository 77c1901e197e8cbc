import { together } from '../../effects';
import type { Tool, Word } from '../../model';
import { readArguments } from '../options';
import { nothing } from './rm';

/** `fd -e log -x rm`: the program behind `-x` gets what is found, in the place of `{}` or at the end. */
export const fd: Tool = (invocation, context) => {
  const at = invocation.args.findIndex(({ value }) => /^(?:-x|-X|--exec|--exec-batch)$/.test(value));
  if (at < 0) return [nothing(invocation, 'what is found')];
  const args = readArguments(invocation.args.slice(0, at), { style: 'gnu', values: ['-e', '--extension', '-t', '--type', '-d', '--max-depth', '--min-depth', '-E', '--exclude', '-S', '--size', '--changed-within', '--changed-before', '-o', '--owner', '-j', '--threads', '--base-directory', '--search-path'] });
  const [command, ...rest] = invocation.args.slice(at + 1).filter(({ value }) => value !== ';');
  if (!command) return [nothing(invocation, 'what is found')];
  const [pattern, ...roots] = args.positionals;
  const extension = args.value('-e', '--extension')?.value;
  const names = extension !== undefined ? [`*.${extension}`] : pattern && pattern.value !== '.' ? alternatives(pattern.value).map(plain) : ['*'];
  const found = (roots.length > 0 ? roots : [{ ...command, value: '.' }]).flatMap((root) => names.map((name): Word => ({ ...root, value: `${root.value.replace(/\/+$/, '')}/${name}`, glob: true })));
  const filled = rest.some(({ value }) => value.includes('{}')) ? rest.flatMap((word) => (word.value.includes('{') ? found : [word])) : [...rest, ...found];
  const program = command.value.split('/').at(-1) ?? '';
  return together([[nothing(invocation, 'what is found')], context.invoke({ ...invocation, program, command, args: filled, redirects: [] })]);
};

/** `^(node_modules|dist)$` is two names. Anything more involved stays one pattern. */
function alternatives(pattern: string): readonly string[] {
  const inside = /^\^?\((?:\?:)?([^()]*)\)\$?$/.exec(pattern)?.[1];
  return inside === undefined ? (/^\^?[\w\\.|-]+\$?$/.test(pattern) ? pattern.split('|') : [pattern]) : inside.split('|').map((name) => (pattern.startsWith('^') ? `^${name}` : name));
}

/** A regular expression over a name as a glob that is judged by its end: `\.log$` is `*.log`. */
function plain(pattern: string): string {
  const bare = pattern.replace(/^\^/, '').replace(/\$$/, '').replace(/\\\./g, '.');
  return bare.startsWith('.') && !pattern.startsWith('^') ? `*${bare}` : /[*?[]/.test(bare) ? '*' : bare;
}
