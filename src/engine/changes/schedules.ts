/** How often a cron expression runs in about a month (28 days); `null` when it is none. Five fields, six with seconds first, or `@daily` and its like. */
export function runsIn(expression: string): number | null {
  const text = expression.trim();
  const named = /^@(?:every\s+(\d+)h|(\w+))$/.exec(text);
  if (named) return named[1] ? (28 * 24) / Math.max(1, Number(named[1])) : (NAMED.get(named[2] ?? '') ?? null);
  const fields = text.replace(/\b(?:sun|mon|tue|wed|thu|fri|sat)\b/gi, (day) => String(DAYS.indexOf(day.toLowerCase()))).split(/\s+/);
  const [minute, hour, day, month, weekday] = fields.length === 6 ? fields.slice(1) : fields;
  if (weekday === undefined || fields.length > 6 || !fields.every((field) => /^[\w*?,/#L-]+$/.test(field))) return null;
  const days = isEvery(day) ? (isEvery(weekday) ? 28 : 4 * Math.min(7, times(weekday, 7))) : Math.min(28, times(day, 28)) + (isEvery(weekday) ? 0 : 4 * times(weekday, 7));
  return (times(minute, 60) * times(hour, 24) * days * Math.min(12, times(month, 12))) / 12;
}

/** Runs less than half as often. */
export function isRarer(was: string | undefined, is: string | undefined): boolean {
  const [before, after] = [runsIn(was ?? ''), runsIn(is ?? '')];
  return before !== null && after !== null && after * 2 < before;
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const NAMED: ReadonlyMap<string, number> = new Map([['hourly', 672], ['daily', 28], ['midnight', 28], ['weekly', 4], ['monthly', 1], ['yearly', 1 / 12], ['annually', 1 / 12], ['reboot', 1]]);

function isEvery(field: string | undefined): boolean {
  return field === undefined || field === '*' || field === '?';
}

/** How many values of a field with `size` values are meant. */
function times(field: string | undefined, size: number): number {
  if (isEvery(field)) return size;
  return (field ?? '').split(',').reduce((sum, part) => {
    const [range = '*', step] = part.split('/');
    const [from, to] = range.split('-').map(Number);
    const width = range === '*' ? size : to === undefined || Number.isNaN(to) || from === undefined || Number.isNaN(from) ? (step === undefined ? 1 : size) : Math.max(1, to - from + 1);
    return sum + Math.max(1, Math.floor(width / Math.max(1, Number(step ?? 1) || 1)));
  }, 0);
}
