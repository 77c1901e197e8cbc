import type { Context } from '../../model';

export interface KubeContext {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

/** The context that kubeconfig files choose, or the namespace of the one that is named. Read by lines: certificates make these files large. */
export function currentContext(paths: readonly string[], named: string | undefined, context: Context): KubeContext {
  const texts = paths.flatMap((path) => context.surroundings.readFile(path) ?? []);
  const name = named ?? texts.map((text) => unquoted(/^current-context:[ \t]*(\S+)/m.exec(text)?.[1])).find((one) => one !== undefined && one !== '');
  if (name === undefined) return { name: undefined, namespace: undefined };
  return { name, namespace: texts.map((text) => namespaceOf(text, name)).find((one) => one !== undefined) };
}

/** The entry of a context is the lines from one `- ` to the next, with `name` and `namespace` in any order. */
function namespaceOf(text: string, name: string): string | undefined {
  const section = /^contexts:.*\n((?:[ \t-].*\n?|\n)*)/m.exec(text)?.[1];
  if (section === undefined) return undefined;
  const entry = section.split(/^\s*- /m).find((one) => unquoted(/^\s*name:[ \t]*(\S+)/m.exec(one)?.[1]) === name);
  return entry === undefined ? undefined : unquoted(/^\s*namespace:[ \t]*(\S+)/m.exec(entry)?.[1]);
}

function unquoted(text: string | undefined): string | undefined {
  return text?.replace(/^(["'])(.*)\1$/, '$2');
}
