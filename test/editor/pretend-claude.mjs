// Does what Claude Code does with a tool call, from the payload on: calls the hook that its settings name, obeys the answer, then uses the tool.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const payloads = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures', 'payloads', 'claude');

/** A recorded payload, moved into this workspace. `input` goes over what was recorded. */
export function payload(name, { shop, input = {}, id }) {
  const recorded = JSON.parse(readFileSync(join(payloads, `${name}.json`), 'utf8').replaceAll('/workspace', shop));
  return { ...recorded, tool_use_id: id, tool_input: { ...recorded.tool_input, ...input } };
}

/** Resolves with what the model would read: `{ ran, words }`. The program of a command must be a fake one in `bin`. */
export async function propose(call, { home, bin, shop, env }) {
  const settings = JSON.parse(readFileSync(join(home, '.claude', 'settings.json'), 'utf8'));
  const [hook] = settings.hooks.PreToolUse.flatMap((group) => group.hooks);
  const { stdout, stderr, code } = await run('sh', ['-c', hook.command], JSON.stringify(call), { cwd: shop, env });
  const said = stdout.trim() === '' ? null : JSON.parse(stdout).hookSpecificOutput;
  if (code === 2 || said?.permissionDecision === 'deny') return { ran: false, words: said?.permissionDecisionReason ?? stderr };
  if (code !== 0) throw new Error(`the hook ended with ${code}; Claude would have run the tool\n${stderr}`);
  const { tool_name: tool, tool_input: input } = call;
  if (tool === 'Bash') {
    const [program, ...args] = input.command.split(' ');
    await run(join(bin, program), args, '', { cwd: shop, env });
  } else if (tool === 'Edit') {
    writeFileSync(input.file_path, readFileSync(input.file_path, 'utf8').replace(input.old_string, input.new_string));
  }
  return { ran: true, words: '' };
}

/** Starts the hook and leaves it waiting; for killing it. */
export function startHook(call, { home, shop, env }) {
  const settings = JSON.parse(readFileSync(join(home, '.claude', 'settings.json'), 'utf8'));
  const [hook] = settings.hooks.PreToolUse.flatMap((group) => group.hooks);
  return run('sh', ['-c', hook.command], JSON.stringify(call), { cwd: shop, env });
}

/** A call that is not on record, brought by the launcher itself. Gives what the hook prints: nothing, or a denial. */
export async function askHook({ home, shop, env }, call) {
  const whole = { hook_event_name: 'PreToolUse', session_id: 's', cwd: shop, tool_use_id: `toolu_${Math.random().toString(36).slice(2)}`, ...call };
  const asked = run(join(home, '.infrahold', 'bin', 'infrahold'), ['hook', '--assistant', 'claude'], JSON.stringify(whole), { cwd: shop, env });
  const late = setTimeout(() => asked.kill(), 60_000);
  const { stdout, code } = await asked;
  clearTimeout(late);
  if (code !== 0) throw new Error(`the hook ended with ${code}: ${JSON.stringify(call)} was held and nobody answered`);
  return stdout;
}

function run(command, args, input, { cwd, env }) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  // A program that reads nothing may be gone before its input is written.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const done = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ stdout, stderr, code: code ?? signal }));
  });
  return Object.assign(done, { kill: () => process.kill(-child.pid, 'SIGKILL') });
}
