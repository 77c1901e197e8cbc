import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { nobody } from '../audit/nobody';
import { describe } from '../gate/describe';
import { askedIn, readRequest, signRequest, written, type Request } from '../gate/second-person';
import { run } from '../platform/processes';
import type { RequestResult, RequestView, SignParams, SignResult } from '../protocol/messages';
import type { GuardedWindow } from './window';

/** The second person's side: reads a request that somebody sent, and shows what exactly its digest is of. */
export async function readForSecond(text: string): Promise<RequestResult> {
  const request = readRequest(text);
  if (typeof request === 'string') return { kind: 'refused', why: request };
  const asked = askedIn(request);
  if (typeof asked === 'string') return { kind: 'refused', why: asked };
  const files = asked.proposals.flatMap((proposal) => (proposal.kind === 'edit' ? proposal.files : [])).map(({ path, before, after }) => ({ title: path, path, left: before ?? '', right: after ?? '' }));
  const diffs = [...files, ...(request.diffs ?? []).map(({ title, path, left, right }) => ({ title: String(title), path: String(path), left: String(left), right: String(right) }))];
  const view: RequestView = {
    what: describe(asked),
    where: String(request.where),
    requester: String(request.requester),
    at: String(request.at),
    banner: request.banner.map(String),
    diffs: diffs.length > 0 ? diffs : [{ title: 'what would run', path: 'request.txt', left: `${describe(asked)}\n`, right: '' }],
    keys: keysIn(join(homedir(), '.ssh')),
    signer: await mailName(),
  };
  return { kind: 'read', request: view };
}

/** Signs it with the second person's own key. What was shown is checked once more: the text may be another one than before. */
export async function signForSecond({ text, keyFile, signer }: SignParams, window: GuardedWindow): Promise<SignResult> {
  const request = readRequest(text);
  if (typeof request === 'string') return { kind: 'refused', why: request };
  const asked = askedIn(request);
  if (typeof asked === 'string') return { kind: 'refused', why: asked };
  if (signer.trim() === '' || signer.trim() === request.requester) return { kind: 'refused', why: 'the one who asks cannot be the second person' };
  const answer = await signRequest(request, signer.trim(), keyFile, new Date().toISOString(), process.env);
  if (typeof answer === 'string') return { kind: 'refused', why: answer };
  window.gate.record({ ...nobody(), event: 'policy', what: `signed for ${nameOf(request)}: ${describe(asked)}`, digest: request.digest, note: `by ${window.person} as ${signer.trim()}` });
  return { kind: 'signed', answer: written(answer) };
}

function nameOf({ requester, where }: Request): string {
  return `${requester} in ${where}`;
}

/** Private keys that have a public one beside them. */
function keysIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.pub')).map((name) => join(folder, name.slice(0, -'.pub'.length))).sort();
  } catch {
    return [];
  }
}

/** The name that signers files mostly use: the address that git knows. */
async function mailName(): Promise<string> {
  const ran = await run('git', ['config', '--global', 'user.email'], { cwd: homedir(), env: process.env, milliseconds: 3000, bytes: 4096 });
  return ran.kind === 'done' && ran.exit === 0 ? ran.stdout.trim() : '';
}
