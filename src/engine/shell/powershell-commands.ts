import { absolute } from '../kinds/paths';
import type { Word } from '../model';
import { canonicalName } from './powershell-aliases';
import { type Given, parameterOf, readGiven } from './powershell-given';
import { addInvocation, stdinOf, word, wordsOf } from './powershell-invocations';
import { filtered, outputOf } from './powershell-outputs';
import type { Command, Run } from './powershell-scope';
import { isFalse, itemsOf, listOf, NULL, textOf, unknown, type Value } from './powershell-values';
import { fetchedInto } from './fetched';
import { joinedPath, lastName } from './windows-paths';
import { lookup } from '../lookup';

/** Runs one command of a pipeline: puts down what it starts, and gives what it would hand on. */
export function runCommand(run: Run, command: Command, input: Value | null): Value[] {
  const [head, ...rest] = command.words;
  if (!head) return [];
  const name = run.evaluate(head);
  const span = head.span;
  // `& { … }` and `. { … }`
  if (command.call !== null && (name.is === 'download' || isScript(name))) return invokeText(run, { args: [], values: [name], named: new Map(), blocks: [] }, null, { ...command, name: word('', true, span) });
  if (name.is === 'block') return run.call(name.block, input, readGiven(run, rest, { native: false }).values);
  const [first, ...more] = itemsOf(name);
  if (!first) return [];
  const { text, known: sure } = textOf(first);
  const written = rest.map((one) => run.text.slice(one.span[0], Math.min(one.span[1], one.span[0] + 40)));
  let program = canonicalName(text.replace(/^(?:.*[\\/])?([^\\/]+?)\.(?:exe|cmd|bat|com)$/i, '$1'), written);
  for (let i = 0; i < 5 && run.aliases.has(program); i += 1) program = canonicalName(run.aliases.get(program) as string, written);
  if (/[\\/]/.test(program) && !program.includes('::')) program = lastName(program).toLowerCase();
  const own = run.functions.get(program);
  const cmdlet = own !== undefined || isCmdlet(program);
  const given = readGiven(run, rest, { native: !cmdlet, before: more });
  if (own) return run.call(own, input, given.values, given.named);

  const at: Command & { name: Word } = { ...command, name: word(text, sure, span) };
  if (!sure) run.unread.push(`the program ${text}`);
  return lookup(BUILTINS, program)?.(run, given, input, at) ?? plain(run, program, given, input, at);
}

/** `& ([scriptblock]::Create('…'))`: a text with blanks that is no path. */
function isScript(value: Value): boolean {
  return value.is === 'text' && value.known && /^\s*[\w-]+[ \t\n;|]/.test(value.text) && !/\.(?:exe|cmd|bat|ps1|com)\b/i.test(value.text);
}

type Named = Command & { name: Word };

/** Cmdlets are Verb-Noun; a few programs look like one. */
function isCmdlet(program: string): boolean {
  return /^[a-z]+-[a-z][a-z0-9]*$/.test(program) && !/^(?:docker|aws|az|apt|git|pip|npm|kubectl|helm|ssh|yt|terraform|pre|cargo|go|php|gitlab|github|ng|vue|react|create|next|http|tailwindcss|pm2|cross|ts|electron|json|lite|web)-/.test(program);
}

/** Any other command: its blocks run, it is put down, and its output is named. */
function plain(run: Run, program: string, given: Given, input: Value | null, command: Named): Value[] {
  const handed = input && TAKES_ITEMS.test(program) ? wordsOf(input, command.span) : [];
  const texts = !isCmdlet(program) || /^(?:invoke-sqlcmd|set-content|add-content|out-file|tee-object|start-process)$/.test(program);
  const whatIf = isCmdlet(program) && run.variables.has('whatifpreference') && !isFalse(run.variables.get('whatifpreference') as Value);
  addInvocation(run, {
    program,
    command: command.name,
    args: [...given.args, ...(whatIf ? ['-WhatIf'] : [])],
    span: command.span,
    stdin: texts || handed.length === 0 ? stdinOf(input) : null,
    redirects: command.redirects.flatMap(({ to, mode }) => {
      const target = textOf(run.evaluate(to));
      return /^(?:nul|null|)$/i.test(target.text) ? [] : [{ to: word(target.text, target.known, to.span), mode }];
    }),
  });
  if (handed.length > 0) {
    const last = run.invocations.pop();
    if (last) run.invocations.push({ ...last, args: [...last.args, ...handed] });
  }
  noteDownload(run, program, given);
  noteWritten(run, program, given, input, command);
  const elsewhere = program === 'invoke-command' ? parameterOf(given, 'computername', 'session', 'vmname') : undefined;
  const wrappers = run.wrappers;
  if (elsewhere) run.wrappers = [...wrappers, { program, args: [], elsewhere: textOf(elsewhere).text }];
  for (const block of given.blocks) run.call(block, input, listArguments(given));
  const script = parameterOf(given, 'scriptblock');
  if (script && isScript(script)) invokeText(run, { args: [], values: [script], named: new Map(), blocks: [] }, null, command);
  run.wrappers = wrappers;
  return outputOf(run, program, given, input, command.span);
}

