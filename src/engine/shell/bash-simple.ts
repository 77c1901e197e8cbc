import type { Assignment, Command, Redirection, Word as Node } from 'unbash';
import { parse } from 'unbash';
import type { Redirect } from '../model';
import { contentOf } from './bash-output';
import { type Call, type Feed, type Field, type Here, type Run, type Scope, type Value, type Variable, fork, known, scalar, spanOf, text, unknown } from './bash-state';
import { isDark } from './bash-unseen';
import { body, expand, expandAll, single } from './bash-words';
import { lookup } from '../lookup';

/** Reads one simple command: its assignments, redirections and words, then what it runs. */
export function simple(run: Run, scope: Scope, here: Here, node: Command): void {
  run.steps -= 1;
  if (run.steps <= 0) return void run.unread.add('more commands than are read');
  const name = node.name;
  const assignments = node.prefix.filter((one): one is Assignment => one.type === 'Assignment');
  if (name === undefined) {
    for (const one of assignments) set(run, scope, here, one, false);
    const { redirects, feed } = redirections(run, scope, here, node.redirects);
    if (redirects.length > 0) run.dispatch(scope, { ...clean(here), words: [], span: spanOf(here, node), redirects, into: null });
    else if (feed !== null && here.out !== null && node.redirects.length > 0) here.out.push(feed.flow);
    return;
  }
  if (DECLARES.has(name.text)) return declare(run, scope, here, node);
  const env = assignments.length > 0 ? { ...here.env, ...prefixed(run, scope, here, assignments) } : here.env;
  for (const { name: key } of assignments) {
    const value = RUN_BY_OTHERS.test(key) ? env[key] : undefined;
    if (value) run.text(value, fork(scope), { ...clean(here), at: spanOf(here, node), feed: null, out: null });
  }
  const words = [...nameOf(run, scope, here, name), ...argumentsOf(run, scope, here, node)];
  const given = node.redirects.length > 0 ? redirections(run, scope, here, node.redirects) : { redirects: [], into: null, feed: here.feed };
  run.dispatch(scope, { ...clean(here), env, words, span: spanOf(here, node), ...given });
}

/** Variables whose value git, a pager or an editor is started by. */
const RUN_BY_OTHERS = /^(?:GIT_SSH_COMMAND|GIT_SSH|(?:GIT_|MAN|AWS_)?PAGER|(?:GIT_|KUBE_)?EDITOR|GIT_SEQUENCE_EDITOR|VISUAL|GIT_EXTERNAL_DIFF|GIT_ASKPASS|SSH_ASKPASS|BROWSER|PROMPT_COMMAND|LESSOPEN)$/;

function clean({ at, wrappers, feed, out, env, depth }: Here): Here {
  return { at, wrappers, feed, out, env, depth };
}

/** The words behind the name. `alias k=kubectl` has assignments for words. */
function argumentsOf(run: Run, scope: Scope, here: Here, node: Command): Field[] {
  return node.suffix.flatMap((one): Field[] => {
    if (one.type === 'Word') return run.steps > 0 ? expand(run, scope, here, one) : [];
    if (one.type !== 'Assignment' || one.value.type !== 'Word') return [];
    const value = single(run, scope, here, one.value);
    const bare = value.known ? {} : { bare: `${one.name}=${value.bare ?? ''}` };
    return [{ ...value, ...bare, value: `${one.name}=${value.value}`, span: spanOf(here, one) }];
  });
}

/** The command's name, with an alias of the text in its place. */
function nameOf(run: Run, scope: Scope, here: Here, name: Node): Field[] {
  const alias = scope.aliases.get(name.text);
  if (alias === undefined) return expand(run, scope, here, name);
  const commands = parse(alias).commands;
  const command = commands[0]?.command;
  const at = spanOf(here, name);
  if (commands.length === 1 && command?.type === 'Command' && command.name) {
    // An alias that names itself (`alias ls='ls -l'`) is not taken twice.
    return expandAll(run, scope, { ...here, at }, [command.name, ...command.suffix.filter((one): one is Node => one.type === 'Word')]);
  }
  run.text(alias, scope, { ...here, at, feed: null });
  return [{ ...known(':'), span: at }];
}

