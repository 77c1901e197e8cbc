import type { Answer } from '../protocol/messages';
import type { Placed } from './judge';

/** Everything the gate says to an assistant. It says what happened to the proposal, why, and what to do now; and that nothing ran. */
export function rejectedWords(words: string, what: string): string {
  const said = words.trim() === '' ? '' : ` They say: ${words.trim()}`;
  return `A person rejected this in Infrahold: ${what}. Nothing ran.${said} Do not try to reach the same effect another way; ask what they want instead.`;
}

export function expiredWords(seconds: number, what: string): string {
  return `Held by Infrahold (${what}), and nobody answered within ${spelled(seconds)}; nothing ran. That is not a decision: tell the person that it waits for their release in VS Code, and do not look for another way.`;
}

/** For a host that cannot wait as long as a person may take. */
export function pendingWords(what: string): string {
  return `This is held by Infrahold; a person has been asked; try exactly the same call again once it is released (${what}). Nothing ran. That is not a decision: do not look for another way.`;
}

export function deniedWords(findings: readonly Placed[], instead: string): string {
  return `Denied by Infrahold: ${summary(findings)}. Nothing ran. ${instead} If it is really wanted, a person has to do it.`.replace('  ', ' ');
}

export function noWindowWords(findings: readonly Placed[]): string {
  return `Held by Infrahold: ${summary(findings)}. No editor window is open to release it, so nothing ran. Ask the person to open the folder in VS Code with Infrahold, and then to let you try again.`;
}

export function brokenWords(why: string): string {
  return `Infrahold could not judge this (${why}), so it is refused and nothing ran. That is Infrahold's fault, not a decision: tell the person, who can run "Infrahold: Doctor" in VS Code.`;
}

export const WITHDRAWN = 'the assistant stopped waiting before anybody answered; nothing ran';
export const CANARY_WORDS = 'Infrahold is at work: this is the answer to its canary, which is always refused. Nothing ran.';
export const CLOSING = 'The editor is closing, so nobody can release this; nothing ran. Ask again once VS Code is open.';

export function refuse(because: Extract<Answer, { kind: 'refuse' }>['because'], words: string): Answer {
  return { kind: 'refuse', because, words };
}

/** The first findings in words: `would delete aws_db_instance.main, which holds data; and 2 more`. */
export function summary(findings: readonly Placed[]): string {
  const messages = [...new Set(findings.filter(({ finding }) => finding.disposition !== 'allow').map(({ finding }) => finding.message))];
  const more = messages.length - 3;
  return messages.length === 0 ? 'part of it could not be read' : messages.slice(0, 3).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function spelled(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} minute${seconds === 60 ? '' : 's'}` : `${seconds} second${seconds === 1 ? '' : 's'}`;
}