/** Verbs that take the things they are about from the pipe. */
const TAKES_ITEMS = /^(?:remove|clear|stop|restart|disable|uninstall|unregister|suspend|dismount|format-volume|reset|initialize|revoke|disconnect|move|rename|unlock|delete|invoke-item|start-process|stop|set-ad|set-az|copy-item)(?:-|$)/;

function listArguments(given: Given): readonly Value[] {
  const list = parameterOf(given, 'argumentlist', 'args');
  return list ? itemsOf(list) : [];
}

const BUILTINS: Readonly<Record<string, (run: Run, given: Given, input: Value | null, command: Named) => Value[] | undefined>> = {
  'set-location': changeFolder,
  'push-location': (run, given, input, command) => {
    run.folders.push(run.cwd);
    return changeFolder(run, given, input, command);
  },
  'pop-location': (run) => {
    if (run.folders.length > 0) run.cwd = run.folders.pop() ?? null;
    return [];
  },
  'foreach-object': forEach,
  'where-object': (run, given, input) => {
    const [block] = given.blocks;
    const value = input ?? NULL;
    if (block) run.call(block, value, []);
    return itemsOf(filtered(run, value, block ?? null, given)).slice();
  },
  'invoke-expression': invokeText,
  'set-variable': setVariable,
  'new-variable': setVariable,
  'set-alias': setAlias,
  'new-alias': setAlias,
  'write-output': (run, given, input, command) => {
    plain(run, 'write-output', given, null, command);
    return given.values.length > 0 ? given.values.slice() : input ? itemsOf(input).slice() : [];
  },
  // What a text gives that is only shown.
  'out-null': () => [],
};

function changeFolder(run: Run, given: Given, input: Value | null, command: Named): Value[] {
  const target = parameterOf(given, 'path', 'literalpath') ?? given.values[0] ?? input;
  addInvocation(run, { program: 'set-location', command: command.name, args: given.args, span: command.span });
  if (!target) return [];
  const { text, known: sure } = textOf(target);
  const place = text === '~' || text.startsWith('~/') || text.startsWith('~\\') ? run.start.surroundings.homeDirectory + text.slice(1) : text;
  // Drives of the registry, the environment and their kind are no folders.
  run.cwd = sure && !/^(?:hk\w\w|env|cert|function|variable|alias|wsman|ad|sqlserver):/i.test(place) ? joinedPath(run.cwd, place.replace(/^FileSystem::/i, '')) : null;
  return [];
}

const MAX_ITEMS = 64;

function forEach(run: Run, given: Given, input: Value | null, command: Named): Value[] {
  const items = input ? itemsOf(input) : [];
  const turns = items.length === 0 || items.length > MAX_ITEMS ? [items[0] ?? unknown('$_')] : items;
  if (items.length > MAX_ITEMS) run.unread.push('a pipeline of many items');
  if (given.blocks.length > 0) return turns.flatMap((item) => given.blocks.flatMap((block) => run.call(block, item.is === 'output' ? { ...item, text: '$_' } : item, [])));
  // `% Delete`, `| ForEach-Object FullName`
  const member = given.values[0] ? textOf(given.values[0]).text : '';
  if (/^(?:delete|kill|stop|terminate)$/i.test(member)) addInvocation(run, { program: /delete/i.test(member) ? 'remove-item' : `${/stop/i.test(member) ? 'stop-service' : 'stop-process'}`, command: command.name, args: turns, span: command.span });
  return turns.slice();
}

