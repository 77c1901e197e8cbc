// Compiles the grammar of 800 command-line tools into src/engine/tools/tables/tools.txt.
//   node scripts/data/tools.mjs FOLDER     FOLDER holds tools.json
//
// A program's line names its groups: `heroku|heroku`. A group's line starts with a colon and has fields parted by `|`:
//   c=category  v=options with a value  y=flags that switch the question off  h=flags that make it harmless  r=commands that only read  then rules
// Words are parted by spaces even where the tool writes a colon (`apps:destroy`).
// A rule is `CODE UNDO patterns` with `;` between patterns and conditions after `<`: `<?` one of these flags, `<!` none of these, `<+` worse with these, `<0` a count of zero.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JUDGED, LEFT_OUT, NOT_OURS } from './tools-judgement.mjs';

const folder = process.argv[2];
if (!folder) throw new Error('usage: node scripts/data/tools.mjs FOLDER');
const { tools } = JSON.parse(readFileSync(join(folder, 'tools.json'), 'utf8'));
const out = join(dirname(fileURLToPath(import.meta.url)), '../../src/engine/tools/tables/tools.txt');

/** Programs that the grammar of another one fits too, or that the data leaves out of its group. */
const ALSO = { objstore: ['azcopy', 'rclone'], clickhouse: ['clickhouse-backup'], dbaas: ['gel'], django: ['manage.py'], 'php-orm': ['console', 'artisan'] };

/** Tools that manage other people's things: `known-match.ts` reads a verb that no rule names. */
const MANAGES = /^(?:paas|paas-db|saas|gitops|k8s-cluster|orch|secrets|backup|forge|cloud)$/;

const programs = new Map();
const lines = [];
for (const [name, tool] of Object.entries(tools)) {
  if (LEFT_OUT.includes(name)) continue;
  const bins = [...new Set([...tool.bins.map(programOf), ...(ALSO[name] ?? [])])].filter((bin) => !NOT_OURS.includes(bin) && !bin.includes('*'));
  const all = rules(name, tool);
  // A group in which patterns start with their program is taken apart, one line a program.
  const apart = all.some((rule) => bins.length > 1 && rule.patterns.some((one) => bins.includes(programOf(one[0]))));
  const mine = (bin) => all.flatMap((rule) => {
    const patterns = rule.patterns.flatMap((one) => (programOf(one[0]) === bin ? [one.slice(1)] : bins.includes(programOf(one[0])) ? [] : [one]));
    return patterns.length === 0 ? [] : [{ ...rule, patterns }];
  });
  for (const bin of bins) {
    const group = apart ? (bin in tools || programs.has(bin) ? `${bin}.${name}` : bin) : name;
    const own = apart ? mine(bin) : all;
    // A program nobody says anything of is left to the rest, unless its verbs alone say what it does.
    if (own.length === 0 && !MANAGES.test(tool.cat)) continue;
    programs.set(bin, [...(programs.get(bin) ?? []), group]);
    if (apart) lines.push(`:${group}|${fields(tool, bin).join('|')}|${own.map(written).join('|')}`);
  }
  if (!apart) lines.push(`:${name}|${fields(tool, null).join('|')}|${all.map(written).join('|')}`);
}
for (const [program, groups] of programs) lines.push(`${program}|${groups.join(',')}`);
const key = (line) => line.slice(0, line.indexOf('|'));
lines.sort((a, b) => (key(a) < key(b) ? -1 : 1));
writeFileSync(out, `# provenance: tools.json, names of commands and flags from the tools' own help and manuals and from @withfig/autocomplete 2.692.3 (MIT); judgement in scripts/data/tools-judgement.mjs\n${lines.join('\n')}\n`);

