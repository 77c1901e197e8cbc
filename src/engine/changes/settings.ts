import { effectAt } from '../effects';
import type { Effect, FileChange } from '../model';
import type { Format } from './format';
import { linesOf, untemplated } from './places';
import { keptLess, leftOut } from './retention';
import { plainName, type Setting, settingsIn } from './settings-reading';
import { type Switch, SWITCHES } from './settings-switches';

/** Configuration of programs: what wipes at the next start, what lets others wipe, what lets everybody in, and how long backups are kept. */
export const settings: Format = {
  name: 'settings',
  matches: (path, change) => FILES.test(untemplated(path)) && !NO_SETTINGS.test(path) && [change.before, change.after].some((text) => text !== null && (LOOKS.test(text) || OF_BACKUPS.test(path))),
  change: (change) => {
    // Without a file there is nothing that runs by it; a new one counts where it says that it is production's.
    if (change.after === null || (change.before === null && !PRODUCTION.test(change.path)) || isForDevelopment(change.path)) return [];
    const before = settingsIn(untemplated(change.path), change.before ?? '').filter(counts);
    const after = settingsIn(untemplated(change.path), change.after).filter(counts);
    return [...switched(change, before, after), ...kept(change, before, after)];
  },
};

const FILES = /\.(?:ya?ml|jsonc?|toml|ini|conf|cnf|cfg|config|properties|env|xml|gradle|kts|local)$|(?:^|\/)\.env(?:\.[\w.-]+)?$|(?:^|\/)(?:sshd_config|ufw|selinux\/config|snapper\/configs\/[^/]+|config)$/i;
const NO_SETTINGS = /(?:^|\/)(?:package(?:-lock)?|composer|tsconfig[^/]*|node_modules\/.*)\.json$|(?:^|\/)__snapshots__\/|(?:^|\/)(?:pnpm-lock|kustomization)\.ya?ml$|\.github\/|\.gitlab-ci|\.circleci\//i;
/** Texts without any of these words have no setting that is looked for. */
const LOOKS = /ddl|dbCreate|schema-?generation|schema-management|drop|clean|synchronize|environment_check|requires_name|xpack|security|protected-mode|requirepass|aclfile|append|auth|grant|secure.transport|loopback|everyone|permit|password|input_policy|enabled|selinux|archive|fsync|full_page|ssl|preload|log.bin|election|keep|retention|retain|ttl|snapshot|backup|daily|timeline/i;
const PRODUCTION = /(?:^|[/._-])(?:prod|production|prd|live)(?:[/._-]|$)/i;
const DEVELOPMENT = /(?:^|[/._@-])(?:tests?|testing|dev|devel|development|local|localhost|ci|e2e|it|integration|sandbox|examples?|samples?|demo|fixtures?|mock|playground)(?:[/._-]|$)/i;

/** The user's own name is no environment. */
function isForDevelopment(path: string): boolean {
  return DEVELOPMENT.test(path.replace(/^\/(?:home|Users)\/[^/]+\//, '/')) && !/jail\.local$/.test(path);
}

/** Parts of a file that count elsewhere only: `development:` of Rails, a profile of Spring. */
function counts({ path }: Setting): boolean {
  return !path.some((part) => /^@?(?:tests?|dev|development|local|ci|e2e|%dev|%test)(?:$|\b)/i.test(part));
}

function switched(change: FileChange, before: readonly Setting[], after: readonly Setting[]): Effect[] {
  const old = new Map(before.map((one) => [one.path.join('\0'), one]));
  const now = new Map(after.map((one) => [one.path.join('\0'), one]));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): Effect[] => {
    const [was, is] = [old.get(key), now.get(key)];
    const setting = is ?? was;
    if (setting === undefined || was?.value === is?.value) return [];
    const name = plainName(setting).slice(-LONGEST_NAME);
    const found = SWITCHES.find((one) => one.name.test(name) && (one.file?.test(change.path) ?? true));
    // What was never written has its default; a setting that goes is judged by what counts then.
    if (found === undefined || !found.harms(is?.value ?? null) || (was !== undefined && found.harms(was.value)) || isOfNewService(setting, before)) return [];
    return found.effect === 'wipe' && inMemory(after) ? [] : [effectOf(change, found, was, is)];
  });
}

/** Names end with what is looked for. */
const LONGEST_NAME = 120;

/** What a compose file has not run yet keeps nobody's data. */
function isOfNewService({ path }: Setting, before: readonly Setting[]): boolean {
  return path[0] === 'services' && !before.some((one) => one.path[0] === 'services' && one.path[1] === path[1]);
}

function effectOf(change: FileChange, { effect, what, note }: Switch, was: Setting | undefined, is: Setting | undefined): Effect {
  const line = is?.line ?? was?.line ?? 1;
  const place = linesOf(change.path, is ? 'after' : 'before', line, line);
  if (effect === 'wipe') return effectAt(place, { verb: 'delete', resource: { kind: 'data-store', type: 'database', address: what }, reach: 'collection', undo: 'no', note });
  return effectAt(place, { verb: 'unprotect', resource: { kind: 'protection', type: 'setting', address: what }, note, undo: 'yes' });
}

/** Configurations of programs that do nothing but make backups. */
const OF_BACKUPS = /borgmatic|autorestic|resticprofile|restic|kopia|duplicati|duplicity|velero/i;

/** A database that is gone with its process anyway. */
function inMemory(all: readonly Setting[]): boolean {
  return all.some(({ value }) => /^jdbc:(?:h2:mem|hsqldb:mem|derby:memory|tc:)|^sqlite::memory:|^:memory:$/i.test(value));
}

function kept(change: FileChange, before: readonly Setting[], after: readonly Setting[]): Effect[] {
  // Objects of a cluster are read as what they are.
  if (after.some(({ path }) => path.length === 1 && path[0] === 'apiVersion')) return [];
  const name = change.path.split('/').slice(-2).join('/');
  return [...keptLess(before, after, name), ...(OF_BACKUPS.test(name) ? leftOut(before, after) : [])].map(({ note, line, side }) => effectAt(linesOf(change.path, side, line ?? 1, line ?? 1), { verb: 'unprotect', resource: { kind: 'protection', type: 'retention', address: `what ${name} keeps` }, note }));
}
