import { isAbsolute, join } from 'node:path';
import type { Invocation } from '../engine/model';
import { isObject } from '../protocol/proposal';
import { HOLDS_DATA } from './known';
import type { Becomes, Inventory, Item, Looked, Preview, Question } from './preview';

/** What Terraform's state says exists, and what a destroy, a replacement or a removal from the state would leave of it. Nothing is planned or refreshed. */
export const terraform: Preview = {
  id: 'terraform',
  matches: ({ program }, effects) => (program === 'terraform' || program === 'tofu') && effects.some(({ verb }) => verb === 'delete' || verb === 'replace' || verb === 'forget'),

  async look(question) {
    const folder = folderOf(question);
    const file = stateFile(question, folder);
    const text = question.readFile(file);
    const stored = text === null ? null : instancesStored(text);
    // State on this machine is read, and nothing is started for it. State that is kept elsewhere, or encrypted, only the tool can show.
    if (!isElsewhere(question, folder)) {
      if (stored !== null) return looked(stored, question, `as the state file ${file} says`, null);
      if (text === null) return { kind: 'known', inventory: { items: [], uncounted: 0, source: `${file} is not there: ${question.invocation.program} has made nothing here that it knows of` }, command: null };
    }
    const program = question.invocation.program;
    const args = [...(folder === question.cwd ? [] : [`-chdir=${folder}`]), 'show', '-json', '-no-color'];
    const command = [program, ...args].join(' ');
    const ran = await question.run(program, args);
    const shown = ran.kind === 'done' && ran.exit === 0 && !ran.cut ? instancesShown(ran.stdout) : null;
    if (shown !== null) return looked(shown, question, `as \`${command}\` says`, command);
    if (stored !== null) return looked(stored, question, `as the state file ${file} says, which may be older than what exists`, command);
    const why = ran.kind === 'late' ? 'it took too long' : ran.kind === 'missing' ? ran.why : ran.kind === 'done' && ran.exit !== 0 ? firstLine(ran.stderr) : 'its answer could not be read';
    return { kind: 'unknown', why: `what exists could not be learned: \`${command}\` gave nothing (${why})`, command };
  },
};

/** What `init` wrote down of a backend that is not on this machine. */
function isElsewhere({ env, readFile }: Question, folder: string): boolean {
  const noted = parsed(readFile(join(folder, env['TF_DATA_DIR'] ?? '.terraform', 'terraform.tfstate')) ?? '');
  const backend = isObject(noted) && isObject(noted['backend']) ? noted['backend']['type'] : undefined;
  return typeof backend === 'string' && backend !== 'local';
}

interface Instance {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly dependsOn: readonly string[];
}

