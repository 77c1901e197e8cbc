import { parse } from 'yaml';
import type { EffectSeed } from '../../effects';
import { kubernetesKind, kubernetesName } from '../../kinds/kubernetes';
import { addressOf } from './objects';

/** What a patch (JSON or YAML, merge or `type: json`) would do to an object, beyond changing it. Nothing found: an ordinary update. */
export function patched(kind: string, name: string | null, text: string): EffectSeed[] {
  const changes = changesOf(text);
  const type = kubernetesName(kind);
  const sort = kubernetesKind(kind);
  const address = addressOf(type, name);
  return RISKS.flatMap(([path, value, seed]) =>
    changes.some((change) => path.test(change.path) && value(change)) ? [seed({ kind: sort, type, address })] : [],
  );
}

interface Changed {
  /** Words joined with dots: `spec.replicas`. */
  readonly path: string;
  readonly value: unknown;
  readonly removed: boolean;
}

type Thing = EffectSeed['resource'];

const RISKS: readonly (readonly [path: RegExp, value: (change: Changed) => boolean, seed: (thing: Thing) => EffectSeed])[] = [
  [
    /^metadata\.finalizers|^finalizers|^spec\.finalizers/,
    ({ value, removed }) => removed || value === null || (Array.isArray(value) && value.length === 0),
    (resource) => ({ verb: 'delete', resource: resource.kind === 'other' ? { ...resource, kind: 'infrastructure' } : resource, reach: resource.kind === 'stack' ? 'stack' : 'resource', undo: 'no', note: 'without its finalizers it goes before anything is cleaned up' }),
  ],
  [/^spec\.replicas$/, ({ value }) => value === 0 || value === '0', (resource) => ({ verb: 'stop', resource: { ...resource, kind: 'service' }, undo: 'from-code', note: 'no replica is left' })],
  [/^spec\.suspend$/, ({ value }) => value === true || value === 'true', (resource) => ({ verb: 'stop', resource: { ...resource, kind: 'service' }, undo: 'yes', note: 'suspended' })],
  [
    /^spec\.persistentVolumeReclaimPolicy$|^reclaimPolicy$|^spec\.deletionPolicy$|^deletionPolicy$/,
    ({ value }) => value === 'Delete' || value === 'Recycle',
    (resource) => ({ verb: 'unprotect', resource, undo: 'yes', note: 'the data goes with its claim' }),
  ],
  [
    /^spec\.persistentVolumeClaimRetentionPolicy\.(?:whenDeleted|whenScaled)$/,
    ({ value }) => value === 'Delete',
    (resource) => ({ verb: 'unprotect', resource, undo: 'yes', note: 'its claims go with it' }),
  ],
];

function changesOf(text: string): Changed[] {
  const value = parsed(text);
  if (Array.isArray(value)) return value.flatMap((one: unknown) => operation(one));
  return flat(value, '');
}

function parsed(text: string): unknown {
  try {
    // Most patches are JSON, which is read a hundred times faster.
    return /^\s*[[{]\s*["{\]}]/.test(text) ? (JSON.parse(text) as unknown) : (parse(text, { logLevel: 'silent', maxAliasCount: 20 }) as unknown);
  } catch {
    return loosely(text);
  }
}

/** JSON with comments or a trailing comma is YAML of the flow kind; what is neither changes nothing that can be known. */
function loosely(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent', maxAliasCount: 20 }) as unknown;
  } catch {
    return null;
  }
}

/** One step of a JSON patch. */
function operation(one: unknown): Changed[] {
  if (typeof one !== 'object' || one === null) return [];
  const { op, path, value } = one as { op?: unknown; path?: unknown; value?: unknown };
  if (typeof path !== 'string') return [];
  const dotted = path.split('/').filter((part) => part !== '').join('.');
  if (op === 'remove') return [{ path: dotted, value: null, removed: true }];
  return [{ path: dotted, value, removed: false }, ...flat(value, `${dotted}.`)];
}

/** Every value of a merge patch with its path. Depth is bounded by what a patch can reasonably be. */
function flat(value: unknown, prefix: string, depth = 0): Changed[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 8) return [];
  return Object.entries(value).flatMap(([key, inner]): Changed[] => [{ path: prefix + key, value: inner, removed: false }, ...flat(inner, `${prefix}${key}.`, depth + 1)]);
}
