import type { Context, Invocation } from '../../model';

/** What `git NAME` stands for: given with `-c alias.NAME=…`, else written in the configuration of the repository or the person. `null` when it is no alias. */
export function aliasOf(name: string, configured: readonly string[], invocation: Invocation, { surroundings }: Context): string | null {
  if (!/^[A-Za-z][\w-]*$/.test(name)) return null;
  const given = configured.find((one) => one.toLowerCase().startsWith(`alias.${name.toLowerCase()}=`));
  if (given !== undefined) return given.slice(given.indexOf('=') + 1);
  const paths = [...(invocation.cwd === null ? [] : [`${invocation.cwd}/.git/config`]), `${surroundings.homeDirectory}/.gitconfig`, `${surroundings.homeDirectory}/.config/git/config`];
  for (const path of paths) {
    const text = surroundings.readFile(path);
    const value = text === null ? null : inAliases(text, name);
    if (value !== null) return value;
  }
  return null;
}

function inAliases(text: string, name: string): string | null {
  let inside = false;
  for (const line of text.split('\n')) {
    if (/^\s*\[/.test(line)) inside = /^\s*\[alias\]/i.test(line);
    const match = inside ? /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) : null;
    if (match && match[1]?.toLowerCase() === name.toLowerCase()) return (match[2] as string).replace(/^"(.*)"$/, '$1').replace(/\\(["\\])/g, '$1');
  }
  return null;
}