function looked(instances: readonly Instance[], question: Question, source: string, command: string | null): Looked {
  const becomes = becomesIn(question.invocation, instances);
  const items = instances.map((instance): Item => {
    const holdsData = HOLDS_DATA.has(question.kindOf(instance.type)) || /(?:^|[._-])(?:db|database|bucket|volume|data|storage|backup)(?:$|[._\-[])/i.test(instance.address.slice(instance.type.length));
    return { name: instance.address, detail: detailOf(instance.values), holdsData: holdsData && becomes(instance).kind !== 'kept', becomes: becomes(instance) };
  });
  const inventory: Inventory = { items: items.filter((item) => item.becomes.kind !== 'kept'), uncounted: 0, source };
  const kept = items.length - inventory.items.length;
  return { kind: 'known', inventory: kept === 0 ? inventory : { ...inventory, source: `${source}; ${kept} others stay` }, command };
}

/** By the options of the command: all, the targets and what depends on them, or the replaced ones. */
function becomesIn(invocation: Invocation, instances: readonly Instance[]): (instance: Instance) => Becomes {
  const words = invocation.args.map(({ value }) => value);
  const values = (name: string) => words.flatMap((word, i) => (word === name || word === `-${name}` ? (words[i + 1] ?? []) : word.startsWith(`${name}=`) || word.startsWith(`-${name}=`) ? word.slice(word.indexOf('=') + 1) : []));
  const replaced = values('-replace');
  const forgotten = words.includes('state') && words.includes('rm') ? words.filter((word) => !word.startsWith('-')).slice(2) : [];
  const tainted = words.includes('taint') ? words.filter((word) => !word.startsWith('-')).slice(1) : [];
  const targets = values('-target');
  const destroys = words.includes('destroy') || words.includes('-destroy') || words.includes('--destroy');
  const gone = destroys ? (targets.length === 0 ? null : withDependents(targets, instances)) : [];
  return ({ address }) => {
    if (gone === null || gone.some((target) => isUnder(address, target))) return { kind: 'gone' };
    if (forgotten.some((target) => isUnder(address, target))) return { kind: 'changed', to: 'no longer in the state; it goes on existing' };
    const why = replaced.some((target) => isUnder(address, target)) ? '-replace' : tainted.some((target) => isUnder(address, target)) ? 'tainted: with the next apply' : null;
    return why === null ? { kind: 'kept' } : { kind: 'empty', why };
  };
}

/** A destroy of a target takes along whatever depends on it. */
function withDependents(targets: readonly string[], instances: readonly Instance[]): readonly string[] {
  const all = new Set(targets);
  for (let size = -1; size !== all.size; ) {
    size = all.size;
    for (const { address, dependsOn } of instances) {
      if (dependsOn.some((one) => [...all].some((target) => isUnder(one, target) || isUnder(target, one)))) all.add(address);
    }
  }
  return [...all];
}

function isUnder(address: string, target: string): boolean {
  return address === target || address.startsWith(`${target}.`) || address.startsWith(`${target}[`);
}

/** `terraform show -json`: a tree of modules. An empty state has no `values` and is no unknown. */
function instancesShown(text: string): readonly Instance[] | null {
  const read = parsed(text);
  if (!isObject(read) || typeof read['format_version'] !== 'string') return null;
  const root = isObject(read['values']) ? read['values']['root_module'] : undefined;
  return root === undefined ? [] : modules(root);
}

function modules(module: unknown): readonly Instance[] {
  if (!isObject(module)) return [];
  const resources = Array.isArray(module['resources']) ? module['resources'].filter(isObject) : [];
  const children = Array.isArray(module['child_modules']) ? module['child_modules'] : [];
  const own = resources.flatMap((one): Instance[] => {
    const { address, type, mode, values, depends_on: dependsOn } = one;
    if (mode !== 'managed' || typeof address !== 'string' || typeof type !== 'string') return [];
    const secret = isObject(one['sensitive_values']) ? one['sensitive_values'] : {};
    const shown = isObject(values) ? Object.fromEntries(Object.entries(values).filter(([key]) => secret[key] !== true)) : {};
    return [{ address, type, values: shown, dependsOn: Array.isArray(dependsOn) ? dependsOn.filter((name) => typeof name === 'string') : [] }];
  });
  return [...own, ...children.flatMap(modules)];
}

/** `terraform.tfstate`, format 4. */
function instancesStored(text: string): readonly Instance[] | null {
  const read = parsed(text);
  if (!isObject(read) || !Array.isArray(read['resources'])) return null;
  return read['resources'].filter(isObject).flatMap((one): Instance[] => {
    const { mode, type, name, module, instances } = one;
    if (mode !== 'managed' || typeof type !== 'string' || typeof name !== 'string' || !Array.isArray(instances)) return [];
    return instances.filter(isObject).map((instance) => {
      const key = instance['index_key'];
      const index = key === undefined ? '' : typeof key === 'number' ? `[${key}]` : `["${String(key)}"]`;
      const dependsOn = Array.isArray(instance['dependencies']) ? instance['dependencies'].filter((dependency) => typeof dependency === 'string') : [];
      const secret = Array.isArray(instance['sensitive_attributes']) ? JSON.stringify(instance['sensitive_attributes']) : '';
      const values = isObject(instance['attributes']) ? Object.fromEntries(Object.entries(instance['attributes']).filter(([name]) => !secret.includes(`"value":${JSON.stringify(name)}`))) : {};
      return { address: `${typeof module === 'string' ? `${module}.` : ''}${type}.${name}${index}`, type, values, dependsOn };
    });
  });
}

/** Attributes that tell a person what a thing is, in this order. */
const TELLING = ['name', 'identifier', 'bucket', 'engine', 'engine_version', 'allocated_storage', 'size_gb', 'size', 'instance_class', 'instance_type', 'image', 'versioning', 'deletion_protection', 'force_destroy', 'skip_final_snapshot', 'record', 'arn', 'id'];

function detailOf(values: Readonly<Record<string, unknown>>): string {
  // terraform_data keeps what it was given under `input`.
  const given = isObject(values['input']) ? (isObject(values['input']['value']) ? values['input']['value'] : values['input']) : values;
  const told = TELLING.flatMap((key) => {
    const value = given[key];
    if (typeof value === 'boolean') return [`${key} ${String(value)}`];
    return typeof value === 'string' && value !== '' ? [value] : typeof value === 'number' ? [`${key.replace('size_gb', 'size').replace('allocated_storage', 'size')} ${value}${/size_gb|allocated_storage/.test(key) ? ' GB' : ''}`] : [];
  });
  return [...new Set(told)].slice(0, 4).join(', ');
}

function folderOf({ invocation, cwd }: Question): string {
  const option = invocation.args.map(({ value }) => /^--?chdir=(.+)$/.exec(value)?.[1]).find((value) => value !== undefined);
  return option === undefined ? cwd : isAbsolute(option) ? option : join(cwd, option);
}

function stateFile({ invocation, env, readFile }: Question, folder: string): string {
  const option = invocation.args.map(({ value }) => /^--?state=(.+)$/.exec(value)?.[1]).find((value) => value !== undefined);
  if (option !== undefined) return isAbsolute(option) ? option : join(folder, option);
  const workspace = env['TF_WORKSPACE'] || readFile(join(folder, env['TF_DATA_DIR'] ?? '.terraform', 'environment'))?.trim() || 'default';
  return workspace === 'default' ? join(folder, 'terraform.tfstate') : join(folder, 'terraform.tfstate.d', workspace, 'terraform.tfstate');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function firstLine(text: string): string {
  return text.split('\n').map((line) => line.replace(/^[╷│╵\s]+/, '').trim()).find((line) => line !== '') ?? 'no reason given';
}
