import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADAPTERS } from '../../src/assistants';
import type { Adapter, Machine, Read } from '../../src/assistants/contract';
import { DOCUMENTED, POSIX } from './payloads';

/** How well something is known. The first that holds counts. */
type Proof = 'live' | 'payload' | 'document' | 'cannot';

const COLUMNS = ['shell', 'edit', 'mcp', 'deny', 'crash', 'missing', 'timeout', 'late', 'subagent', 'bypass'] as const;
type Column = (typeof COLUMNS)[number];

const HEADS: Readonly<Record<Column, string>> = { shell: 'Shell', edit: 'Edit', mcp: 'MCP', deny: 'Deny', crash: 'Crash', missing: 'Missing', timeout: 'Time-out', late: 'Late answer', subagent: 'Sub-agent', bypass: 'Bypass' };
const MARKS: Readonly<Record<Proof, string>> = { live: '**live**', payload: 'payload', document: 'document', cannot: 'cannot' };

/** Hosts whose documents or sources say that their hooks see what a sub-agent does. Crush says that its own do not. */
const SAID_OF_SUB_AGENTS: readonly string[] = ['copilot', 'codex', 'cursor', 'gemini', 'opencode', 'kilo', 'qwen', 'auggie', 'droid'];

/** Seen in a real editor by test/editor/copilot.test.mjs, which is no run of the command line. */
const EDITOR: Readonly<Partial<Record<Column, Proof>>> = { shell: 'live', edit: 'live', mcp: 'payload', deny: 'live', crash: 'document', missing: 'document', timeout: 'document', late: 'document', subagent: 'document', bypass: 'document' };

type Proofs = Readonly<Record<string, { readonly name: string; readonly version: string; readonly proven: Readonly<Record<string, boolean>> }>>;

/** Assistant by what could go wrong, as Markdown: made from what live runs left, from the recorded payloads, and from the adapters themselves. */
export function tableText(root: string): string {
  const proofs = JSON.parse(readFileSync(join(root, 'test/live/proofs.json'), 'utf8')) as Proofs;
  const rows = ADAPTERS.flatMap((adapter) => {
    const run = proofs[adapter.id];
    const cells = COLUMNS.map((column) => (run?.proven[column] === true ? 'live' : known(root, adapter, column)));
    const own = row(run === undefined ? adapter.name : `${run.name} ${run.version}`, cells);
    return adapter.id === 'copilot' ? [row('Copilot in VS Code', COLUMNS.map((column) => EDITOR[column] ?? 'cannot')), own] : [own];
  });
  return ['| Assistant | ' + COLUMNS.map((column) => HEADS[column]).join(' | ') + ' |', `|---|${COLUMNS.map(() => '---|').join('')}`, ...rows].join('\n');
}

function row(name: string, cells: readonly Proof[]): string {
  return `| ${name} | ${cells.map((cell) => MARKS[cell]).join(' | ')} |`;
}

/** What is known of an assistant without having run it. */
function known(root: string, adapter: Adapter, column: Column): Proof {
  switch (column) {
    case 'shell':
    case 'edit':
    case 'mcp':
      return recorded(root, adapter).some((read) => kindOf(read) === column) ? 'payload' : documented(adapter).some((read) => kindOf(read) === column) ? 'document' : 'cannot';
    case 'subagent':
      return recorded(root, adapter).some((read) => read.kind === 'ask' && read.parts.subagent) ? 'payload' : SAID_OF_SUB_AGENTS.includes(adapter.id) ? 'document' : 'cannot';
    // No host's documents were found to promise it, so that only a run shows it.
    case 'bypass':
      return 'cannot';
    case 'crash':
    case 'missing':
      return refusesAlone(adapter) ? 'document' : 'cannot';
    // The form of its deny, and that the gate answers before its limit, are tested against what its documents say.
    case 'deny':
    case 'timeout':
    case 'late':
      return 'document';
  }
}

function recorded(root: string, adapter: Adapter): readonly Read[] {
  const folder = join(root, 'test/fixtures/payloads', adapter.id);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => adapter.read(JSON.parse(readFileSync(join(folder, name), 'utf8')), POSIX));
}

function documented(adapter: Adapter): readonly Read[] {
  return DOCUMENTED.filter(([id]) => id === adapter.id).map(([, payload]) => adapter.read(payload, POSIX));
}

function kindOf(read: Read): Column | null {
  const kind = read.kind === 'ask' ? read.parts.proposals[0]?.kind : undefined;
  return kind === 'command' ? 'shell' : kind === 'edit' ? 'edit' : kind === 'tool-call' ? 'mcp' : null;
}

/** Whether what is installed stops the call by itself when the launcher dies or is gone. */
function refusesAlone(adapter: Adapter): boolean {
  return adapter.files(EMPTY, 'install').every(({ after }) => after !== null && (/exit 2|"cancel":true|failClosed|const GONE = /.test(after) || !after.includes(EMPTY.launcher)));
}

const EMPTY: Machine = { home: '/home/me', env: {}, platform: 'posix', launcher: '/home/me/.infrahold/bin/infrahold', readFile: () => null, isFolder: () => false, hasProgram: () => false, original: () => undefined };
