import type { Disposition } from './model';

/** In order of strictness. */
export const DISPOSITIONS: readonly Disposition[] = ['allow', 'warn', 'hold', 'deny'];

export function stricter(a: Disposition, b: Disposition): Disposition {
  return DISPOSITIONS.indexOf(a) < DISPOSITIONS.indexOf(b) ? b : a;
}