interface Given {
  readonly redirects: readonly Redirect[];
  readonly into: Redirect | null;
  readonly feed: Feed | null;
}

/** Where a command reads from and writes to. */
export function redirections(run: Run, scope: Scope, here: Here, nodes: readonly Redirection[]): Given {
  const redirects: Redirect[] = [];
  let into: Redirect | null = null;
  let feed = here.feed;
  for (const node of nodes) {
    if (node.type === 'HereDoc') {
      const value = heredoc(run, scope, here, node);
      feed = { flow: isDark(value.flow) ? value.flow : text(value.value, value.known), offset: 0 };
      continue;
    }
    if (node.target === undefined) continue;
    const value = single(run, scope, here, node.target);
    if (node.type === 'HereString') {
      feed = { flow: !value.known && value.bare === '' && value.flow ? value.flow : text(`${value.value}\n`, value.known), offset: 0 };
      continue;
    }
    const descriptor = node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : undefined;
    if (/^\/dev\/(?:tcp|udp)\//.test(value.value)) {
      // What comes from the other end of a connection is read as a download is.
      feed = { flow: { kind: 'download', from: value.value }, offset: 0 };
      continue;
    }
    if (node.operator === '<' || node.operator === '<>') {
      if (descriptor !== undefined && descriptor !== 0) continue;
      feed = { flow: value.flow ?? (value.known && !value.glob ? contentOf(run, scope, value.value) : { kind: 'unread', by: [value.value] }), offset: 0 };
      if (value.known && value.value === '/dev/null') feed = { flow: text(''), offset: 0 };
      continue;
    }
    if (node.operator === '<&' || (node.operator === '>&' && /^(?:\d+-?|-)$/.test(value.value))) continue;
    if (/^\/dev\/(?:null|stdout|stderr|tty|fd\/\d+)$/.test(value.value) || value.flow !== undefined) {
      if (value.value === '/dev/null' && (descriptor ?? 1) === 1) into = { to: { ...value, span: spanOf(here, node.target) }, mode: 'overwrite' };
      continue;
    }
    const redirect: Redirect = { to: { ...value, span: spanOf(here, node.target) }, mode: node.operator.includes('>>') ? 'append' : 'overwrite' };
    redirects.push(redirect);
    if (descriptor === undefined || descriptor === 1) into = redirect;
  }
  return { redirects, into, feed };
}

