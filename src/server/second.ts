import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { releaseOf } from '../engine/policy/judge';
import type { Policy, Release } from '../engine/policy/policy';
import type { Hold } from '../gate/hold';
import { checkAnswer, fingerprintsIn, readAnswer, written } from '../gate/second-person';
import { readWhole } from '../platform/files';
import type { UserFolder } from '../platform/folder';
import { isWithin } from '../platform/windows';
import type { HoldView } from '../protocol/messages';

/** Where the first person sits. */
interface Seat {
  readonly person: string;
  readonly folder: UserFolder;
  folders(): readonly string[];
}

/** How many people the policy wants for this hold, by the environments it would land in; the most that any of them asks for. A rehearsal needs nobody's help. */
export function peopleFor(hold: Hold, policy: Policy): Release {
  if (hold.ask.gate === 'rehearsal') return { people: 1, signers: null };
  return hold.judged.findings.reduce<Release>(
    (most, { finding }) => {
      const release = releaseOf(policy, finding.effect.environment.class);
      return release.people > most.people ? release : most;
    },
    { people: 1, signers: null },
  );
}

/** What the first person sends to the second. */
export function requestFor(hold: Hold, view: HoldView, person: string): string {
  const { assistant, gate, proposals } = hold.ask;
  // The files of an edit are in the proposal itself.
  const diffs = proposals.every(({ kind }) => kind === 'edit') ? [] : view.diffs.map(({ title, path, left, right }) => ({ title, path, left, right }));
  return written({ infrahold: 'request', version: 1, digest: hold.digest, what: view.what, where: view.cwd, banner: view.banner, requester: person, at: view.askedAt, asked: { assistant, gate, proposals }, diffs });
}

/** Whether a pasted answer of a second person stands. Gives their name, or words. */
export async function secondAnswer(pasted: string, hold: Hold, release: Release, seat: Seat): Promise<{ readonly by: string } | { readonly why: string }> {
  const answer = readAnswer(pasted);
  if (typeof answer === 'string') return { why: answer };
  const signers = signersText(release.signers, hold, seat);
  if (signers === null) return { why: `the policy asks for ${release.people} people, but its signers file ${release.signers ?? '(none is named)'} cannot be read; nobody can be the second` };
  const checked = await checkAnswer(answer, hold.digest, { allowedSigners: signers, requester: seat.person, requesterKeys: await ownKeys(), now: new Date(), folder: seat.folder, env: process.env });
  return checked.kind === 'good' ? { by: checked.signer } : { why: `the second person's answer does not count: ${checked.why}` };
}

/** The path counts from the folder that the policy stands in: the window's folder, else the person's own. */
function signersText(signers: string | null, hold: Hold, seat: Seat): string | null {
  if (signers === null) return null;
  if (isAbsolute(signers)) return readWhole(signers);
  const cwd = hold.ask.proposals[0]?.cwd ?? '';
  const folder = seat.folders().find((one) => isWithin(cwd, one));
  return (folder === undefined ? null : readWhole(join(folder, signers))) ?? readWhole(join(seat.folder.root, signers));
}

/** Keys in `~/.ssh` are the requester's own: an answer signed with one of them is no second person's. */
async function ownKeys(): Promise<string[]> {
  const folder = join(homedir(), '.ssh');
  try {
    return await fingerprintsIn(readdirSync(folder).filter((name) => name.endsWith('.pub')).map((name) => join(folder, name)), process.env);
  } catch {
    return [];
  }
}
