import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Proposal } from '../engine/model';
import { sha256 } from '../platform/digest';
import { readWhole, writeWhole } from '../platform/files';
import { makePrivate, type UserFolder } from '../platform/folder';
import { run } from '../platform/processes';
import type { DiffView, GateName } from '../protocol/messages';
import { readProposal } from '../protocol/proposal';
import { digestOf } from './digest';

/** What travels to the second person, by copy, file or git. Nothing in it is secret; the digest binds it to the held proposal. */
export interface Request {
  readonly infrahold: 'request';
  readonly version: 1;
  readonly digest: string;
  readonly what: string;
  readonly where: string;
  readonly banner: readonly string[];
  readonly requester: string;
  readonly at: string;
  /** What would be released, whole: the digest is of this, so that nobody signs something else than what they were shown. */
  readonly asked?: { readonly assistant: string; readonly gate: GateName; readonly proposals: readonly Proposal[] };
  /** What the first person's window has looked up: what exists now, and what would be left. */
  readonly diffs?: readonly Pick<DiffView, 'title' | 'path' | 'left' | 'right'>[];
}

/** What comes back: a signature over the request's digest, by an SSH key that the policy's signers file allows. */
export interface SignedAnswer {
  readonly infrahold: 'answer';
  readonly version: 1;
  readonly digest: string;
  readonly signer: string;
  readonly at: string;
  readonly signature: string;
}

export type Checked = { readonly kind: 'good'; readonly signer: string; readonly key: string } | { readonly kind: 'refused'; readonly why: string };

const NAMESPACE = 'infrahold';
const LIMITS = { milliseconds: 20_000, bytes: 64 * 1024 };

/** A request or an answer as one line of text that survives a chat or an e-mail. */
export function written(message: Request | SignedAnswer): string {
  return `infrahold-${message.infrahold}:${deflateRawSync(JSON.stringify(message)).toString('base64url')}`;
}

/** The request in a text somebody pasted; words when there is none. */
export function readRequest(text: string): Request | string {
  const read = decoded(text, 'request');
  return read !== null && typeof read['digest'] === 'string' && Array.isArray(read['banner']) ? (read as unknown as Request) : 'this is no request of Infrahold; copy the whole line that begins with infrahold-request:';
}

/** What a request is for, when it carries that whole and its digest is of exactly that; else words. */
export function askedIn({ asked, digest }: Request): NonNullable<Request['asked']> | string {
  const proposals = Array.isArray(asked?.proposals) ? asked.proposals.map(readProposal) : [];
  if (!asked || proposals.length === 0 || proposals.some((one) => typeof one === 'string')) return 'the request does not carry what it is for; ask for a new one';
  const whole = { assistant: String(asked.assistant), gate: asked.gate, proposals: proposals as readonly Proposal[] };
  return digestOf(whole) === digest ? whole : 'what the request shows is not what would be released; somebody has changed it';
}

/** The answer in a text somebody pasted; words when there is none. */
export function readAnswer(text: string): SignedAnswer | string {
  const read = decoded(text, 'answer');
  const whole = read !== null && ['digest', 'signer', 'at', 'signature'].every((key) => typeof read[key] === 'string');
  return whole ? (read as unknown as SignedAnswer) : 'this is no answer of Infrahold; copy the whole line that begins with infrahold-answer:';
}

function decoded(text: string, kind: 'request' | 'answer'): Record<string, unknown> | null {
  const match = new RegExp(`infrahold-${kind}:([A-Za-z0-9_-]{16,4000000})`).exec(text);
  try {
    const read: unknown = match ? JSON.parse(inflateRawSync(Buffer.from(match[1] as string, 'base64url'), { maxOutputLength: 64 * 1024 * 1024 }).toString('utf8')) : null;
    return read !== null && typeof read === 'object' && (read as Record<string, unknown>)['infrahold'] === kind && (read as Record<string, unknown>)['version'] === 1 ? (read as Record<string, unknown>) : null;
  } catch {
    // Cut off or altered on its way: the same as none.
    return null;
  }
}

/** The text that is signed: what would be released, by whom, when. */
function statement(digest: string, signer: string, at: string): string {
  return `infrahold release\ndigest ${digest}\nsigner ${signer}\nat ${at}\n`;
}

