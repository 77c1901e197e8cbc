import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { decide } from '../src/engine/decide';
import type { Disposition, Proposal, Shell } from '../src/engine/model';
import { RECOMMENDED } from '../src/engine/policy/policy';
import { world } from './world';

interface Replay {
  readonly proposal:
    | { readonly type: 'shell'; readonly shell: Shell; readonly cwd: string; readonly command: string }
    | { readonly type: 'edit'; readonly path: string; readonly before: string; readonly after: string }
    | { readonly type: 'mcp'; readonly server: string; readonly tool: string; readonly arguments: Record<string, unknown> };
  readonly expect: 'allow' | 'flag' | 'hold' | 'deny';
  readonly why: string;
  /** What the scripts that a command calls say, where the incident tells. */
  readonly files?: Record<string, string>;
}

interface Incident {
  readonly id: string;
  readonly title: string;
  readonly replay: readonly Replay[];
}

const CWD = '/home/me/projects/shop';
const INCIDENTS: readonly Incident[] = JSON.parse(readFileSync(join(process.cwd(), 'test/fixtures/incidents.json'), 'utf8'));

/** Replays whose answer is a matter of judgement; ours, with the reason. */
const JUDGED: Readonly<Record<string, { readonly got: readonly Disposition[]; readonly because: string }>> = {
  'INC-014/1': { got: ['allow'], because: 'the replay has no package.json, so that nothing is known of the script; where it can be read, what it runs is judged' },
  'INC-014/2': { got: ['allow'], because: 'as above' },
  'INC-022/2': { got: ['allow'], because: 'the incident itself says: let it pass when the pending revision drops nothing; an upgrade is routine, and the revision that drops is held when it is written' },
  'INC-023/2': { got: ['allow'], because: 'what a test run does to its database cannot be read from the command; the edit that makes it forget its data is held' },
  'INC-029/1': { got: ['allow'], because: 'called arguable there: only knowledge of the function tells' },
  'INC-052/2': { got: ['allow'], because: 'in this text HOME is the temporary folder that mktemp made' },
  'INC-085/1': { got: ['warn'], because: 'called arguable there: one named file; it is noted, and held when a person has rejected it before' },
  'INC-086/1': { got: ['allow'], because: 'a folder under /tmp; the self-test has a canary of its own' },
  'INC-089/1': { got: ['warn'], because: 'one named file: it is noted, not held' },
};

for (const { id, title, replay } of INCIDENTS) {
  replay.forEach((one, i) => {
    const key = `${id}/${i + 1}`;
    const ours = JUDGED[key];
    test(`${key} ${title}: ${shown(one)}`, () => {
      const verdict = decide(RECOMMENDED, proposalOf(one), world(one.files ? { files: one.files } : {}));
      const wanted = ours?.got ?? EXPECTED[one.expect];
      assert.ok(wanted.includes(verdict.disposition), `expected ${wanted.join(' or ')}, got ${verdict.disposition} (${ours?.because ?? one.why})`);
    });
  });
}

/** `deny` there means held or denied; `flag` at least a warning. */
const EXPECTED: Readonly<Record<Replay['expect'], readonly Disposition[]>> = {
  allow: ['allow', 'warn'],
  flag: ['warn', 'hold', 'deny'],
  hold: ['hold', 'deny'],
  deny: ['hold', 'deny'],
};

function proposalOf({ proposal }: Replay): Proposal {
  switch (proposal.type) {
    case 'shell':
      return { kind: 'command', shell: proposal.shell, cwd: proposal.cwd, text: proposal.command };
    case 'edit':
      return { kind: 'edit', cwd: CWD, files: [{ path: proposal.path, before: proposal.before === '' ? null : proposal.before, after: proposal.after === '' ? null : proposal.after }] };
    case 'mcp':
      return { kind: 'tool-call', cwd: CWD, server: proposal.server, tool: proposal.tool, arguments: proposal.arguments };
  }
}

function shown({ proposal }: Replay): string {
  return proposal.type === 'shell' ? proposal.command.slice(0, 120) : proposal.type === 'edit' ? `edit of ${proposal.path}` : `${proposal.server}.${proposal.tool}`;
}
