import { NOTHING } from '../../effects';
import type { Context, Invocation, Lowered } from '../../model';

/** A program given by path (`./teardown.sh`): read as a script where it can be. `null` when it is not one. */
export function scriptAt(_invocation: Invocation, _context: Context): Lowered | null {
  return NOTHING;
}
