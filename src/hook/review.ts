import { readFileSync } from 'node:fs';
import { decide, decideEffects } from '../engine/decide';
import type { FileChange, Finding, Surroundings, Verdict } from '../engine/model';
import { planEffects } from '../engine/plans/terraform-plan';
import type { Policy } from '../engine/policy/policy';
import { run } from '../platform/processes';
import type { Located } from './sarif';

/** What was reviewed, or words that say why it could not be. */
export type Reviewed = { readonly kind: 'done'; readonly verdict: Verdict; readonly located: readonly Located[] } | { readonly kind: 'failed'; readonly why: string };

const MAX_FILES = 2_000;

/** Judges what a range of commits changes, as one edit: `BASE..HEAD`, or `BASE` against the work tree. Only git is run, and only to read. */
export async function reviewDiff(range: string, cwd: string, policy: Policy, surroundings: Surroundings): Promise<Reviewed> {
  if (range.startsWith('-')) return failed(`${range} is no range of commits; write BASE..HEAD`);
  const [base = '', head = ''] = range.split(/\.{2,3}/);
  const root = await git(['rev-parse', '--show-toplevel'], cwd);
  if (typeof root !== 'object') return failed(root);
  const top = root.text.trim();
  const names = await git(['diff', '--name-status', '--no-renames', '-z', base, ...(head === '' ? [] : [head]), '--'], top);
  if (typeof names !== 'object') return failed(names);
  const parts = names.text.split('\0').filter((part) => part !== '');
  if (parts.length / 2 > MAX_FILES) return failed(`the range changes more than ${MAX_FILES} files; review a smaller one`);
  const files: FileChange[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const path = parts[i + 1] as string;
    files.push({ path, before: await textAt(base, path, top), after: head === '' ? onDisk(top, path) : await textAt(head, path, top) });
  }
  const verdict = decide(policy, { kind: 'edit', cwd: top, files }, surroundings);
  return { kind: 'done', verdict, located: verdict.findings.map(inFile) };
}

/** Judges the JSON of `terraform show -json PLANFILE`. */
export function reviewPlan(path: string, policy: Policy, surroundings: Surroundings): Reviewed {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return failed(`${path} cannot be read: ${(error as Error).message}`);
  }
  const lowered = planEffects(text, surroundings);
  if (lowered.coverage === 'partial') return failed(`${path}: ${lowered.unread.join('; ')}`);
  const verdict = decideEffects(policy, lowered);
  return { kind: 'done', verdict, located: verdict.findings.map((finding) => ({ finding, path, startLine: 1, endLine: 1 })) };
}

function inFile(finding: Finding): Located {
  const { place } = finding.effect;
  return place.in === 'file' ? { finding, path: place.path, startLine: place.startLine, endLine: place.endLine } : { finding, path: '', startLine: 1, endLine: 1 };
}

async function textAt(commit: string, path: string, top: string): Promise<string | null> {
  const shown = await git(['show', `${commit}:${path}`], top);
  return typeof shown === 'object' && !shown.text.includes('\0') ? shown.text : null;
}

function onDisk(top: string, path: string): string | null {
  try {
    return readFileSync(`${top}/${path}`, 'utf8');
  } catch {
    // The work tree no longer has it: that is what the diff says too.
    return null;
  }
}

/** The output of a git command that reads, or words. */
async function git(args: readonly string[], cwd: string): Promise<{ readonly text: string } | string> {
  const ran = await run('git', ['--no-optional-locks', '-c', 'core.quotePath=false', '-c', 'core.fsmonitor=false', ...args], { cwd, env: { ...process.env, GIT_TERMINAL_PROMPT: '0' }, milliseconds: 30_000, bytes: 16 * 1024 * 1024 });
  if (ran.kind === 'missing') return `git cannot be started: ${ran.why}`;
  if (ran.kind === 'late') return 'git did not answer in 30 seconds';
  return ran.exit === 0 ? { text: ran.stdout } : `git ${args[0]}: ${ran.stderr.trim().split('\n')[0] ?? `exit ${ran.exit}`}`;
}

function failed(why: string): Reviewed {
  return { kind: 'failed', why };
}
