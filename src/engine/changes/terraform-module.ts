import { readTerraformJson } from './hcl/json';
import type { Block, Source } from './hcl/model';
import { readHcl } from './hcl/read';
import { referenceText } from './terraform-evaluate';

/** One file of a module on one side. `changed`: the proposal touches it. */
export interface ModuleFile {
  readonly path: string;
  readonly source: Source;
  readonly changed: boolean;
}

/** A block that has an address, and the override files' blocks of the same address after it. */
export interface Part {
  readonly type: string;
  readonly address: string;
  readonly file: ModuleFile;
  readonly block: Block;
  readonly overrides: readonly Block[];
}

/** All that the files of one folder say together, on one side of a change. */
export interface Module {
  readonly resources: ReadonlyMap<string, Part>;
  readonly modules: ReadonlyMap<string, Part>;
  /** By `aws`, or `aws.east` with an alias. */
  readonly providers: ReadonlyMap<string, Part>;
  readonly settings: readonly Part[];
  readonly variables: ReadonlyMap<string, Part>;
  readonly locals: readonly Part[];
  readonly data: readonly Part[];
  readonly moved: ReadonlyMap<string, string>;
  readonly removed: ReadonlyMap<string, Removed>;
}

/** A `removed` block. `destroys` is what it does with the real thing. */
export interface Removed {
  readonly destroys: boolean;
  readonly part: Part;
}

export function sourceOf(path: string, text: string): Source {
  return /\.json$/i.test(path) ? readTerraformJson(text) : readHcl(text);
}

export function moduleOf(files: readonly ModuleFile[]): Module {
  const resources = new Map<string, Part>();
  const modules = new Map<string, Part>();
  const providers = new Map<string, Part>();
  const variables = new Map<string, Part>();
  const settings: Part[] = [];
  const locals: Part[] = [];
  const data: Part[] = [];
  const moved = new Map<string, string>();
  const removed = new Map<string, Removed>();
  // Override files count last, whatever their names.
  for (const file of [...files].sort((a, b) => Number(isOverride(a.path)) - Number(isOverride(b.path)))) {
    for (const block of file.source.body.blocks) {
      const [first, second] = block.labels;
      const part = (type: string, address: string): Part => ({ type, address, file, block, overrides: [] });
      if (block.type === 'resource' && first !== undefined && second !== undefined) put(resources, part(first, `${first}.${second}`), file);
      else if (block.type === 'module' && first !== undefined) put(modules, part('module', `module.${first}`), file);
      else if (block.type === 'data' && first !== undefined && second !== undefined) data.push(part(first, `data.${first}.${second}`));
      else if (block.type === 'provider' && first !== undefined) put(providers, part(first, providerName(first, block)), file);
      else if (block.type === 'variable' && first !== undefined) put(variables, part('variable', first), file);
      else if (block.type === 'terraform') settings.push(part('terraform', 'terraform'));
      else if (block.type === 'locals') locals.push(part('locals', 'locals'));
      else if (block.type === 'moved') {
        const from = referenceOf(block, 'from');
        const to = referenceOf(block, 'to');
        if (from !== null && to !== null) moved.set(from, to);
      } else if (block.type === 'removed') {
        const from = referenceOf(block, 'from');
        if (from !== null) removed.set(from, { destroys: destroys(block), part: part('removed', from) });
      }
    }
  }
  return { resources, modules, providers, settings, variables, locals, data, moved, removed };
}

/** A reference that an argument gives: `from = aws_lb.a`. */
export function referenceOf(block: Block, name: string): string | null {
  const attribute = block.body().attributes.find((one) => one.name === name);
  return attribute ? referenceText(attribute.value()) : null;
}

/** Where a `moved` block, or several in a row, takes an address. Whole modules take what is in them along. */
export function movedTo(address: string, moved: ReadonlyMap<string, string>): string | null {
  if (moved.size === 0) return null;
  let at = address;
  for (let steps = 0; steps < 20; steps += 1) {
    const next = moved.get(at);
    if (next === undefined) break;
    at = next;
  }
  return at === address ? null : at;
}

function put(map: Map<string, Part>, part: Part, file: ModuleFile): void {
  const base = map.get(part.address);
  map.set(part.address, base && isOverride(file.path) ? { ...base, overrides: [...base.overrides, part.block], file: file.changed ? file : base.file } : part);
}

function providerName(type: string, block: Block): string {
  const alias = block.body().attributes.find((one) => one.name === 'alias')?.value();
  return alias?.kind === 'scalar' ? `${type}.${String(alias.value)}` : type;
}

function destroys(block: Block): boolean {
  const lifecycle = block.body().blocks.find((one) => one.type === 'lifecycle');
  const value = lifecycle?.body().attributes.find((one) => one.name === 'destroy')?.value();
  return !(value?.kind === 'scalar' && String(value.value) === 'false');
}

function isOverride(path: string): boolean {
  return /(?:^|\/|_)override\.(?:tf|tofu)(?:\.json)?$/i.test(path);
}
