import type { Word } from '../../model';

export interface Found {
  readonly word: Word;
  /** Everything below goes, files in folders included. */
  readonly deep: boolean;
  readonly many: boolean;
}

export interface FindReading {
  readonly deletes: boolean;
  readonly targets: readonly Found[];
}

/**
 * Reads find's expression: what would be found, as paths and globs. A name test makes it `root/…/name`; without one it is all of the root.
 * The last name test counts: `-path ./node_modules -prune -o -name '*.ts'` finds the latter.
 */
export function readFind(args: readonly Word[]): FindReading {
  let start = 0;
  while (/^-(?:H|L|P|O\d?|D)$/.test(args[start]?.value ?? '')) start += args[start]?.value === '-D' ? 2 : 1;
  const first = args.findIndex(({ value }, i) => i >= start && /^[-(!]|^\\[(!]/.test(value));
  const end = first < 0 ? args.length : first;
  const roots = args.slice(start, end);
  const expression = args.slice(end);
  // What stands behind the last `-delete` picks nothing any more: it is gone by then.
  const last = expression.findLastIndex(({ value }) => value === '-delete');
  const tests = last < 0 ? expression : expression.slice(0, last + 1);
  const names = tests.flatMap(({ value }, i) => (NAME_TESTS.has(value) && !negated(tests, i) && !pruned(tests, i) ? [tests[i + 1]] : [])).filter((word): word is Word => word !== undefined);
  const narrow = tests.some(({ value }, i) => (NARROWING.has(value) && !negated(tests, i)) || (value === '-empty' && !negated(tests, i)));
  const empty = tests.some(({ value }) => value === '-empty');
  const here: Word = { value: '.', known: true, glob: false, span: args[0]?.span ?? [0, 0] };
  return {
    deletes: tests.some(({ value }) => value === '-delete'),
    targets: (roots.length === 0 ? [here] : roots).flatMap((root) => (empty ? [emptyIn(root)] : names.length > 0 ? names.map((name) => named(root, name)) : [all(root, narrow)])),
  };
}

const NAME_TESTS: ReadonlySet<string> = new Set(['-name', '-iname', '-path', '-ipath', '-wholename', '-regex', '-iregex']);

/** Tests that pick some things out of many: what is left stays. */
const NARROWING: ReadonlySet<string> = new Set(['-mtime', '-mmin', '-atime', '-amin', '-ctime', '-cmin', '-newer', '-size', '-user', '-group', '-perm', '-inum', '-links', '-xtype']);

function negated(tests: readonly Word[], i: number): boolean {
  return /^(?:\\?!|-not)$/.test(tests[i - 1]?.value ?? '');
}

function pruned(tests: readonly Word[], i: number): boolean {
  return /^(?:-prune)$/.test(tests[i + 2]?.value ?? '') && tests.slice(i).some(({ value }) => value === '-o' || value === '-or');
}

/** `-name '*.pyc'` below a root: a name with a folder above it, so that it is judged by what it is called. */
function named(root: Word, name: Word): Found {
  const plain = name.value.replace(/^\*?\/+|\/\*+$/g, '').replace(/^\.\*\\?[/.]?/, '*.').replace(/\\\./g, '.').replace(/\$$/, '');
  const everything = /^[*.]*$/.test(plain);
  return {
    word: { value: `${root.value.replace(/\/+$/, '')}/${everything ? '*' : plain}`, known: root.known && name.known, glob: /[*?[]/.test(plain) || everything, span: root.span },
    deep: everything,
    many: true,
  };
}

function all(root: Word, narrow: boolean): Found {
  return narrow ? { word: { ...root, value: `${root.value.replace(/\/+$/, '')}/some*of*it`, glob: true }, deep: false, many: true } : { word: root, deep: true, many: true };
}

function emptyIn(root: Word): Found {
  return { word: { ...root, value: `${root.value.replace(/\/+$/, '')}/empty.tmp` }, deep: false, many: false };
}
