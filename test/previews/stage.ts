import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { decide } from '../../src/engine/decide';
import type { Proposal, Shell } from '../../src/engine/model';
import { RECOMMENDED } from '../../src/engine/policy/policy';
import { onPath } from '../../src/platform/processes';
import { realSurroundings } from '../../src/platform/surroundings';
import { look, type LookOptions, type Sight } from '../../src/previews/look';
import type { Inventory, Item, Looked } from '../../src/previews/preview';

/** A folder of the test's own with a home of its own, gone when the test ends. */
export interface Stage {
  readonly folder: string;
  readonly env: Record<string, string>;
  write(path: string, text: string, mode?: number): string;
  /** Runs a program that the test itself needs, never one that is looked at. */
  run(program: string, ...args: string[]): string;
  /** What a look finds for a command that is only read. The stage is the same afterwards, byte for byte. */
  look(text: string, options?: LookOptions & { readonly cwd?: string; readonly changing?: boolean; readonly shell?: Shell }): Promise<readonly Sight[]>;
  /** The same for an edit of one file. */
  lookAtEdit(path: string, before: string, after: string): Promise<readonly Sight[]>;
}

const TABLES = ['tools', 'changes', 'calls'].map((part) => join(process.cwd(), 'src', 'engine', part, 'tables'));

export function stage(t: TestContext): Stage {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'infrahold-preview-')));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'shop');
  const home = join(root, 'home');
  mkdirSync(folder);
  mkdirSync(home);
  const env: Record<string, string> = {
    HOME: home, PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1',
    GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.com', GIT_CONFIG_NOSYSTEM: '1',
    NO_PROXY: '127.0.0.1,localhost', no_proxy: '127.0.0.1,localhost',
  };
  return {
    folder,
    env,
    write(path, text, mode) {
      const file = path.startsWith('/') ? path : join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      if (mode !== undefined) chmodSync(file, mode);
      return file;
    },
    run(program, ...args) {
      const ran = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8', timeout: 60_000 });
      assert.equal(ran.status, 0, `${program} ${args.join(' ')}: ${ran.stderr}${ran.error ?? ''}`);
      return ran.stdout;
    },
    look: (text, { cwd = folder, changing = false, shell = 'bash', ...options } = {}) => looked({ kind: 'command', shell, cwd, text }, options, changing),
    lookAtEdit: (path, before, after) => looked({ kind: 'edit', cwd: folder, files: [{ path: join(folder, path), before, after }] }, {}, false),
  };

  async function looked(proposal: Proposal, options: LookOptions, changing: boolean): Promise<readonly Sight[]> {
    const surroundings = realSurroundings({ tables: TABLES, cache: new Map(), env });
    const { effects } = decide(RECOMMENDED, proposal, surroundings);
    const before = changing ? '' : fingerprint(root);
    const sights = await look(effects, surroundings, options);
    if (!changing) assert.equal(fingerprint(root), before, `a look at ${proposal.kind === 'command' ? proposal.text : 'an edit'} changed something`);
    return sights;
  }
}

/** Everything of a tree: names, kinds, modes, contents, times of change. */
export function fingerprint(root: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(root, name);
    const about = lstatSync(path);
    const text = about.isSymbolicLink() ? readlinkSync(path) : about.isFile() ? readFileSync(path) : '';
    hash.update(`${name}\0${about.mode}\0${about.isDirectory() ? '' : about.mtimeMs}\0`).update(text).update('\0');
  }
  return hash.digest('hex');
}

/** The only sight, which has to be known. */
export function inventory(sights: readonly Sight[]): Inventory {
  const looked = only(sights);
  assert.equal(looked.kind, 'known', looked.kind === 'unknown' ? looked.why : '');
  return (looked as Extract<Looked, { kind: 'known' }>).inventory;
}

export function only(sights: readonly Sight[]): Looked {
  assert.equal(sights.length, 1, `${sights.length} sights`);
  return (sights[0] as Sight).looked;
}

export function names(items: readonly Item[], ...kinds: readonly Item['becomes']['kind'][]): string[] {
  return items.filter(({ becomes }) => kinds.length === 0 || kinds.includes(becomes.kind)).map(({ name }) => name).sort();
}

/** Why a test of a real program is skipped, for its printed reason; false when the program is there. */
export function missing(...programs: readonly string[]): string | false {
  const absent = programs.filter((program) => onPath(program) === null);
  return absent.length === 0 ? false : `${absent.join(' and ')} not on PATH`;
}
