import type { Invocation } from '../model';

/** What the turns of one loop delete is one deletion of several things: `bin` beside `obj` says more than either alone. */
export function turnsTogether(invocations: readonly Invocation[]): Invocation[] {
  const out: Invocation[] = [];
  const seen = new Map<string, number>();
  for (const invocation of invocations) {
    const { program, span, cwd } = invocation;
    const key = DELETES.has(program) ? `${program} ${span.join()} ${cwd}` : null;
    const at = key === null ? undefined : seen.get(key);
    const before = at === undefined ? undefined : out[at];
    if (at === undefined || before === undefined) {
      if (key !== null) seen.set(key, out.length);
      out.push(invocation);
    } else if (before.args.length < 400) out[at] = { ...before, args: [...before.args, ...invocation.args] };
  }
  return out;
}

const DELETES: ReadonlySet<string> = new Set(['remove-item', 'rd', 'del']);
