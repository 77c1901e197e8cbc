import { together } from '../effects';
import type { Context, FactKey, Facts, FileChange, Lowered } from '../model';
import { compareBackends } from './terraform-backends';
import { compareCalls } from './terraform-calls';
import { addedCommands } from './terraform-commands';
import type { Lines } from './terraform-compare';
import { evaluate, type Scope } from './terraform-evaluate';
import { compareFragments } from './terraform-fragments';
import { type Folder, folderOf, isConfiguration, nameOf, readFolder } from './terraform-folder';
import { type Module, type ModuleFile, moduleOf, sourceOf } from './terraform-module';
import { compareProviders } from './terraform-providers';
import { compareResources } from './terraform-resources';
import { callOrigin, ownOrigin, valueOrigin } from './terraform-origins';
import { type ChangedCall, linesOfArgument, type Run } from './terraform-run';
import { changedNames, type Given, scopeOf } from './terraform-scope';
import { judgeNames, valuesOf } from './terraform-variables';

/** Module calls inside module calls are followed this deep. */
const MAX_CALLS = 5;

/** What a run found, as the engine's words. */
export function lowered(run: Run, more: readonly string[] = []): Lowered {
  const unread = [...more, ...[...run.untold].sort().map((type) => `no table says which settings of ${type} force a replacement`)];
  return { effects: run.effects, coverage: unread.length > 0 ? 'partial' : 'full', unread };
}

/** A folder before and after the change. */
export function runFolder(path: string, files: readonly FileChange[], context: Context): { run: Run; calls: ChangedCall[]; lowered: Lowered } {
  const folder = readFolder(path, files, context.surroundings);
  const modules = [moduleOf(folder.before), moduleOf(folder.after)] as const;
  const given = (['before', 'after'] as const).map((side) => folder.variables[side].map((file) => valuesOf(file, EMPTY_SCOPE())));
  const run = runOf(modules, given as unknown as [Given, Given], '', path, context, files, (name) => ownOrigin(name, folder, modules));
  compareResources(run);
  const calls = compareCalls(run);
  compareProviders(run);
  compareBackends(run);
  for (const file of folder.variables.after.filter((one) => one.changed)) judgeNames(run, folder.variables.before.find((one) => one.path === file.path) ?? null, file, (name) => uses(folder, name));
  judgeDefaults(run, folder);
  for (const file of folder.before.filter((one) => one.changed)) compareFragments(run, file, folder.after.find((one) => one.path === file.path) ?? null);
  const broken = folder.after.filter((file) => file.changed && !file.source.whole).map((file) => `${nameOf(file.path)} is not whole`);
  return { run, calls, lowered: together([lowered(run, [...(folder.whole ? [] : ['the folder is too large to be read whole']), ...broken]), addedCommands(run)]) };
}

/** What changed inputs do inside the local modules that are called with them. */
export function runCalls(run: Run, calls: readonly ChangedCall[], files: readonly FileChange[], depth = 0): Lowered {
  if (depth > MAX_CALLS) return { effects: [], coverage: 'partial', unread: ['modules call modules too deeply'] };
  return together(
    calls.map((call) => {
      const folder = readFolder(call.folder, files, run.context.surroundings);
      const module = moduleOf(call.oldFolder === call.folder ? folder.after : touched(folder.after));
      const old = call.oldFolder === call.folder ? module : moduleOf(touched(readFolder(call.oldFolder, files, run.context.surroundings).before));
      const given = [call.before, call.after].map((side): Given => [new Map([...side].map(([name, value]) => [name, () => value] as const))]);
      const inner = runOf([old, module], given as [Given, Given], `${run.prefix}${call.now.address}.`, call.folder, run.context, files, (name) => callOrigin(name, call, module, run), call.oldFolder === call.folder ? run.at : linesOfArgument(call.now, 'after', 'source'));
      compareResources(inner);
      const further = compareCalls(inner);
      return together([lowered(inner), runCalls(inner, further, files, depth + 1)]);
    }),
  );
}

/** Another module in the place of one: all of it counts as changed. */
function touched(files: readonly ModuleFile[]): ModuleFile[] {
  return files.map((file) => ({ ...file, changed: true }));
}

/** A variable file that is given by hand (`-var-file`), with the module it most likely goes with: here, or up to three folders above. */
export function runVariables(file: FileChange, files: readonly FileChange[], context: Context): Lowered {
  const automatic = /^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/i.test(nameOf(file.path));
  const here = folderOf(file.path);
  const path = nearestModule(here, files, context);
  // The run of the folder itself has seen it already.
  if (automatic && path === here && files.some((one) => folderOf(one.path) === here && isConfiguration(nameOf(one.path)))) return { effects: [], coverage: 'full', unread: [] };
  const read = (text: string | null): ModuleFile | null => (text === null ? null : { path: file.path, source: sourceOf(file.path, text), changed: true });
  const [old, now] = [read(file.before), read(file.after)];
  const folder = path === null ? null : readFolder(path, files.filter((one) => one.path !== file.path), context.surroundings);
  const module = moduleOf(folder?.after ?? []);
  const given = [old, now].map((one): Given => [...(folder?.variables.after ?? []).filter((other) => other.path !== file.path).map((other) => valuesOf(other, EMPTY_SCOPE())), ...(one ? [valuesOf(one, EMPTY_SCOPE())] : [])]);
  const run = runOf([module, module], given as [Given, Given], '', path ?? here, context, files, (name) => valueOrigin(name, old ? [old] : [], now ? [now] : []) ?? (folder ? ownOrigin(name, folder, [module, module]) : null));
  compareResources(run);
  const calls = compareCalls(run);
  compareProviders(run);
  // A variable file that goes leaves the values to whoever gives them next.
  if (now !== null) judgeNames(run, old, now, (name) => folder !== null && uses(folder, name));
  return together([lowered(run), runCalls(run, calls, files)]);
}

