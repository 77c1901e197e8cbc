import type { Invocation, Nested, Word } from '../model';
import { folderInside, unwrap } from './unwrap';
import { lastName } from './windows-paths';

/** An invocation with its wrappers taken off (`npx`, `docker exec`, `aws-vault exec`), for the shells of Windows. */
export function unwrapped(invocation: Invocation, depth = 0): { readonly invocations: readonly Invocation[]; readonly nested: readonly Nested[] } {
  const found = depth < 8 && !OWN.has(invocation.program) ? unwrap(invocation.program, [{ ...invocation.command, value: invocation.program }, ...invocation.args]) : null;
  if (found === null) return { invocations: [invocation], nested: [] };
  const inside: Invocation = { ...invocation, wrappers: [...invocation.wrappers, found.wrapper.elsewhere === undefined ? found.wrapper : { ...found.wrapper, cwd: invocation.cwd }], env: { ...invocation.env, ...found.env }, ...(found.wrapper.elsewhere === undefined ? {} : { cwd: folderInside(found.wrapper) }) };
  const invocations: Invocation[] = found.keeps ? [invocation] : [];
  const nested: Nested[] = [];
  for (const one of found.inner) {
    if (one.kind === 'words') {
      const inner = unwrapped(started(inside, one.words), depth + 1);
      invocations.push(...inner.invocations);
      nested.push(...inner.nested);
    } else if (one.kind === 'text') {
      nested.push({
        language: found.wrapper.elsewhere === undefined ? invocation.shell : 'bash', text: one.text, cwd: inside.cwd, env: inside.env, place: { in: 'text', span: invocation.span },
        ...(found.wrapper.elsewhere === undefined ? {} : { facts: { host: found.wrapper.elsewhere } }),
      });
    } else if (invocation.stdin?.kind === 'text') {
      nested.push({ language: 'bash', text: invocation.stdin.text, cwd: inside.cwd, env: inside.env, place: { in: 'text', span: invocation.span } });
    }
  }
  return { invocations, nested };
}

/** Words of the Windows shells themselves, and what has a reader of its own. */
const OWN: ReadonlySet<string> = new Set(['wsl', 'time', 'exec', 'command', 'script', 'watch', 'at', 'find', 'start', 'set']);

function started(invocation: Invocation, words: readonly Word[]): Invocation {
  const [command, ...args] = words;
  if (!command) return invocation;
  return { ...invocation, command, args, program: lastName(command.value).toLowerCase().replace(/\.(?:exe|cmd|bat|com)$/, '') };
}
