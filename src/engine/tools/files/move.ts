import { effectOf } from '../../effects';
import { absolute } from '../../kinds/paths';
import { storedAt } from '../../kinds/stored';
import type { Context, Effect, Invocation, Tool, Word } from '../../model';
import { readArguments } from '../options';
import { nothing, removed } from './rm';
import { judged } from './targets';
import { written } from './write';

/** `mv`: what moves leaves its place, what it lands on is gone. */
export const mv: Tool = (invocation, context) => {
  const { sources, destination, keeps } = endpoints(invocation, ['-S', '--suffix']);
  if (!destination) return [nothing(invocation, 'nothing')];
  if (NOWHERE.test(destination.value)) return removed(invocation, context, sources, true);
  const safe = isFolder(destination, invocation, context);
  return [...sources.map((word) => moved(word, safe, invocation, context)), ...(keeps ? [] : [landed(destination, sources, invocation, context)])];
};

const NOWHERE = /^(?:\/dev\/(?:null|zero)|nul|\$null)$/i;

/** What moves is still there under another name. Guards, state, and everything at once are lost where they are looked for. */
export function moved(word: Word, safe: boolean, invocation: Invocation, context: Context): Effect {
  const seed = judged(word, { verb: 'delete', recursive: true }, invocation, context);
  const { kind } = seed.resource;
  const sweeping = seed.reach === 'host' || (seed.reach === 'stack' && !safe && /[*?]$/.test(word.value));
  if (kind === 'guard') return effectOf(invocation, { ...seed, note: 'moved away' });
  if (kind === 'files' && sweeping) return effectOf(invocation, { ...seed, reach: 'collection', note: 'everything in it is moved away' });
  if ((kind === 'state' && seed.resource.type !== 'state backup') || kind === 'disk') return effectOf(invocation, { ...seed, verb: 'update', note: 'moved away' });
  if (kind === 'data-store' && /^\/var\/lib\//.test(word.value)) return effectOf(invocation, { ...seed, verb: 'stop', note: 'its data folder is moved away' });
  return effectOf(invocation, { ...seed, verb: 'update', reach: 'resource' });
}

/** Whether the destination is surely a folder to put things into. */
function isFolder({ value }: Word, invocation: Invocation, { surroundings }: Context): boolean {
  if (/[\\/]$|^\.{1,2}$|\/\.{1,2}$|^(?:~|\$\{?HOME\}?)$/.test(value)) return true;
  const path = absolute(value, invocation.cwd, surroundings.homeDirectory, invocation.shell !== 'bash');
  return path !== null && surroundings.listFiles(path) !== null;
}

export function landed(destination: Word, sources: readonly Word[], invocation: Invocation, context: Context): Effect {
  const folder = sources.length > 1 || isFolder(destination, invocation, context);
  const source = sources[0];
  // `cp old/terraform.tfstate .` lands on the file of the same name.
  const name = source?.value.split('/').at(-1) ?? '';
  const onto = folder && storedAt(name)?.kind === 'state' && sources.length === 1 ? { ...destination, value: `${destination.value.replace(/\/+$/, '')}/${name}` } : destination;
  if (folder && onto === destination) {
    const guard = source ? judged({ ...destination, value: `${destination.value.replace(/\/+$/, '')}/${name}` }, { verb: 'overwrite', recursive: false }, invocation, context) : null;
    return guard?.resource.kind === 'guard' ? effectOf(invocation, guard) : effectOf(invocation, { verb: 'update', resource: { kind: 'files', type: 'folder', address: destination.value } });
  }
  return written(onto, invocation, context);
}

/** `cp`, `install`, `scp` onto something. */
export const cp: Tool = (invocation, context) => {
  const { sources, destination, keeps } = endpoints(invocation, ['-S', '--suffix', '-m', '-o', '-g', '--mode', '--owner', '--group']);
  if (!destination) return [nothing(invocation, 'nothing')];
  if (keeps) return [effectOf(invocation, { verb: 'create', resource: { kind: 'files', type: 'file', address: destination.value } })];
  const emptied = sources.every(({ value }) => /^\/dev\/(?:null|zero|urandom)$/.test(value)) && sources.length > 0;
  const effect = landed(destination, sources, invocation, context);
  return [emptied && effect.resource.kind === 'files' ? { ...effect, verb: 'overwrite' } : effect];
};

/** `ln -sf`: the link replaces what had the name. */
export const ln: Tool = (invocation, context) => {
  const { sources, destination } = endpoints(invocation, ['-S', '--suffix']);
  const forced = readArguments(invocation.args, { style: 'gnu', values: ['-S', '--suffix', '-t', '--target-directory'] }).has('-f', '--force');
  if (!destination || sources.length === 0) return [nothing(invocation, 'nothing')];
  return forced ? [landed(destination, sources, invocation, context)] : [effectOf(invocation, { verb: 'create', resource: { kind: 'files', type: 'link', address: destination.value } })];
};

export function endpoints(invocation: Invocation, values: readonly string[]): { sources: readonly Word[]; destination: Word | undefined; keeps: boolean } {
  const { positionals, value, has } = readArguments(invocation.args, { style: 'gnu', values: [...values, '-t', '--target-directory'] });
  const into = value('-t', '--target-directory');
  const keeps = has('-n', '--no-clobber', '-b', '--backup', '--help', '--version') && !has('-f', '--force');
  return into ? { sources: positionals, destination: { ...into, value: `${into.value}/` }, keeps } : { sources: positionals.slice(0, -1), destination: positionals.length > 1 ? positionals.at(-1) : undefined, keeps };
}
