import { parse } from 'yaml';
import { NOTHING, together, lineAt } from '../../effects';
import { folderOf } from '../../kinds/paths';
import type { Context, Invocation, Lowered, Word } from '../../model';
import { fileAt, firstFile, type Found, ledBy, quoted } from '../runners/following';
import { programOf } from './images';
import { isRecord } from '../../lookup';

/** What the services of a compose project would run by themselves. */
export interface Wanted {
  /** Files that are named, in order; none: those that compose finds. */
  readonly files: readonly string[];
  readonly profiles: readonly string[];
  /** Names of services; none: all that belong to the profiles. */
  readonly services: readonly string[];
  /** Words that stand in the place of the command of the one service. */
  readonly words: readonly Word[];
  /** A program in the place of the entry point. */
  readonly entrypoint: string | undefined;
}

const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];
const OVERRIDES = ['compose.override.yaml', 'compose.override.yml', 'docker-compose.override.yaml', 'docker-compose.override.yml'];

export function servicesRun(wanted: Wanted, invocation: Invocation, context: Context): Lowered {
  const named = wanted.files.flatMap((name) => fileAt(name, invocation, context) ?? []);
  const found = wanted.files.length > 0 ? named : [firstFile(NAMES, invocation, context), firstFile(OVERRIDES, invocation, context)].filter((one) => one !== null);
  const services = merged(found.map((one) => servicesOf(one)));
  const names = wanted.services.length > 0 ? wanted.services : [...services].filter(([, { content }]) => belongs(content, wanted.profiles)).map(([name]) => name);
  return ledBy(invocation, together(names.slice(0, 40).map((name) => {
    const service = services.get(name);
    return service ? run(name, service, wanted, invocation, context) : NOTHING;
  })));
}

type Content = Readonly<Record<string, unknown>>;

interface Service {
  readonly content: Content;
  readonly found: Found;
}

function servicesOf(found: Found): ReadonlyMap<string, Service> {
  const content = parsed(found.text);
  const services = isRecord(content) && isRecord(content['services']) ? content['services'] : {};
  return new Map(Object.entries(services).flatMap(([name, one]) => (isRecord(one) ? [[name, { content: one, found }] as const] : [])));
}

/** A later file has the last word on what it says. */
function merged(files: readonly ReadonlyMap<string, Service>[]): Map<string, Service> {
  const all = new Map<string, Service>();
  for (const services of files) for (const [name, service] of services) all.set(name, { content: { ...all.get(name)?.content, ...service.content }, found: 'command' in service.content || !all.has(name) ? service.found : (all.get(name) as Service).found });
  return all;
}

function parsed(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent', merge: true, maxAliasCount: 50 });
  } catch {
    return null;
  }
}

/** A service with profiles belongs to those only. */
function belongs(content: Content, profiles: readonly string[]): boolean {
  const own = content['profiles'];
  return !Array.isArray(own) || own.length === 0 || own.some((one) => profiles.includes(String(one)) || profiles.includes('*'));
}

function run(name: string, { content, found }: Service, { words, entrypoint }: Wanted, invocation: Invocation, context: Context): Lowered {
  const entry = entrypoint === undefined ? content['entrypoint'] : [entrypoint];
  const image = typeof content['image'] === 'string' ? programOf(content['image']) : null;
  const start = entry !== undefined && entry !== null ? entry : image === null ? null : [image];
  const command = words.length > 0 ? words.map(quoted).join(' ') : textOf(content['command']);
  const text = [textOf(start), command].filter(Boolean).join(' ');
  // Words of one's own, without an entry point, are read where they stand.
  if (text === '' || (words.length > 0 && start === null)) return NOTHING;
  const anchor = (Array.isArray(content['command']) ? content['command'] : [content['command']]).map(String)[0] ?? name;
  return context.follow({
    // As a container of its own: what is not mounted into it is nobody's.
    language: 'bash', text: `docker run ${volumesOf(content).map((one) => quoted({ value: one, known: true })).join(' ')} ${quoted({ value: `${name}-image`, known: true })} ${text}`, cwd: folderOf(found.path), env: { ...invocation.env, ...environmentOf(content['environment']) },
    place: { in: 'text', span: invocation.span }, link: `${found.shown}:${lineAt(found.text, Math.max(0, found.text.indexOf(anchor, Math.max(0, found.text.indexOf(`${name}:`)))))}`,
  });
}

/** A list is one word each; a text is parted as a shell would, without being run by one. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => quoted({ value: String(one).replaceAll('$$', '$'), known: true })).join(' ');
  return typeof value === 'string' ? value.replaceAll('$$', '$').replace(/\s*\n\s*/g, ' ').trim() : '';
}

function volumesOf(content: Content): string[] {
  const volumes = Array.isArray(content['volumes']) ? content['volumes'] : [];
  return volumes.flatMap((one: unknown) => {
    if (typeof one === 'string') return one.includes(':') ? ['-v', one] : [];
    return isRecord(one) && typeof one['source'] === 'string' && typeof one['target'] === 'string' ? ['-v', `${one['source']}:${one['target']}`] : [];
  });
}

function environmentOf(value: unknown): Record<string, string> {
  const pairs = Array.isArray(value) ? value.map((one) => String(one).split(/=(.*)/s) as [string, string | undefined]) : isRecord(value) ? Object.entries(value).map(([key, one]): [string, string | undefined] => [key, one === null ? undefined : String(one)]) : [];
  return Object.fromEntries(pairs.flatMap(([key, one]) => (one === undefined ? [] : [[key, one]])));
}
