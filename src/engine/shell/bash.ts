import { parse } from 'unbash';
import type { Invocation, Word } from '../model';
import type { Reading, ShellStart } from './reading';

/** Reads bash, sh and zsh text. */
export function readBash(text: string, start: ShellStart): Reading {
  const invocations: Invocation[] = [];
  const script = parse(text);
  visit(script);
  return { invocations, nested: [], effects: [], unread: (script.errors ?? []).map((error) => error.message) };

  function visit(node: unknown): void {
    if (!node || typeof node !== 'object') return;
    if (Array.isArray(node)) return node.forEach(visit);
    const it = node as Record<string, any>;
    if (it.type === 'Command' && it.name) {
      const words: Word[] = [it.name, ...(it.suffix ?? [])].map((w: any) => ({ value: w.value ?? w.text, known: !/[$`]/.test(w.text), glob: false, span: [w.pos, w.end] }));
      const command = words[0] as Word;
      invocations.push({
        program: command.value.split('/').at(-1) ?? '', command, args: words.slice(1), span: [it.pos, it.end], shell: 'bash',
        cwd: start.cwd, env: start.env, stdin: null, redirects: [], wrappers: [],
      });
      return;
    }
    Object.values(it).forEach(visit);
  }
}
