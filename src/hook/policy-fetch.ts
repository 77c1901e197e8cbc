import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parsePolicy, type PolicyText } from '../engine/policy/parse';
import { makePrivate, type UserFolder } from '../platform/folder';
import { sha256 } from '../platform/digest';
import { readWhole, writeWhole } from '../platform/files';
import { run } from '../platform/processes';

const MAX_BYTES = 256 * 1024;

/** Fetches every pinned text that a policy extends, by a person's command only; checks its hash, keeps it for decisions without a network. */
export async function fetchBases(written: PolicyText, folder: UserFolder): Promise<{ readonly lines: readonly string[]; readonly failed: boolean }> {
  const { layer, problems } = parsePolicy(written);
  if (layer === null) return { lines: problems.map(({ line, column, message }) => `${written.source}:${line}:${column}: ${message}`), failed: true };
  if (layer.pinned.length === 0) return { lines: ['it extends nothing that has to be fetched'], failed: false };
  const lines: string[] = [];
  let failed = false;
  for (const { from, sha256: pin } of layer.pinned) {
    const text = await textFrom(from, dirname(written.source));
    const said = typeof text === 'string' ? text : keep(text.text, from, pin, folder);
    failed = failed || said !== null;
    lines.push(said === null ? `${from}: kept` : `${from}: ${said}`);
  }
  return { lines, failed };
}

/** Where a fetched text is kept, by its hash. */
export function basePath(folder: UserFolder, pin: string): string {
  return join(folder.root, 'policies', 'bases', `${pin}.yaml`);
}

function keep(text: string, from: string, pin: string, folder: UserFolder): string | null {
  const got = sha256(text);
  if (got !== pin) return `its text has the hash ${got}, not the pinned one; look at what changed before you change the pin`;
  const { problems } = parsePolicy({ name: 'workspace', source: from, folder: '', loosens: false, text });
  const error = problems.find(({ severity }) => severity === 'error');
  if (error) return `line ${error.line}: ${error.message}`;
  makePrivate(folder.root);
  writeWhole(basePath(folder, pin), text, 0o600);
  return null;
}

type Text = { readonly text: string } | string;

/** `https://…`, `git:URL#COMMIT:PATH`, `npm:NAME@VERSION/PATH`, or a file beside the policy. Words when it cannot be had. */
function textFrom(from: string, folder: string): Promise<Text> {
  if (from.startsWith('https://')) return overHttps(from);
  if (from.startsWith('git:')) return fromGit(from.slice(4));
  if (from.startsWith('npm:')) return fromNpm(from.slice(4));
  const text = readWhole(resolve(folder, from));
  return Promise.resolve(text === null ? 'the file cannot be read' : { text });
}

function overHttps(address: string): Promise<Text> {
  return new Promise((done) => {
    const request = get(address, { timeout: 20_000 }, (response) => {
      if (response.statusCode !== 200) {
        response.resume();
        done(`the server answered ${response.statusCode ?? 'nothing'}`);
        return;
      }
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > MAX_BYTES) request.destroy(new Error('it is longer than a policy may be'));
      });
      response.on('end', () => done({ text }));
    });
    request.on('timeout', () => request.destroy(new Error('no answer in 20 seconds')));
    request.on('error', (error) => done(error.message));
  });
}

async function fromGit(spec: string): Promise<Text> {
  const match = /^(.+)#([0-9a-f]{40}):(.+)$/.exec(spec);
  if (!match) return 'write it as git:URL#COMMIT:PATH with the whole commit';
  const [, url = '', commit = '', path = ''] = match;
  if (url.startsWith('-') || path.startsWith('-')) return 'neither the URL nor the path may begin with a dash';
  return inTemporary(async (place) => {
    const options = { cwd: place, env: { ...process.env, GIT_TERMINAL_PROMPT: '0' }, milliseconds: 60_000, bytes: MAX_BYTES };
    for (const args of [['init', '-q'], ['fetch', '-q', '--depth', '1', url, commit]]) {
      const ran = await run('git', args, options);
      if (ran.kind !== 'done' || ran.exit !== 0) return `git could not fetch it: ${ran.kind === 'done' ? ran.stderr.trim() : ran.kind}`;
    }
    const shown = await run('git', ['show', `${commit}:${path}`], options);
    return shown.kind === 'done' && shown.exit === 0 ? { text: shown.stdout } : `the commit has no ${path}`;
  });
}

async function fromNpm(spec: string): Promise<Text> {
  const match = /^((?:@[\w.-]+\/)?[\w.-]+@\d[\w.+-]*)\/(.+)$/.exec(spec);
  if (!match) return 'write it as npm:NAME@VERSION/PATH with an exact version';
  const [, name = '', path = ''] = match;
  return inTemporary(async (place) => {
    const options = { cwd: place, env: process.env, milliseconds: 60_000, bytes: 1024 * 1024 };
    const packed = await run('npm', ['pack', '--silent', '--ignore-scripts', name], options);
    const archive = packed.kind === 'done' && packed.exit === 0 ? packed.stdout.trim().split('\n').at(-1) : undefined;
    if (archive === undefined) return `npm could not fetch ${name}`;
    const read = await run('tar', ['-xOzf', archive, `package/${path}`], { ...options, bytes: MAX_BYTES });
    return read.kind === 'done' && read.exit === 0 ? { text: read.stdout } : `the package has no ${path}`;
  });
}

async function inTemporary(work: (place: string) => Promise<Text>): Promise<Text> {
  const place = mkdtempSync(join(tmpdir(), 'infrahold-fetch-'));
  try {
    return await work(place);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
