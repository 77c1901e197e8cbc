import { NOTHING, together, lineAt } from '../../effects';
import { rebuilt } from '../../kinds/built';
import type { Context, Invocation, Lowered, Word } from '../../model';
import { fileAt, placeOf, quoted } from './following';
import { isRecord } from '../../lookup';

export interface Package {
  /** Absolute. */
  readonly folder: string;
  readonly shown: string;
  readonly name: string;
  readonly text: string;
  readonly scripts: ReadonlyMap<string, string>;
  /** Globs of the folders that hold further packages. */
  readonly workspaces: readonly string[];
}

/** The package.json of a folder. */
export function packageAt(folder: string | null, invocation: Invocation, context: Context): Package | null {
  const found = folder === null ? null : fileAt('package.json', invocation, context, folder);
  const content = found ? parsed(found.text) : null;
  if (!found || !content || folder === null) return null;
  const globs = Array.isArray(content['workspaces']) ? content['workspaces'] : isRecord(content['workspaces']) && Array.isArray(content['workspaces']['packages']) ? content['workspaces']['packages'] : [];
  const pnpm = fileAt('pnpm-workspace.yaml', invocation, context, folder);
  const listed = pnpm ? [...pnpm.text.matchAll(/^\s*-\s*['"]?([^'"\n#]+?)['"]?\s*$/gm)].map((match) => match[1] as string) : [];
  return {
    folder, shown: found.shown, text: found.text, name: typeof content['name'] === 'string' ? content['name'] : '',
    scripts: new Map(isRecord(content['scripts']) ? Object.entries(content['scripts']).filter((entry): entry is [string, string] => typeof entry[1] === 'string') : []),
    workspaces: [...globs, ...listed].filter((glob): glob is string => typeof glob === 'string'),
  };
}

/** Packages below a package, at most 100. */
export function workspaces(own: Package, invocation: Invocation, context: Context): Package[] {
  const folders = (own.workspaces.length > 0 ? own.workspaces : ['packages/*', 'apps/*', 'libs/*']).flatMap((glob) => {
    const plain = glob.replace(/\/\*{1,2}$/, '');
    if (plain === glob) return [`${own.folder}/${glob}`];
    return (context.surroundings.listFiles(`${own.folder}/${plain}`) ?? []).filter((name) => name.endsWith('/')).map((name) => `${own.folder}/${plain}/${name.slice(0, -1)}`);
  });
  return folders.slice(0, 100).flatMap((folder) => packageAt(folder, invocation, context) ?? []);
}

/** A script with what npm runs before and after it; `alone` without those. */
export function runScript(own: Package, name: string, args: readonly Word[], invocation: Invocation, context: Context, alone = false): Lowered {
  const lowered = together((alone ? [name] : [`pre${name}`, name, `post${name}`]).map((one) => {
    const script = own.scripts.get(one);
    if (script === undefined) return NOTHING;
    const text = one === name && args.length > 0 ? `${script} ${args.map(quoted).join(' ')}` : script;
    const line = lineAt(own.text, Math.max(0, own.text.indexOf(`"${one}"`, Math.max(0, own.text.indexOf('"scripts"')))));
    return context.follow({ language: 'bash', text, cwd: own.folder, env: invocation.env, place: placeOf(invocation), link: `${own.shown}:${line}` });
  }));
  return { ...lowered, effects: rebuilt(lowered.effects, own.text, own.folder) };
}

/** JSON that a tool would accept; `null` for the rest. */
export function parsed(text: string): Record<string, unknown> | null {
  try {
    const content: unknown = JSON.parse(text);
    return isRecord(content) ? content : null;
  } catch {
    return null;
  }
}