/** Signs a request with a person's own key file. A key with a passphrase or a touch asks in its own way; `env` carries the agent's socket. */
export async function signRequest(request: Request, signer: string, keyFile: string, at: string, env: Readonly<Record<string, string | undefined>>): Promise<SignedAnswer | string> {
  return inTemporary(async (place) => {
    const file = join(place, 'statement');
    writeFileSync(file, statement(request.digest, signer, at), { mode: 0o600 });
    const ran = await run('ssh-keygen', ['-q', '-Y', 'sign', '-f', keyFile, '-n', NAMESPACE, file], { cwd: place, env, ...LIMITS, milliseconds: 120_000 });
    if (ran.kind !== 'done' || ran.exit !== 0) return `the key could not sign: ${ran.kind === 'done' ? ran.stderr.trim() : ran.kind}`;
    const signature = readWhole(`${file}.sig`);
    return signature === null ? 'the key made no signature' : { infrahold: 'answer', version: 1, digest: request.digest, signer, at, signature };
  });
}

export interface Terms {
  /** Text of the allowed_signers file, as it stands at the policy's source. */
  readonly allowedSigners: string;
  /** Who asked, and the public keys that are theirs: neither may be the second. */
  readonly requester: string;
  readonly requesterKeys: readonly string[];
  readonly now: Date;
  readonly folder: UserFolder;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** An answer older than this is not taken: what it was given for may have changed. */
const MAX_AGE_MINUTES = 60;

/** Checks an answer against the held digest, the signers and their times; an answer is good once. */
export async function checkAnswer(answer: SignedAnswer, digest: string, terms: Terms): Promise<Checked> {
  if (answer.digest !== digest) return refused('it was given for something else than what is held now');
  if (answer.signer === terms.requester) return refused('the one who asks cannot be the second person');
  const at = Date.parse(answer.at);
  const age = (terms.now.getTime() - at) / 60_000;
  if (Number.isNaN(at) || age < -5 || age > MAX_AGE_MINUTES) return refused(`it is not from the last ${MAX_AGE_MINUTES} minutes`);
  const used = join(terms.folder.root, 'answers-used');
  const mark = sha256(answer.signature);
  if ((readWhole(used) ?? '').split('\n').includes(mark)) return refused('it has been used before');
  const verified = await verify(answer, terms);
  if (verified.kind === 'refused') return verified;
  makePrivate(terms.folder.root);
  writeWhole(used, `${readWhole(used) ?? ''}${mark}\n`, 0o600);
  return verified;
}

async function verify(answer: SignedAnswer, terms: Terms): Promise<Checked> {
  return inTemporary(async (place) => {
    const signers = join(place, 'allowed_signers');
    const signature = join(place, 'statement.sig');
    writeFileSync(signers, terms.allowedSigners);
    writeFileSync(signature, answer.signature);
    const text = statement(answer.digest, answer.signer, answer.at);
    const options = { cwd: place, env: terms.env, ...LIMITS, input: text };
    const when = `verify-time=${stamp(terms.now)}`;
    const ran = await run('ssh-keygen', ['-Y', 'verify', '-f', signers, '-I', answer.signer, '-n', NAMESPACE, '-O', when, '-s', signature], options);
    if (ran.kind === 'missing') return refused('ssh-keygen is not on this machine, so that nothing can be verified');
    if (ran.kind === 'late') return refused('ssh-keygen did not answer in time');
    if (ran.exit !== 0) return refused(`the signature is not one that the signers file allows for ${answer.signer}`);
    const key = /\b(SHA256:[A-Za-z0-9+/=]+)/.exec(ran.stdout + ran.stderr)?.[1] ?? '';
    return terms.requesterKeys.includes(key) ? refused('it was signed with a key of the one who asks') : { kind: 'good', signer: answer.signer, key };
  });
}

/** `YYYYMMDDHHMMSSZ`, as ssh-keygen takes a time. */
function stamp(now: Date): string {
  return `${now.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
}

/** Fingerprints of the public keys in a folder such as `~/.ssh`. */
export async function fingerprintsIn(publicKeyFiles: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<string[]> {
  const all = await Promise.all(publicKeyFiles.map((file) => run('ssh-keygen', ['-l', '-f', file], { cwd: tmpdir(), env, ...LIMITS })));
  return all.flatMap((ran) => (ran.kind === 'done' ? (/\b(SHA256:\S+)/.exec(ran.stdout)?.[1] ?? []) : []));
}

function refused(why: string): { readonly kind: 'refused'; readonly why: string } {
  return { kind: 'refused', why };
}

async function inTemporary<T>(work: (place: string) => Promise<T>): Promise<T> {
  const place = mkdtempSync(join(tmpdir(), 'infrahold-sign-'));
  try {
    return await work(place);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
