import type { Reply } from '../assistants/contract';

/** First words of an answer on the wire. What does not have them is no answer, whatever it says. */
export const MAGIC = 'infrahold 1 ';
/** Last line of an answer: one without it was cut off. */
export const END = '\n.';

/**
 * A reply in a form that a shell script can take apart: the exit code on the first line, what goes to standard error on the second, and the rest, up to a last line with a dot, is standard output.
 * Dots and a line end may stand before it: they are sent while a person thinks, so that a hook that was killed is noticed.
 */
export function frame({ stdout, stderr, exit }: Reply): string {
  return `${MAGIC}${exit}\n${oneLine(stderr)}\n${stdout}${END}`;
}

export function unframe(text: string): Reply | null {
  const start = text.startsWith(MAGIC) ? 0 : text.indexOf(`\n${MAGIC}`) + 1;
  if (start === 0 && !text.startsWith(MAGIC)) return null;
  const match = /^infrahold 1 (\d+)\n([^\n]*)\n([\s\S]*)\n\.\s*$/.exec(text.slice(start));
  return match ? { exit: Number(match[1]), stderr: match[2] as string, stdout: match[3] as string } : null;
}

function oneLine(text: string): string {
  return text.replace(/\s*\r?\n\s*/g, ' ').trim();
}
