import { effectAt } from '../effects';
import type { Call, Field, Flow, Run, Scope } from './bash-state';

/** What a pipe began with: the program that printed first, whatever picked out of it since. */
export function originOf(flow: Flow | undefined): readonly string[] {
  return flow?.kind === 'unread' ? (flow.from ?? flow.by) : [];
}

/**
 * `git diff | git apply -R`: the changes that nobody committed are taken back, and the pipe was the only place that had them.
 * The program is put down as an invocation as well.
 */
export function takesBack(run: Run, _scope: Scope, call: Call, args: readonly Field[], program: string): boolean {
  const words = args.map(({ value }) => value);
  const applies = program === 'patch' || words.includes('apply');
  const reversed = words.some((word) => word === '-R' || word === '--reverse' || (program === 'patch' && /^-\w*R/.test(word)));
  const only = words.some((word) => /^--(?:check|stat|numstat|summary|cached|dry-run)$/.test(word));
  const feed = call.feed?.flow;
  if (!applies || !reversed || only || !isUncommitted(originOf(feed))) return false;
  // A copy of the changes stands in a file.
  if ([...run.written.values()].some((flow) => flow === feed)) return false;
  run.effects.push(effectAt({ in: 'text', span: call.span }, { verb: 'delete', resource: { kind: 'work', type: 'working tree', address: 'uncommitted changes' }, undo: 'no', note: 'what differs from the last commit is applied backwards' }));
  return false;
}

/** `git diff`, against one commit at most: what is compared is the working tree. */
function isUncommitted(by: readonly string[]): boolean {
  const at = by.indexOf('diff');
  if (by[0] !== 'git' || at < 0 || by.some((word) => /^--(?:stat|name-only|name-status|shortstat|numstat|no-index)/.test(word))) return false;
  const behind = by.slice(at + 1);
  const dashes = behind.indexOf('--');
  const commits = behind.slice(0, dashes < 0 ? undefined : dashes).filter((word) => !word.startsWith('-') && (word.includes('..') || !/[./]\w/.test(word)));
  return commits.length < 2 && !commits.some((word) => word.includes('..'));
}

/** `crontab -l | grep -v backup | crontab -`: a job that keeps things safe is left out of the table that is written back. */
export function leavesOut(run: Run, call: Call, flow: Flow): void {
  if (flow.kind !== 'unread' || originOf(flow)[0] !== 'crontab' || flow.from === undefined) return;
  const [program = '', ...words] = flow.by;
  const out = words.find((word) => SAFETY.test(word));
  const removes = (/grep$|^rg$/.test(program) && words.some((word) => /^-\w*v|^--invert-match$/.test(word))) || (/sed$/.test(program) && words.some((word) => /\/[dD]\b|\/d['"]?$|s.*#/.test(word))) || (/awk$/.test(program) && words.some((word) => word.includes('!')));
  if (!removes || out === undefined) return;
  run.effects.push(effectAt({ in: 'text', span: call.span }, { verb: 'unprotect', resource: { kind: 'protection', type: 'cron job', address: `the cron job ${out}` }, undo: 'no', note: 'its line is left out of the table that is written back' }));
}

/** Words of jobs that somebody will miss only when it is too late. */
const SAFETY = /back-?up|dump|snapshot|restic|borg|duplicity|rclone|replicat|archive|wal-?[eg]|barman|pgbackrest|certbot|acme\.sh|renew|monitor|health|watchdog|heartbeat|audit|fail2ban|unattended|aide|rkhunter|clamscan|scrub/i;
