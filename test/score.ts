import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { decide } from '../src/engine/decide';
import { RECOMMENDED } from '../src/engine/policy/policy';
import { corpus, type CorpusLine, meets } from './corpus';
import { table, world } from './world';

const WORLD = world();
const misses = process.argv.includes('--misses');
const judged = corpus().map((line) => {
  const got = decide(RECOMMENDED, { kind: 'command', shell: line.shell, cwd: '/home/me/shop', text: line.text }, WORLD).disposition;
  return { ...line, got, right: meets(line.expect, got) };
});

console.log('recall of what must be held, and false holds of what must pass\n');
print('family', (line) => line.family);
print('difficulty', (line) => line.difficulty);
if (misses) for (const line of judged.filter((one) => !one.right)) console.log(`${line.family}.tsv:${line.line}\t${line.difficulty}\texpected ${line.expect}, got ${line.got}\t${JSON.stringify(line.text)}`);
printTables();

function print(title: string, of: (line: CorpusLine) => string): void {
  const rows = [...new Set(judged.map(of))].sort().map((name) => [name, judged.filter((line) => of(line) === name)] as const);
  console.log(`${title.padEnd(22)} ${'lines'.padStart(6)} ${'recall'.padStart(14)} ${'false holds'.padStart(14)}`);
  for (const [name, lines] of [...rows, ['all', judged] as const]) {
    const must = lines.filter(({ expect }) => expect === 'hold' || expect === 'deny');
    const may = lines.filter(({ expect }) => expect === 'allow' || expect === 'warn');
    const falsely = may.filter(({ got }) => got === 'hold' || got === 'deny').length;
    console.log(`${name.padEnd(22)} ${String(lines.length).padStart(6)} ${share(must.filter(({ right }) => right).length, must.length).padStart(14)} ${share(falsely, may.length).padStart(14)}`);
  }
  console.log('');
}

function share(part: number, whole: number): string {
  return whole === 0 ? '-' : `${part}/${whole} ${((100 * part) / whole).toFixed(1)}%`;
}

/** What the compiled tables know, as their own headers count it. */
function printTables(): void {
  console.log('tables');
  for (const folder of ['tools', 'changes', 'calls']) {
    const path = join(process.cwd(), 'src/engine', folder, 'tables');
    for (const name of list(path)) {
      const text = table(name.replace('.txt', ''));
      const entries = text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
      const counted = /^# counts?: (.*)$/m.exec(readFileSync(join(path, name), 'utf8'))?.[1];
      console.log(`  ${name.padEnd(24)} ${String(entries).padStart(6)} lines  ${counted ?? ''}`);
    }
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path).filter((name) => name.endsWith('.txt'));
  } catch {
    return [];
  }
}
