/** How far back a chain of calls is followed. */
const FARTHEST = 2_000;

/** The chain of calls that ends at `at`: `Account.where(…).in_batches` before `.delete_all`. Lines that begin with a dot belong to it. */
export function chainBefore(text: string, at: number): string {
  const least = Math.max(0, at - FARTHEST);
  let i = at;
  for (;;) {
    const link = beforeSpace(text, i, least);
    const end = operand(text, link, least);
    if (end === link) break;
    i = end;
    const separator = /(?:\.|->|::|&\.|\?\.)\s*$/.exec(text.slice(Math.max(least, i - 80), i))?.[0];
    if (separator === undefined) break;
    i -= separator.length;
  }
  return text.slice(i, at);
}

function beforeSpace(text: string, from: number, least: number): number {
  let i = from;
  while (i > least && /\s/.test(text[i - 1] as string)) i -= 1;
  return i;
}

/** The start of the name, with its arguments, that ends at `from`. */
function operand(text: string, from: number, least: number): number {
  let i = from;
  while (i > least && /[)\]]/.test(text[i - 1] as string)) {
    const open = opening(text, i - 1, least);
    if (open < 0) return from;
    i = open;
  }
  while (i > least && /[\w$@!?]/.test(text[i - 1] as string)) i -= 1;
  return i;
}

function opening(text: string, from: number, least: number): number {
  let depth = 0;
  for (let i = from; i >= least; i -= 1) {
    if (/[)\]}]/.test(text[i] as string)) depth += 1;
    else if (/[([{]/.test(text[i] as string) && (depth -= 1) === 0) return i;
  }
  return -1;
}

/** What stands in the parentheses that open at or right behind `at`, or, as Ruby has it, on the rest of the line. */
export function argumentsAt(text: string, at: number): string {
  if (text[at] !== '(') return /^[ \t]+([^\n]{0,300})/.exec(text.slice(at, at + 310))?.[1] ?? '';
  let depth = 0;
  for (let i = at; i < Math.min(text.length, at + FARTHEST); i += 1) {
    if (/[([{]/.test(text[i] as string)) depth += 1;
    else if (/[)\]}]/.test(text[i] as string) && (depth -= 1) === 0) return text.slice(at + 1, i);
  }
  return '';
}

/** Whose rows a chain is about: a model or a table. `null`: it is no chain over rows. */
export function tableOf(chain: string, text: string): string | null {
  const plain = chain.replace(/\s+/g, ' ').trim().replace(/^(?:await|return)\s+/, '');
  const quoted = /^(?:\w*(?:knex|trx|db|conn|connection|database)|tx|k|transaction)\(\s*['"`]([\w.]+)['"`]\s*\)|\b(?:from|table|collection|into|query)\(\s*['"`]?([\w.]+)['"`]?\s*\)|^DB::table\(\s*['"]([\w.]+)/.exec(plain);
  if (quoted) return quoted[1] ?? quoted[2] ?? quoted[3] ?? null;
  const django = /^(?:\w+\.get_model\([^)]*['"](\w+)['"]\s*\)|(\w+))\.(?:objects|_default_manager|all_objects)\b/.exec(plain);
  if (django) return django[1] ?? django[2] ?? null;
  const repository = /getRepository\(\s*['"]?(\w+)|^(?:this\.)?(\w+)Repo(?:sitory)?$/.exec(plain);
  if (repository) return repository[1] ?? repository[2] ?? null;
  const client = /^(?:prisma|tx|this\.prisma)\.(\w+)$/.exec(plain.replace(/\.where\([\s\S]*$/, ''));
  if (client) return client[1] as string;
  // A model is a class, whatever is asked of it: `Account`, `Shop::Account`, `User::where(…)`.
  const model = /^((?:[A-Z]\w*::)*[A-Z]\w*)(?=[.\s:-]|$)/.exec(plain)?.[1];
  if (model === undefined || /^(?:Map|Set|WeakMap|URLSearchParams|Headers|FormData|Cache|Storage|Rails|File|FileUtils|Dir|Schema|ActiveRecord|Op|Object|Array|Promise)\b/.test(model)) return null;
  const own = new RegExp(`\\b${model}\\s*=\\s*apps\\.get_model\\([^)]*['"](\\w+)['"]\\s*\\)`).exec(text);
  return own?.[1] ?? model;
}

const PICKS = /(?:\.|->|::)(?:where|orWhere|whereIn|whereNull|whereNot|whereNotIn|whereNotNull|whereRaw|andWhere|filter|filter_by|exclude|not|missing|limit|take|order_by|joins|only_deleted|first|last|find|find_by|find_by!|get)\b\s*\(?/g;

/** What a chain's `where`, `filter` and their like pick, as it is written. `where({})` picks everything. */
export function conditionsOf(chain: string): string {
  return [...chain.matchAll(PICKS)]
    .map((match) => {
      const end = match.index + match[0].length;
      const given = match[0].endsWith('(') ? argumentsAt(chain, end - 1) : match[0].slice(1);
      return /^\s*(?:\{\s*(?:where\s*:\s*\{\s*\}\s*,?\s*)?(?:truncate\s*:\s*true[^}]*)?\}|)\s*$/.test(given) ? '' : given;
    })
    .filter((one) => one !== '')
    .join(' and ');
}

/** Conditions that name their rows one by one: by an id, a key or a name. `active: false`, `age > 2` pick any number. */
export function namesItsRows(conditions: string): boolean {
  if (/[<>]|!=|\b(?:LIKE|ILIKE|NOT|IS|IN\s*\(\s*SELECT|OR)\b|__(?:lte?|gte?|isnull|contains|startswith|endswith|range|date|year|regex)|\bago\b|\bnow\b|Date\b|timedelta|interval/i.test(conditions.replace(/=>|->/g, '='))) return false;
  const columns = [...conditions.matchAll(/['"`]?(\w+?)(?:__(?:exact|iexact|in))?['"`]?\s*(?:=>|:(?!:)|==?|,)\s*(?=['"`:\d[?%$])/g)].map((match) => match[1] as string).filter((name) => !/^(?:where|\d+)$/.test(name));
  return columns.length > 0 && columns.every((name) => /^(?:id|_id|pk|uuid|guid|key|name|slug|code|codename|email|username|version|app_label|model|\w*_(?:id|key|name|slug|code|uuid))$/i.test(name));
}
