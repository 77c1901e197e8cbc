import type { Facts, Invocation, Wrapper } from '../../model';
import { absolute, inside } from '../../kinds/paths';

/**
 * Where a program's paths count.
 *
 * here       this machine
 * host       another machine or a running container: its home and workspace are not ours
 * throwaway  a container made for this command; what is not mounted into it is nobody's
 */
export type Ground =
  | { readonly on: 'here' }
  | { readonly on: 'host'; readonly name: string }
  | { readonly on: 'throwaway'; readonly mounts: readonly Mount[] };

export interface Mount {
  readonly from: string;
  readonly to: string;
}

/** Judged by the innermost wrapper that runs somewhere else. */
export function groundOf(invocation: Invocation, home: string): Ground {
  const wrapper = invocation.wrappers.findLast(({ elsewhere }) => elsewhere !== undefined);
  if (!wrapper) return { on: 'here' };
  const words = [wrapper.program, ...wrapper.args];
  if (CONTAINERS.has(wrapper.program) && !words.includes('compose') && words.slice(0, 6).includes('run')) {
    return { on: 'throwaway', mounts: mountsOf(wrapper, home) };
  }
  return { on: 'host', name: wrapper.elsewhere as string };
}

/** A path inside a throwaway container as the path it is outside of it. `null`: it goes with the container. */
export function mounted(path: string, mounts: readonly Mount[]): string | null {
  const mount = mounts.filter(({ to }) => inside(path, to) || inside(to, path)).sort((a, b) => b.to.length - a.to.length)[0];
  if (!mount) return null;
  return inside(path, mount.to) ? (mount.from + path.slice(mount.to === '/' ? 0 : mount.to.length)).replace(/\/+/g, '/') : mount.from;
}

export function groundFacts(ground: Ground): Facts {
  return ground.on === 'host' ? { host: ground.name } : {};
}

const CONTAINERS: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl', 'finch']);

/** `-v SRC:DST`, `--volume=…`, `--mount type=bind,source=SRC,target=DST`. A named volume keeps its name as the path it comes from. */
function mountsOf({ args, cwd = null }: Wrapper, home: string): Mount[] {
  const mounts: Mount[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const word = args[i] as string;
    const given = /^(?:-v|--volume|--mount)$/.test(word) ? args[i + 1] : /^(?:-v|--volume=|--mount=)(.+)$/.exec(word)?.[1];
    if (given === undefined) continue;
    const pairs = new Map(given.split(',').flatMap((pair) => (pair.includes('=') ? [pair.split('=') as [string, string]] : [])));
    const [from, to] = pairs.size > 0
      ? [pairs.get('source') ?? pairs.get('src'), pairs.get('target') ?? pairs.get('destination') ?? pairs.get('dst')]
      : /^((?:[a-z]:[\\/])?[^:]+):([^:]+)/i.exec(given)?.slice(1, 3) ?? [];
    if (from === undefined || to === undefined) continue;
    const path = from.replace(/^\$(?:\{PWD\}|PWD|\(pwd\))|^`pwd`|^%cd%/i, cwd ?? '.');
    mounts.push({ from: /^[\w-]+$/.test(path) ? `/var/lib/docker/volumes/${path}` : (absolute(path, cwd, home) ?? path), to: absolute(to, '/', home) ?? to });
  }
  return mounts;
}
