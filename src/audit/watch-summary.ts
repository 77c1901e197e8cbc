import type { AuditEntry } from '../protocol/messages';

type Fate = 'passed' | 'warned' | 'held' | 'denied';

const FATES: readonly Fate[] = ['passed', 'warned', 'held', 'denied'];
const TITLES: Readonly<Record<Fate, string>> = { passed: 'passed, would have been held', warned: 'passed with a warning', held: 'held', denied: 'denied' };
const EXAMPLES = 3;

/** What a team reads after a week of watching: by rule, assistant and week, what passed that would have been held, with examples. Markdown. */
export function watchSummary(entries: readonly AuditEntry[]): string {
  const verdicts = entries.filter(({ event, disposition, gate }) => event === 'verdict' && disposition !== 'allow' && gate !== 'rehearsal');
  const passed = verdicts.filter((entry) => fateOf(entry) === 'passed');
  const oldest = verdicts.at(-1);
  if (verdicts.length === 0 || oldest === undefined) return '# What would have been held\n\nNothing came by that would have been held: every proposal was harmless, or no assistant is guarded yet.\n';
  return [
    '# What would have been held',
    '',
    `Since ${oldest.at.slice(0, 10)}: **${passed.length}** passed that would have been held (in watch mode, or while paused), ${count(verdicts, 'warned')} passed with a warning, ${count(verdicts, 'held')} were held, ${count(verdicts, 'denied')} were denied.`,
    '',
    ...table('Rule', grouped(verdicts, ({ rules }) => (rules.length === 0 ? ['(could not be read)'] : rules))),
    ...table('Assistant', grouped(verdicts, ({ assistant }) => [assistant === '' ? '(unknown)' : assistant])),
    ...table('Week from', grouped(verdicts, ({ at }) => [weekOf(at)])),
    '## Examples of what passed',
    '',
    ...(passed.length === 0 ? ['Nothing has passed that would have been held.', ''] : examples(passed)),
    'A rule that would stop too much can be given another disposition, or one thing a waiver, in `.infrahold/policy.yaml`. To hold from now on: **Infrahold: Toggle**, then **On**.',
    '',
  ].join('\n');
}

function fateOf({ disposition, note }: AuditEntry): Fate {
  if (/(?:watch only|paused): it passed/.test(note ?? '')) return 'passed';
  return disposition === 'warn' ? 'warned' : disposition === 'deny' ? 'denied' : 'held';
}

function count(entries: readonly AuditEntry[], fate: Fate): number {
  return entries.filter((entry) => fateOf(entry) === fate).length;
}

function grouped(entries: readonly AuditEntry[], keys: (entry: AuditEntry) => readonly string[]): ReadonlyMap<string, readonly AuditEntry[]> {
  const groups = new Map<string, AuditEntry[]>();
  for (const entry of entries) for (const key of keys(entry)) groups.set(key, [...(groups.get(key) ?? []), entry]);
  return new Map([...groups].sort(([a, these], [b, those]) => those.length - these.length || a.localeCompare(b)));
}

function table(title: string, groups: ReadonlyMap<string, readonly AuditEntry[]>): string[] {
  return [
    `| ${title} | ${FATES.map((fate) => TITLES[fate]).join(' | ')} |`,
    `|---|${FATES.map(() => '--:').join('|')}|`,
    ...[...groups].map(([key, entries]) => `| ${escaped(key)} | ${FATES.map((fate) => count(entries, fate)).join(' | ')} |`),
    '',
  ];
}

function examples(passed: readonly AuditEntry[]): string[] {
  return [...grouped(passed, ({ rules }) => rules.slice(0, 1))].flatMap(([rule, entries]) => [
    `### ${escaped(rule)}`,
    '',
    ...entries.slice(0, EXAMPLES).map(({ at, assistant, what, messages }) => `- ${at.slice(0, 16).replace('T', ' ')}, ${escaped(assistant)}: ${escaped(shortened(what))}${messages[0] === undefined ? '' : ` (${escaped(messages[0])})`}`),
    ...(entries.length > EXAMPLES ? [`- and ${entries.length - EXAMPLES} more`] : []),
    '',
  ]);
}

/** The Monday of a day's week, UTC. */
function weekOf(at: string): string {
  const day = new Date(`${at.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

function shortened(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}

/** What was asked comes from outside, and must stay text. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~!&]/g, '\\$&').replace(/\r?\n/g, ' ');
}
