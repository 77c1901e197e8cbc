import { effectOf } from '../../effects';
import type { Context, Effect, Invocation } from '../../model';
import { appended, written } from './write';

/**
 * What an invocation does whatever its program is: its redirections, and the variables of the guard that it sets.
 * An ordinary file written anew is everyday work and says nothing worth a person's time.
 */
export function redirected(invocation: Invocation, context: Context): readonly Effect[] {
  return [...guardVariables(invocation), ...overwritten(invocation, context)];
}

function guardVariables(invocation: Invocation): Effect[] {
  const name = Object.keys(invocation.env).find((one) => one.startsWith('INFRAHOLD_'));
  return name === undefined ? [] : [effectOf(invocation, { verb: 'update', resource: { kind: 'guard', type: 'variable', address: name }, note: 'set for a program' })];
}

function overwritten(invocation: Invocation, context: Context): Effect[] {
  return invocation.redirects
    .filter(({ to }) => !QUIET.test(to.value))
    .map(({ to, mode }) => (mode === 'append' ? appended(to, invocation, context) : written(to, invocation, context, 'a redirection empties it first', empties(invocation))))
    .filter(({ resource: { kind, type } }) => !(kind === 'files' && type !== 'system file') && kind !== 'regenerated');
}

/** Nothing, or a word, in the place of what was there: that is no new database or dump. */
function empties({ program, args }: Invocation): boolean {
  return program === '' || program === ':' || program === 'true' || program === 'echo' || program === 'printf' || (program === 'cat' && args.length === 1 && args[0]?.value === '/dev/null');
}

const QUIET = /^(?:\/dev\/(?:null|stdout|stderr|tty|fd\/\d+|tcp\/.*|udp\/.*)|&?\d|-|nul|\$null)$/i;
