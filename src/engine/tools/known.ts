import type { Context, Effect, Invocation } from '../model';

/** A program that only the compiled tool grammar (table `tools`) knows. `null` when it does not either. */
export function knownTool(_invocation: Invocation, _context: Context): readonly Effect[] | null {
  return null;
}