function heredoc(run: Run, scope: Scope, here: Here, node: Extract<Redirection, { type: 'HereDoc' }>): Value {
  const tabs = node.operator === '<<-';
  const raw = tabs ? node.body.text.replace(/^\t+/gm, '') : node.body.text;
  if (node.delimiter?.quoted) return known(raw);
  const parts = node.body.parts;
  if (parts === undefined) return known(raw.replace(/\\([$`\\])/g, '$1').replace(/\\\n/g, ''));
  const value = body(run, scope, here, parts);
  return tabs ? { ...value, value: value.value.replace(/^\t+/gm, '') } : value;
}

function prefixed(run: Run, scope: Scope, here: Here, assignments: readonly Assignment[]): Record<string, string | null> {
  const env: Record<string, string | null> = {};
  for (const one of assignments) {
    if (one.value.type !== 'Word') continue;
    const value = single(run, scope, here, one.value);
    env[one.name] = value.known ? value.value : null;
  }
  return env;
}

/** Sets a variable of the shell: a text, a list, an element, or more of what it held. */
export function set(run: Run, scope: Scope, here: Here, node: Assignment, exported: boolean, keyed = false): void {
  const before = scope.vars.get(node.name);
  const export_ = exported || scope.allexport || (before?.exported ?? false);
  scope.vars.set(node.name, valueOf(run, scope, here, node, before, export_, keyed || before?.keys !== undefined));
}

function valueOf(run: Run, scope: Scope, here: Here, node: Assignment, before: Variable | undefined, exported: boolean, keyed: boolean): Variable {
  if (node.value.type === 'ArrayValue') {
    const elements = expandAll(run, scope, here, node.value.elements).map(({ span: _span, ...value }): Value => value);
    if (keyed) {
      const pairs = elements.map((one): [string, Value] => [/^\[([^\]]*)\]=/.exec(one.value)?.[1] ?? '', { ...one, value: one.value.replace(/^\[[^\]]*\]=/, '') }]);
      return { values: [...(node.append ? (before?.values ?? []) : []), ...pairs.map(([, value]) => value)], keys: [...(node.append ? (before?.keys ?? []) : []), ...pairs.map(([key]) => key)], list: true, exported };
    }
    const plain = elements.map((one) => (/^\[\d+\]=/.test(one.value) ? { ...one, value: one.value.replace(/^\[\d+\]=/, '') } : one));
    return { values: node.append ? [...(before?.values ?? []), ...plain] : plain, list: true, exported };
  }
  const value = single(run, scope, here, node.value);
  if (node.index !== undefined) return withElement(before, single(run, scope, here, node.index), value, exported, keyed);
  if (!node.append) return scalar(value, exported);
  const old = before?.values[0];
  if (before?.list) return { ...before, values: [...before.values.slice(0, 1).map((one) => joinedValue(one, value)), ...before.values.slice(1)] };
  return scalar(old === undefined ? value : joinedValue(old, value), exported);
}

function withElement(before: Variable | undefined, index: Value, value: Value, exported: boolean, keyed: boolean): Variable {
  const values = [...(before?.values ?? [])];
  if (keyed || !/^\d{1,4}$/.test(index.value)) {
    return { values: [...values, value], keys: [...(before?.keys ?? values.map((_, i) => String(i))), index.value], list: true, exported };
  }
  const at = Number(index.value);
  while (values.length < at && values.length < 64) values.push(known(''));
  values[Math.min(at, 64)] = value;
  return { values, list: true, exported };
}

function joinedValue(a: Value, b: Value): Value {
  // A text that is added to without end is not kept.
  if (a.value.length + b.value.length > 64 * 1024) return { ...a, known: false, bare: a.bare ?? a.value };
  const value = a.value + b.value;
  if (a.known && b.known) return known(value, a.glob || b.glob);
  const flow = a.flow ?? b.flow;
  const bare = (a.known ? a.value : (a.bare ?? '')) + (b.known ? b.value : (b.bare ?? ''));
  return { value, known: false, glob: a.glob || b.glob, bare, ...(flow ? { flow } : {}) };
}

const DECLARES = new Set(['export', 'local', 'declare', 'typeset', 'readonly']);

function declare(run: Run, scope: Scope, here: Here, node: Command): void {
  let exported = node.name?.text === 'export';
  let keyed = false;
  let functions = false;
  for (const one of node.suffix) {
    if (one.type === 'Assignment') set(run, scope, here, one, exported, keyed);
    if (one.type !== 'Word') continue;
    for (const { value, known: sure } of expand(run, scope, here, one)) {
      if (/^-\w+$/.test(value)) {
        exported ||= value.includes('x');
        keyed ||= value.includes('A');
        functions ||= value.includes('f');
        continue;
      }
      const equals = value.indexOf('=');
      const name = equals > 0 ? value.slice(0, equals) : value;
      const own = functions && exported ? scope.functions.get(value) : undefined;
      if (own) scope.functions.set(value, { ...own, exported: true });
      if (functions || !/^\w+$/.test(name)) continue;
      if (equals > 0) scope.vars.set(name, scalar(sure ? known(value.slice(equals + 1)) : unknown(value.slice(equals + 1)), exported));
      else mark(run, scope, name, exported, keyed, node.name?.text === 'local');
    }
  }
  const { redirects } = redirections(run, scope, here, node.redirects);
  const call: Call = { ...clean(here), words: [], span: spanOf(here, node), redirects, into: null };
  if (redirects.length > 0) run.dispatch(scope, call);
}

function mark(run: Run, scope: Scope, name: string, exported: boolean, keyed: boolean, local: boolean): void {
  const before = scope.vars.get(name);
  const outside = lookup(run.surroundings.env, name);
  if (keyed) scope.vars.set(name, { values: [], keys: [], list: true, exported });
  else if (before !== undefined && !local) scope.vars.set(name, { ...before, exported: before.exported || exported });
  else if (local) scope.vars.set(name, scalar(known('')));
  else if (exported && outside !== undefined && !scope.elsewhere) scope.vars.set(name, scalar(known(outside), true));
}
