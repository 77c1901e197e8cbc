import { effectOf } from '../../effects';
import { absolute } from '../../kinds/paths';
import type { Context, Effect, Invocation } from '../../model';
import { appended, written } from './write';

/**
 * What an invocation does whatever its program is: its redirections, and the variables of the guard that it sets.
 * An ordinary file written anew is everyday work and says nothing worth a person's time.
 */
export function redirected(invocation: Invocation, context: Context): readonly Effect[] {
  return [...guardVariables(invocation), ...overwritten(invocation, context), ...emptiedFirst(invocation, context)];
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

/** `sort a > a`, `cat a | sort > a`: the shell empties the file before anything reads it. Nobody means that. */
function emptiedFirst(invocation: Invocation, { surroundings }: Context): Effect[] {
  const at = (path: string) => absolute(path, invocation.cwd, surroundings.homeDirectory) ?? path;
  const read = new Set([...(READERS.has(invocation.program) ? invocation.args.filter(({ value, known }) => known && !value.startsWith('-')).map(({ value }) => at(value)) : []), ...(invocation.stdin?.kind === 'file' ? [at(invocation.stdin.path)] : [])]);
  return invocation.redirects
    .filter(({ to, mode }) => mode === 'overwrite' && to.known && !QUIET.test(to.value) && read.has(at(to.value)))
    .map(({ to }) => effectOf(invocation, { verb: 'delete', resource: { kind: 'work', type: 'file', address: to.value }, undo: 'no', note: 'the redirection empties it before it is read' }));
}

/** Programs whose words are files that they read and print. */
const READERS: ReadonlySet<string> = new Set('cat sort uniq grep egrep fgrep rg sed gsed awk gawk mawk cut tr head tail jq yq xq gojq nl tac rev paste join comm fold fmt column expand iconv dos2unix envsubst xmllint csvcut csvsort mlr tsort shuf base64 gzip zcat'.split(' '));

/** Nothing, or a word, in the place of what was there: that is no new database or dump. */
function empties({ program, args }: Invocation): boolean {
  return program === '' || program === ':' || program === 'true' || program === 'echo' || program === 'printf' || (program === 'cat' && args.length === 1 && args[0]?.value === '/dev/null');
}

const QUIET = /^(?:\/dev\/(?:null|stdout|stderr|tty|fd\/\d+|tcp\/.*|udp\/.*)|&?\d|-|nul|\$null)$/i;
