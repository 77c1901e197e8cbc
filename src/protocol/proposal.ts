import type { FileChange, Proposal, Shell } from '../engine/model';

const SHELLS: readonly Shell[] = ['bash', 'powershell', 'cmd'];

/** A proposal out of untrusted JSON, or words that say what is wrong with it. */
export function readProposal(read: unknown): Proposal | string {
  if (!isObject(read)) return 'a proposal must be an object';
  const cwd = read['cwd'] ?? '';
  if (typeof cwd !== 'string') return 'cwd must be a string';
  switch (read['kind']) {
    case 'command': {
      const shell = read['shell'] ?? 'bash';
      if (typeof read['text'] !== 'string') return 'a command needs its text';
      if (!SHELLS.includes(shell as Shell)) return `shell must be one of ${SHELLS.join(', ')}`;
      return { kind: 'command', shell: shell as Shell, cwd, text: read['text'] };
    }
    case 'edit': {
      if (!Array.isArray(read['files'])) return 'an edit needs its files';
      const files = read['files'].map(readFileChange);
      const wrong = files.find((file) => typeof file === 'string');
      return typeof wrong === 'string' ? wrong : { kind: 'edit', cwd, files: files as FileChange[] };
    }
    case 'tool-call': {
      const given = read['arguments'] ?? {};
      if (typeof read['server'] !== 'string' || typeof read['tool'] !== 'string') return 'a tool-call needs its server and tool';
      if (!isObject(given)) return 'arguments must be an object';
      const annotations = isObject(read['annotations']) ? { annotations: read['annotations'] } : {};
      return { kind: 'tool-call', cwd, server: read['server'], tool: read['tool'], arguments: given, ...annotations };
    }
    default:
      return 'kind must be one of command, edit, tool-call';
  }
}

function readFileChange(read: unknown): FileChange | string {
  if (!isObject(read) || typeof read['path'] !== 'string') return 'a file of an edit needs its path';
  const { path, before, after } = read as { path: string; before?: unknown; after?: unknown };
  if (!isSide(before) || !isSide(after)) return `${path}: before and after must be a string, or null where the file does not exist`;
  if (before === null && after === null) return `${path}: before and after cannot both be null`;
  return { path, before, after };
}

function isSide(read: unknown): read is string | null {
  return read === null || typeof read === 'string';
}

export function isObject(read: unknown): read is Record<string, unknown> {
  return typeof read === 'object' && read !== null && !Array.isArray(read);
}
