import type { Reading, ShellStart } from './reading';

export function readPowerShell(text: string, _start: ShellStart): Reading {
  return { invocations: [], nested: [], effects: [], unread: [text] };
}
