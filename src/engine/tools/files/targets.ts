import type { EffectSeed } from '../../effects';
import { isHostFolder, isRegenerated, isRegeneratedFile, isSystemCache, isSystemPath, isTemporary } from '../../kinds/folders';
import { guardPath } from '../../kinds/guard-paths';
import { baseName, inside } from '../../kinds/paths';
import { isForTests, storedAt } from '../../kinds/stored';
import type { Context, Invocation, Reach, Resource, Word } from '../../model';
import { type Ground, groundFacts, groundOf, mounted } from './elsewhere';
import { looksLikeFile } from './extensions';
import { ignoredByGit } from './ignored';
import { type Reading, readTarget } from './reading';

/** How a program treats what it is pointed at. */
export interface Treatment {
  readonly verb: 'delete' | 'overwrite';
  /** The folder goes with everything in it. */
  readonly recursive: boolean;
}

/** What would become of one target: everything an effect needs. */
export function judged(word: Word, treatment: Treatment, invocation: Invocation, context: Context): EffectSeed {
  const home = context.surroundings.homeDirectory;
  const ground = groundOf(invocation, home);
  const reading = readTarget(word, invocation, home);
  const facts = { ...groundFacts(ground), ...(reading.path === null ? {} : { path: reading.path }) };
  const seed = (verb: EffectSeed['verb'], resource: Resource, reach: Reach = 'resource', note: string | null = null): EffectSeed => ({
    verb, resource, reach, note, facts, undo: resource.kind === 'regenerated' ? 'from-code' : 'no',
  });
  const named = (kind: Resource['kind'], type: string): Resource => ({ kind, type, address: word.value });

  if (reading.temporary) return seed('delete', named('regenerated', 'temporary files'));
  if (!reading.known) return unseen(reading);
  const path = outside(reading.path, ground);
  if (ground.on === 'throwaway' && path === null) return seed(treatment.verb, named('regenerated', 'container files'));
  return path === null ? byName(reading.text) : byPlace(path);

  /** The name cannot be read: what stands after the unread part may still say what it is. */
  function unseen({ text, tail }: Reading): EffectSeed {
    if (tail !== '' && isRegenerated(parts(tail))) return seed(treatment.verb, named('regenerated', 'build output'));
    const stored = tail === '' ? null : storedAt(tail);
    if (stored && !isForTests(text)) return seed(treatment.verb, named(stored.kind, stored.type), 'collection');
    if (treatment.recursive) return seed('run-unseen', named('files', 'folder'), 'collection', 'a recursive delete whose target cannot be read');
    return seed(treatment.verb, named('files', 'file'));
  }

  /** A relative name below a folder that is not known. */
  function byName(text: string): EffectSeed {
    if (isRegenerated(parts(text))) return seed(treatment.verb, named('regenerated', 'build output'));
    const stored = storedAt(text);
    if (stored) return seed(treatment.verb, named(isForTests(text) ? 'regenerated' : stored.kind, stored.type), 'collection');
    if (reading.whole || /^\.{1,2}\/?$/.test(text)) return seed(treatment.recursive ? 'run-unseen' : treatment.verb, named('files', 'folder'), 'collection', 'in a folder that is not known');
    return ordinary(text);
  }

  function byPlace(place: string): EffectSeed {
    if (isTemporary(place) || (reading.whole && isTemporary(`${place}/x`))) return seed(treatment.verb, named('regenerated', 'temporary files'));
    const guards = ground.on === 'here' ? guardsOf(place) : null;
    if (guards) return { ...seed(treatment.verb, { kind: 'guard', type: 'guard file', address: guards }), note: word.value };
    const from = ground.on === 'here' ? invocation.cwd : null;
    const names = from !== null && inside(place, from) ? [...parts(from).slice(-2), ...parts(place.slice(from.length))] : parts(place).slice(/^\/(?:home|Users)\//.test(place) ? 2 : 0);
    const above = names.slice(0, -1);
    if (isHostFolder(place, home)) return seed(treatment.verb, named('files', 'folder'), treatment.recursive || !reading.whole ? 'host' : 'collection');
    if (place.startsWith('/var/log')) return logs(place);
    if (isSystemCache(place) || (isRegenerated(above) && !/\.tfstate$/.test(place)) || /\/\.terraform\/terraform\.tfstate$/.test(place)) return seed(treatment.verb, named('regenerated', 'build output'));
    if (from !== null && inside(from, place) && !(place === from && isRegenerated(names))) {
      return seed(treatment.verb, { ...named('files', 'workspace'), address: place === from ? `the working folder ${place}` : place }, treatment.recursive ? 'stack' : 'collection');
    }
    const stored = reading.whole ? storedAt(`${place}/`) : storedAt(place);
    if (stored) return isForTests(names.slice(-2).join('/')) && stored.kind !== 'disk' && stored.kind !== 'history' ? seed(treatment.verb, named('regenerated', stored.type)) : storedSeed(place, stored);
    if (isRegenerated(names) || isDotnetOutput(names, invocation, context) || isGemOutput(names, invocation, context) || (ground.on === 'here' && isMarkedAsMade(place, context))) return seed(treatment.verb, named('regenerated', 'build output'));
    if (from !== null && inside(place, from) && ignoredByGit(place, from, context.surroundings)) return seed(treatment.verb, named('regenerated', 'ignored by git'));
    if (isSystemPath(place) && !/^\/(?:usr\/local|etc\/apt|etc\/yum\.repos\.d|usr\/share\/keyrings|etc\/profile\.d|etc\/nginx\/(?:sites|conf))|\/dev\/(?:null|stdout|stderr|tty)/.test(place)) return system(place);
    return ordinary(place);
  }

  function storedSeed(place: string, stored: NonNullable<ReturnType<typeof storedAt>>): EffectSeed {
    const loop = stored.kind === 'disk' && /loop|\.img$/.test(place);
    return seed(treatment.verb, named(stored.kind, stored.type), stored.kind === 'disk' ? (loop ? 'resource' : 'host') : 'resource');
  }

  function logs(place: string): EffectSeed {
    const single = looksLikeFile(place) || isRegeneratedFile(baseName(place)) || /\.(?:gz|\d|old|xz)$/.test(place);
    const audit = storedAt(place)?.kind === 'audit' || ((treatment.recursive || reading.whole) && !single);
    return seed(treatment.verb, named(audit ? 'audit' : 'regenerated', 'log'), audit ? 'collection' : 'resource');
  }

  /** A file that the machine needs: few people have a copy of theirs. Writing one is how a machine is set up, so only those that can lock everybody out count. */
  function system(place: string): EffectSeed {
    if (treatment.verb === 'delete') return seed('delete', named('files', 'system file'), 'collection');
    return seed('overwrite', named('files', 'system file'), CRITICAL.test(place) ? 'collection' : 'resource');
  }

  function ordinary(place: string): EffectSeed {
    if (reading.whole) return seed(treatment.verb, named('files', 'folder'), 'collection');
    if (reading.extension !== null && /^(?:bak|orig|rej|old|save|dist-new|pacnew)$/.test(reading.extension)) return seed(treatment.verb, named('regenerated', 'editor copies'));
    if (reading.extension !== null) return seed(treatment.verb, named('files', 'files'), 'collection');
    const file = isFile(place);
    if (file || !treatment.recursive) return seed(treatment.verb, named('files', 'file'));
    return seed(treatment.verb, named('files', 'folder'), 'collection');
  }

  function isFile(place: string): boolean {
    if (ground.on === 'here' && context.surroundings.readFile(place) !== null) return true;
    return looksLikeFile(place) && (ground.on !== 'here' || context.surroundings.listFiles(place) === null);
  }

  /** A folder guards what the files in it guard. */
  function guardsOf(place: string): string | null {
    const own = guardPath(place, home);
    if (own !== null || !(treatment.recursive || reading.whole)) return own;
    return ['settings.json', 'hooks.json', 'hooks', 'settings.local.json'].map((name) => guardPath(`${place}/${name}`, home)).find((one) => one !== null) ?? null;
  }
}

const CRITICAL = /^\/etc\/(?:passwd|shadow|gshadow|group|sudoers|fstab|hosts|crypttab|resolv\.conf|nsswitch\.conf|hostname|crontab|ld\.so\.preload|ssh\/|pam\.d\/|security\/|network\/|netplan\/|systemd\/system\.conf|default\/grub|kubernetes\/)|^\/boot\/|^\/proc\/sysrq-trigger|^\/sys\/|^\/usr\/(?:bin|sbin|lib)\/|^\/s?bin\//;

/** A folder that says of itself that a tool made it: a virtual environment, a cache, a build tree. */
function isMarkedAsMade(place: string, { surroundings }: Context): boolean {
  return surroundings.listFiles(place)?.some((name) => name === 'pyvenv.cfg' || name === 'CACHEDIR.TAG' || name === 'CMakeCache.txt') ?? false;
}

/** `bin` is a build output where `obj` stands beside it, and a folder of scripts elsewhere. */
function isDotnetOutput(names: readonly string[], { args, cwd }: Invocation, { surroundings }: Context): boolean {
  if (names.at(-2)?.toLowerCase() === 'bin' && /^(?:debug|release|net[\w.]*\d|publish)$/i.test(names.at(-1) ?? '')) return true;
  if (names.at(-1)?.toLowerCase() !== 'bin') return false;
  return args.some(({ value }) => /(?:^|[\\/*])obj[\\/,]*$/i.test(value)) || (cwd !== null && (surroundings.listFiles(cwd)?.some((name) => /\.(?:csproj|fsproj|sln)$/.test(name)) ?? false));
}

/** `pkg` is where gems are built to in a gem's folder, and sources in a project of Go. */
function isGemOutput(names: readonly string[], { args, cwd }: Invocation, { surroundings }: Context): boolean {
  if (names.at(-1) !== 'pkg') return false;
  const beside = cwd === null ? null : surroundings.listFiles(cwd);
  if (beside?.some((name) => name === 'go.mod')) return false;
  return args.some(({ value }) => /^(?:\.\/)?(?:\.yardoc|_yardoc|rdoc|\*\.gem|\.rspec_status|Gemfile\.lock)\/?$/.test(value)) || (beside?.some((name) => /\.gemspec$/.test(name)) ?? false);
}

/** Where a path counts, seen from this machine; `null` when it hangs on an unknown folder or goes with its container. */
function outside(path: string | null, ground: Ground): string | null {
  return path === null || ground.on !== 'throwaway' ? path : mounted(path, ground.mounts);
}

function parts(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
}