/** A run over nothing, for formats that only borrow its words. */
export function emptyRun(path: string, context: Context): Run {
  const module = moduleOf([]);
  return runOf([module, module], [[], []], '', folderOf(path), context, [], () => null);
}

function EMPTY_SCOPE(): ReturnType<typeof scopeOf> {
  return scopeOf(moduleOf([]), [], new Map());
}

function runOf([before, after]: readonly [Module, Module], given: readonly [Given, Given], prefix: string, path: string, context: Context, files: readonly FileChange[], origin: (name: string) => Lines | null, at: Lines | null = null): Run {
  const scopes = [scopeOf(before, given[0], renamesIn(before, after)), scopeOf(after, given[1], new Map())] as const;
  const names = [...new Set(given.flat().flatMap((one) => [...one.keys()]))];
  return {
    before,
    after,
    scopes,
    changed: changedNames(before, after, scopes, names),
    origin,
    at,
    prefix,
    facts: factsOf(after, scopes[1]),
    context,
    effects: [],
    untold: new Set(),
    hasFolder: (folder) => files.some((one) => folderOf(one.path) === folder && isConfiguration(nameOf(one.path))) || (folder !== path && context.surroundings.listFiles(folder)?.some(isConfiguration) === true),
  };
}

/** Where the default providers say that everything stands. */
function factsOf(module: Module, scope: Scope): Facts {
  const said = (provider: string, name: string): string | null => {
    const attribute = module.providers.get(provider)?.block.body().attributes.find((one) => one.name === name);
    const value = attribute ? evaluate(attribute.value(), scope) : null;
    return value?.kind === 'scalar' && value.value !== null ? String(value.value) : null;
  };
  const facts: readonly (readonly [FactKey, string | null])[] = [
    ['aws-profile', said('aws', 'profile')],
    ['aws-region', said('aws', 'region')],
    ['gcloud-project', said('google', 'project')],
    ['az-subscription', said('azurerm', 'subscription_id')],
    ['kube-context', said('kubernetes', 'config_context')],
  ];
  return Object.fromEntries(facts.filter(([, value]) => value !== null));
}

/** What is called otherwise after the change and is the same thing: by `moved` blocks, and data sources that look for the same. */
function renamesIn(before: Module, after: Module): ReadonlyMap<string, string> {
  const renames = new Map(after.moved);
  const known = new Set(after.data.map((part) => part.address));
  const old = new Set(before.data.map((part) => part.address));
  for (const part of before.data.filter((one) => !known.has(one.address))) {
    const text = part.block.text.replace(/\s+/g, ' ');
    const now = after.data.find((one) => one.type === part.type && !old.has(one.address) && one.block.text.replace(/\s+/g, ' ') === text);
    if (now) renames.set(part.address, now.address);
  }
  return renames;
}

/** Variables whose default changed and which nothing in sight uses are judged by their names. */
function judgeDefaults(run: Run, folder: Folder): void {
  const defaultsIn = (module: Module, path: string): ModuleFile | null => {
    const parts = [...module.variables.values()].filter((part) => part.file.path === path && part.file.changed);
    const attributes = parts.flatMap((part) => part.block.body().attributes.filter((one) => one.name === 'default').map((one) => ({ ...one, name: part.block.labels[0] as string })));
    return parts[0] ? { ...parts[0].file, source: { ...parts[0].file.source, body: { attributes, blocks: [] } } } : null;
  };
  for (const path of new Set([...run.after.variables.values()].map((part) => part.file.path))) {
    const [before, after] = [defaultsIn(run.before, path), defaultsIn(run.after, path)];
    if (before && after) judgeNames(run, before, after, (name) => uses(folder, name) || !run.after.variables.has(name) || !run.before.variables.has(name));
  }
}

function uses(folder: Folder, name: string): boolean {
  const word = new RegExp(`\\bvar\\.${name.replace(/[^\w-]/g, '')}(?![\\w-])`);
  return folder.after.some((file) => word.test(file.source.text));
}

function nearestModule(from: string, files: readonly FileChange[], { surroundings }: Context): string | null {
  let at = from;
  for (let up = 0; up <= 3; up += 1) {
    if (files.some((one) => folderOf(one.path) === at && isConfiguration(nameOf(one.path))) || surroundings.listFiles(at === '' ? '/' : at)?.some(isConfiguration)) return at;
    if (at === '' || at.lastIndexOf('/') < 0) return null;
    at = folderOf(at);
  }
  return null;
}
