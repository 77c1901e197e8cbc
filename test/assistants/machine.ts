import assert from 'node:assert/strict';
import type { Machine } from '../../src/assistants/contract';
import type { PlannedFile } from '../../src/protocol/messages';

export const LAUNCHER = '/home/me/.infrahold/bin/infrahold';

/** A machine made of files; a plan is applied as the installer would, and none may be refused. */
export function machine(files: Record<string, string>): Machine & { apply(plan: readonly PlannedFile[]): void } {
  const originals = new Map<string, { original: string | null; written: string | null }>();
  return {
    home: '/home/me',
    env: {},
    platform: 'posix',
    launcher: LAUNCHER,
    readFile: (path) => files[path] ?? null,
    isFolder: () => false,
    hasProgram: () => false,
    original: (path) => (originals.get(path)?.written === (files[path] ?? null) ? originals.get(path)?.original : undefined),
    apply(plan) {
      for (const { path, before, after, refused } of plan) {
        assert.equal(refused, null);
        const known = originals.get(path);
        originals.set(path, { original: known !== undefined && known.written === before ? known.original : before, written: after });
        if (after === null) delete files[path];
        else files[path] = after;
      }
    },
  };
}
