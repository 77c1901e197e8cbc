import { loaded } from './bash-output';
import { resolvePath } from './bash-paths';
import { type Call, type Field, type Flow, type Run, type Scope, type Value, fork, known } from './bash-state';
import { runFlow, runWord } from './bash-unseen';

interface Feeding {
  /** The words that come in; `null` when they are not known. */
  readonly items: readonly Value[] | null;
  readonly unknownItem: Value;
}

/** What comes in, one item a word or a line. */
export function feeding(run: Run, scope: Scope, flow: Flow | null, byLine: boolean, separator: string | null): Feeding {
  const content = flow === null ? null : loaded(run, scope, flow);
  const unknownItem: Value = { value: content?.kind === 'unread' ? `$(${content.by.join(' ')})` : content?.kind === 'file' ? `$(cat ${content.path})` : '$(…)', known: false, glob: false, bare: '', ...(content ? { flow: content } : {}) };
  if (content?.kind === 'paths') return { items: content.paths, unknownItem };
  if (content?.kind === 'answers') return { items: [known('y')], unknownItem };
  if (content?.kind !== 'text' || !content.complete) return { items: null, unknownItem };
  const pieces = separator !== null ? content.text.split(separator) : byLine ? content.text.split('\n') : content.text.replace(/(["'])(.*?)\1/g, '$2').split(/\s+/);
  return { items: pieces.map((piece) => piece.trim()).filter((piece) => piece !== '').slice(0, 64).map((piece) => known(piece)), unknownItem };
}

/** A word with the item in the place that is kept for it. */
export function placed(word: Field, place: string, item: Value): Field {
  if (!word.value.includes(place)) return word;
  const value = word.value.split(place).join(item.value);
  const bare = word.value.split(place).join(item.known ? item.value : (item.bare ?? ''));
  return item.known ? { ...word, value, glob: word.glob || item.glob } : { ...word, value, known: false, glob: word.glob || item.glob, bare, ...(word.value === place && item.flow ? { flow: item.flow } : {}) };
}

/** Options of GNU parallel that take a value. */
const VALUES = /^(?:-j|-P|-a|-N|-n|-I|-S|-C|-L|-W|--jobs|--max-procs|--arg-file|--colsep|--delay|--timeout|--retries|--joblog|--results|--max-args|--tmpdir|--tempdir|--env|--sshlogin|--sshloginfile|--slf|--workdir|--wd|--load|--memfree|--nice|--halt|--tagstring|--basefile|--return|--replace|--rpl|--delimiter|-d|--profile|--max-replace-args)$/;

/** `parallel command ::: a b`, `:::: file`, or items from a pipe. With `--dry-run` the commands are only shown. */
export function parallel(run: Run, scope: Scope, call: Call, args: readonly Field[], program: string): boolean {
  const sources = args.findIndex((arg) => /^:{3,4}\+?$/.test(arg.value));
  const own = sources < 0 ? args : args.slice(0, sources);
  let file: Field | undefined;
  let i = 0;
  for (; i < own.length && own[i]?.value.startsWith('-'); i += 1) {
    const { value } = own[i] as Field;
    if (/^--(?:dry-?run|help|version|citation|number-of-(?:cpus|cores|sockets))$/.test(value)) return true;
    if (/^(?:-a|--arg-file)$/.test(value)) file = own[i + 1];
    if (VALUES.test(value)) i += 1;
  }
  const command = own.slice(i);
  const groups = groupsOf(run, scope, sources < 0 ? [] : args.slice(sources));
  const fed = groups.length > 0 ? null : feeding(run, scope, file ? { kind: 'file', path: resolvePath(scope.cwd, file.value) } : (call.feed?.flow ?? null), true, null);
  const items = fed === null ? (groups[0] as Group).items : fed.items;
  const unknownItem = fed === null ? (groups[0] as Group).unknownItem : fed.unknownItem;
  const inner: Call = { ...call, feed: null, external: true, wrappers: [...call.wrappers, { program, args: own.slice(0, i).map((arg) => arg.value) }] };
  if (command.length === 0) {
    if (items === null && fed && call.feed) runFlow(run, scope, inner, call.feed.flow, 'pipe');
    for (const item of (items ?? []).slice(0, 16)) runWord(run, fork(scope), { ...inner, words: [] }, [{ ...item, span: call.span }], 'same-shell');
    return items !== null;
  }
  // Its commands are a shell's: functions that are exported count.
  const exported = scope.functions.get(command[0]?.value ?? '')?.exported ?? program === 'env_parallel';
  const called: Call = exported ? withoutMark(inner) : inner;
  const placeless = !command.some((word) => /\{(?:\d*[./#%]*)\}/.test(word.value));
  for (const item of (items ?? [unknownItem]).slice(0, 16)) {
    const words = placeless ? [...command, { ...item, span: call.span }] : command.map((word) => groups.reduce((filled, group, at) => placed(filled, `{${at + 1}}`, at === 0 ? item : (group.items?.[0] ?? group.unknownItem)), placed(word, '{}', item)));
    if (command.length === 1 && /\s/.test(command[0]?.value ?? '')) runWord(run, fork(scope), { ...called, words }, words, 'same-shell');
    else run.dispatch(fork(scope), { ...called, words });
  }
  return true;
}

type Group = ReturnType<typeof feeding>;

/** `::: a b :::: file`: several sources of items. */
function groupsOf(run: Run, scope: Scope, words: readonly Field[]): Group[] {
  const groups: { mark: string; words: Field[] }[] = [];
  for (const word of words) {
    if (/^:{3,4}\+?$/.test(word.value)) groups.push({ mark: word.value, words: [] });
    else groups.at(-1)?.words.push(word);
  }
  return groups.map(({ mark, words: own }) => (mark.startsWith('::::') ? feeding(run, scope, own[0] ? { kind: 'file', path: resolvePath(scope.cwd, own[0].value) } : null, true, null) : { items: own, unknownItem: known('') }));
}

function withoutMark({ external: _external, ...call }: Call): Call {
  return call;
}
