import type { Context, Effect, Invocation } from '../../model';

/** What an invocation's redirections would overwrite. */
export function redirected(_invocation: Invocation, _context: Context): readonly Effect[] {
  return [];
}
