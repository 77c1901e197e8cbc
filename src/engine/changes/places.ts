import type { Effect, FileChange, Lowered, Place, Side } from '../model';

/** Lines of one side of a file. */
export function linesOf(path: string, side: Side, startLine: number, endLine: number): Place {
  return { in: 'file', path, side, startLine, endLine: Math.max(startLine, endLine) };
}

/** The path of what a template becomes: `sshd_config.j2` is an `sshd_config`. */
export function untemplated(path: string): string {
  return path.replace(/\.(?:j2|jinja2?|tpl|tmpl|gotmpl|ctmpl|erb|tftpl|mustache|in)$/i, '');
}

/**
 * What the new text would do that the old one would not, by what is done to what: moving, formatting and reordering give nothing.
 * An effect that stands twice now and stood once before is new once.
 */
export function newEffects(before: Lowered, after: Lowered): Lowered {
  const known = new Map<string, number>();
  for (const effect of before.effects) known.set(key(effect), (known.get(key(effect)) ?? 0) + 1);
  const effects = after.effects.filter((effect) => {
    const left = known.get(key(effect)) ?? 0;
    known.set(key(effect), left - 1);
    return left <= 0;
  });
  return { ...after, effects };
}

function key({ verb, resource, reach, unattended }: Effect): string {
  return `${verb}\n${resource.kind}\n${resource.type}\n${resource.address}\n${reach}\n${unattended}`;
}

/** The text of one side, empty when the file does not exist there. */
export function sideText(change: FileChange, side: Side): string {
  return (side === 'before' ? change.before : change.after) ?? '';
}
