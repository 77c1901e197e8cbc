// What a hook costs an assistant: with a window against `sh` and `curl` alone, and without one against a Node that does nothing.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bash, brain, house } from '../gate/house';

const ROUNDS = 30;

interface Row {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly input: string;
}

void main();

async function main(): Promise<void> {
  const made = house(process.env['INFRAHOLD_DIST'] ?? join(process.cwd(), 'dist'));
  const window = await brain(made);
  try {
    const payload = JSON.stringify(bash('git status', made));
    const [line] = readFileSync(join(made.infrahold, 'run', 'index'), 'utf8').split('\n');
    const socket = (line as string).split('\t')[2] as string;
    const curl = `curl -q -s --noproxy '*' --unix-socket '${socket}' --data-binary @- http://infrahold/v1/hook?assistant=claude`;
    const hook: Row = { name: 'launcher', program: made.launcher, args: ['hook', '--assistant', 'claude'], input: payload };
    print('with a window', 1.2, measured([{ name: 'sh and curl', program: 'sh', args: ['-c', `answer=$(${curl}); printf '%s' "$answer"`], input: payload }, hook], made.env()));
    await window.close();
    rmSync(join(made.infrahold, 'run', 'index'), { force: true });
    const node: Row = { name: 'node -e 0', program: process.execPath, args: ['-e', '0'], input: '' };
    const direct = (name: string, input: string): Row => ({ name, program: process.execPath, args: [join(made.dist, 'hook.js'), 'hook', '--assistant', 'claude'], input });
    const read = JSON.stringify({ hook_event_name: 'PreToolUse', session_id: 's', cwd: made.shop, tool_name: 'Read', tool_input: { file_path: '/a' }, tool_use_id: 't' });
    print('without a window', 1.25, measured([node, direct('hook, a command', payload), direct('hook, a read', read)], made.env()));
  } finally {
    await window.close();
    made.remove();
  }
}

/** The fastest of many rounds, taken in turns: machines are noisy. Milliseconds. */
function measured(rows: readonly Row[], env: Record<string, string>): readonly (readonly [name: string, best: number])[] {
  const best = rows.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round += 1) {
    rows.forEach(({ program, args, input }, i) => {
      const started = performance.now();
      const { status } = spawnSync(program, [...args], { input, env, stdio: ['pipe', 'pipe', 'pipe'] });
      if (status !== 0) throw new Error(`${program} gave ${status}`);
      best[i] = Math.min(best[i] as number, performance.now() - started);
    });
  }
  return rows.map(({ name }, i) => [name, best[i] as number]);
}

function print(title: string, aim: number, [base, ...rest]: readonly (readonly [name: string, best: number])[]): void {
  if (!base) return;
  console.log(`hook ${title}: ${base[0]} ${base[1].toFixed(1)} ms`);
  for (const [name, best] of rest) console.log(`  ${name.padEnd(18)} ${best.toFixed(1)} ms, ${(best / base[1]).toFixed(2)}x   (aim ${aim}x)`);
}