/** `iex`: a text that is known is read, one that comes from elsewhere is code nobody can see. */
function invokeText(run: Run, given: Given, input: Value | null, command: Named): Value[] {
  const value = given.named.get('command') ?? (given.values.length > 0 ? listOf(given.values) : (input ?? NULL));
  const place = { in: 'text', span: command.span } as const;
  const items = itemsOf(value);
  if (items.length === 0) return [];
  if (items.length === 1 && items[0]?.is === 'block') return run.call(items[0].block, null, []);
  if (items.some((item) => item.is === 'output') && !items.some((item) => item.is === 'download')) {
    // What a program that stands here prints for its own set-up (`starship init`, `fnm env`).
    run.unread.push(`what ${items.map((item) => (item.is === 'output' ? item.of : '')).find(Boolean) ?? 'a program'} would print, which is run`);
    return [];
  }
  const file = items.length === 1 && items[0]?.is === 'file' ? items[0].path : null;
  const path = file === null ? null : joinedPath(run.cwd, file);
  const text = path === null ? null : run.start.surroundings.readFile(path);
  if (path !== null && text !== null) {
    run.nested.push({ language: 'powershell', text, cwd: run.cwd, env: Object.fromEntries(run.env), place, link: (line) => `${file}:${line}` });
    return [];
  }
  const texts = items.map(textOf);
  const joined = texts.map((one) => one.text).join('\n');
  const readable = texts.every((one) => one.known) || (items.every((item) => item.is === 'text') && /^\s*[&.]?\s*["']?[A-Za-z][\w./\\-]*["']?\s/.test(joined));
  if (readable) {
    run.nested.push({ language: 'powershell', text: joined, cwd: run.cwd, env: Object.fromEntries(run.env), place });
    return [];
  }
  addUnseen(run, command, items.find((item) => item.is === 'download') ? 'a download that is run' : joined.slice(0, 80));
  return [];
}

function addUnseen(run: Run, command: Command, address: string): void {
  run.effects.push({
    verb: 'run-unseen', resource: { kind: 'code', type: 'powershell', address }, reach: 'resource', environment: { class: 'unknown', facts: {} }, undo: 'no',
    place: { in: 'text', span: command.span }, unattended: false, note: 'its text cannot be read', chain: [], by: null,
  });
}

/** A file that this text writes and may run further on. */
function noteWritten(run: Run, program: string, given: Given, input: Value | null, command: Named): void {
  const writes = /^(?:set-content|out-file|add-content|tee-object|new-item)$/.test(program);
  const path = writes ? (parameterOf(given, 'path', 'literalpath', 'filepath') ?? given.values[0]) : command.redirects[0] ? run.evaluate(command.redirects[0].to) : undefined;
  const value = writes ? (parameterOf(given, 'value') ?? input ?? given.values[1]) : program === 'write-output' ? listOf(given.values) : null;
  if (!path || !value || run.written.size > 50) return;
  const { text: name, known } = textOf(path);
  const whole = known ? absolute(name, run.cwd, run.start.surroundings.homeDirectory, true) : null;
  const texts = itemsOf(value).map(textOf);
  if (whole === null || texts.length === 0) return;
  const before = program === 'add-content' || command.redirects[0]?.mode === 'append' ? (run.written.get(whole) ?? '') : '';
  run.written.set(whole, `${before}${texts.map(({ text }) => text).join('\n')}\n`);
}

/** A file that is downloaded or decoded here and run further on is code nobody has seen. */
function noteDownload(run: Run, program: string, given: Given): void {
  const target = parameterOf(given, 'outfile', 'destination');
  if (/^(?:invoke-webrequest|invoke-restmethod|start-bitstransfer)$/.test(program) && target) run.downloaded.add(lastName(textOf(target).text).toLowerCase());
  const last = run.invocations.at(-1);
  const fetched = last ? fetchedInto(last.program, last.args.map(({ value }) => value)) : null;
  if (fetched) run.downloaded.add(lastName(fetched.path).toLowerCase());
  if (!last || run.downloaded.size === 0) return;
  const runs = /^(?:start-process|invoke-item|powershell|pwsh|msiexec|python3?|node|bash|sh|cmd)$/.test(last.program) ? last.args.filter((_, i) => i < 4) : [last.command];
  if (runs.some(({ value }) => run.downloaded.has(lastName(value).toLowerCase()))) {
    run.effects.push({
      verb: 'run-unseen', resource: { kind: 'code', type: 'download', address: 'a download that is run' }, reach: 'resource', environment: { class: 'unknown', facts: {} }, undo: 'no',
      place: { in: 'text', span: last.span }, unattended: false, note: 'nobody has read what was downloaded', chain: [], by: null,
    });
  }
}

function setVariable(run: Run, given: Given, input: Value | null): Value[] {
  const name = given.named.get('name') ?? given.values[0];
  const value = given.named.get('value') ?? given.values[given.named.has('name') ? 0 : 1] ?? input ?? NULL;
  if (name) run.variables.set(textOf(name).text.toLowerCase(), value);
  return [];
}

function setAlias(run: Run, given: Given): Value[] {
  const name = given.named.get('name') ?? given.values[0];
  const value = given.named.get('value') ?? given.values[given.named.has('name') ? 0 : 1];
  if (name && value) run.aliases.set(textOf(name).text.toLowerCase(), textOf(value).text);
  return [];
}

