import type { Reading, ShellStart } from './reading';

export function readCmd(text: string, _start: ShellStart): Reading {
  return { invocations: [], nested: [], effects: [], unread: [text] };
}