function programOf(bin) {
  return bin.replace(/\.(?:exe|cmd)$/, '').replace(/^bin\//, '').replace(/^(kafka-.*)\.sh$/, '$1');
}

function fields(tool, bin) {
  const flags = (list) => (list ?? []).flatMap((one) => one.split(/[ (),]/)).filter((one) => /^-{1,2}[\w-]/.test(one)).join(' ');
  const harmless = typeof tool.harmless === 'string' ? tool.harmless.replace(/\([^)]*\)/g, '').split(' ') : (tool.harmless ?? []);
  const reads = (tool.readOnly ?? []).map(words).filter((one) => one !== '' && !one.startsWith('-')).flatMap((one) => {
    const [first, ...rest] = one.split(' ');
    return bin === null || !tool.bins.map(programOf).includes(first) ? [one] : first === bin && rest.length > 0 ? [rest.join(' ')] : [];
  });
  return [`c=${tool.cat}`, `v=${flags(tool.globalsValue)}`, `y=${flags(tool.skipConfirm)}`, `h=${flags(harmless)}`, `r=${reads.join(';')}`];
}

/** The judged patterns come first, so that they win over what class and severity alone say. */
function rules(name, tool) {
  const judged = Object.entries(JUDGED[name] ?? {}).flatMap(([code, list]) => list.split(';').map((one) => [code.trim(), words(one)]).filter(([, one]) => one !== ''));
  const said = new Map(tool.rules.flatMap((rule) => rule.m.map((pattern) => [words(pattern), rule])));
  const first = judged.map(([code, pattern]) => compiled(code, said.get(pattern), [pattern]));
  const taken = new Set(judged.map(([, pattern]) => pattern));
  const rest = tool.rules.flatMap((rule) => {
    const patterns = rule.m.map(words).filter((one) => one !== '' && !taken.has(one));
    return patterns.length === 0 ? [] : [compiled(codeOf(rule), rule, patterns)];
  });
  // A rule with a condition of its own must be asked before the same command without one.
  return [...first, ...rest].sort((a, b) => conditional(b) - conditional(a));
}

function conditional({ conditions }) {
  return /<[?0]/.test(conditions) ? 1 : 0;
}

function compiled(code, rule, patterns) {
  const [letter, condition] = code.split(' ');
  const undo = rule?.r ?? 1;
  const given = condition === 'zero' ? '<0' : condition?.startsWith('!') ? `<${condition}` : condition ? `<?${condition}` : rule?.if && 'DVWASs'.includes(letter) && letter === codeOf(rule) ? `<?${rule.if.join(',').replace(/\+/g, ',')}` : '';
  const unless = rule?.unless ? `<!${rule.unless.join(',')}` : '';
  const worse = (rule?.amp ?? []).filter((one) => one.startsWith('-')).join(',');
  return { letter, undo, patterns: patterns.map((one) => one.split(' ')), conditions: `${given}${unless}${worse === '' ? '' : `<+${worse}`}` };
}

function written({ letter, undo, patterns, conditions }) {
  return `${letter} ${undo} ${patterns.map((one) => one.join(' ')).join(';')}${conditions}`;
}

function codeOf({ e, s, r, m, why = '' }) {
  const words = m.join(' ');
  if (e === 'D') return s <= 1 || (s === 2 && r >= 3) ? 'T' : 'D';
  if (e === 'X') return s >= 3 && r <= 2 ? 'V' : 'U';
  if (e === 'S') return s <= 1 ? 'U' : s === 2 || /restart|reboot|failover|switchover|rollback|promote/.test(words) ? 's' : 'S';
  if (e === 'W') return s >= 2 ? 'W' : 'U';
  if (e === 'P') return s >= 3 && /(?:delete|remove|revoke|\brm\b)/.test(words) ? 'D' : 'U';
  if (e === 'E' && /scan SQL/.test(why)) return 'Q';
  if (e === 'E' && /recurse/.test(why)) return 'B';
  if (e === 'E') return s >= 4 ? 'A' : 'U';
  return e === 'R' ? 'R' : 'U';
}

function words(pattern) {
  return pattern.trim().replace(/\(none\)$/, '').replace(/[|<>].*$/, '').replace(/\([^)]*\)/g, '').replace(/:/g, ' ').replace(/\s+/g, ' ').trim();
}
