import type { PlannedFile } from '../protocol/messages';
import type { Machine } from './contract';

/** A file that is ours alone: written whole, removed whole. A file of that name that is not ours is left alone, with words. */
export function planOwnFile(machine: Machine, action: 'install' | 'uninstall', path: string, text: string, isOurs: (found: string) => boolean = (found) => found.includes('infrahold')): readonly PlannedFile[] {
  const before = machine.readFile(path);
  if (before !== null && !isOurs(before)) {
    return action === 'uninstall' ? [] : [{ path, before, after: before, refused: `${path} is there already and was not written by Infrahold; rename it and try again. Nothing was written.` }];
  }
  if (action === 'uninstall') return before === null ? [] : [{ path, before, after: machine.original(path) ?? null, refused: null }];
  return before === text ? [] : [{ path, before, after: text, refused: null }];
}
