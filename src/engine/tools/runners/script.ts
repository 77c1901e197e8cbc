import type { Context, Invocation, Language, Lowered } from '../../model';
import { fileAt, followScript, ledBy } from './following';
import { unread } from '../../effects';

/** A program given by path (`./teardown.sh`), or by the name of a script: read where it can be. `null` when it is not one. */
export function scriptAt(invocation: Invocation, context: Context): Lowered | null {
  const name = invocation.command.value;
  if (!invocation.command.known || name === '' || name.length > 1000) return null;
  const byPath = /[\\/]/.test(name);
  const extension = languageOfName(name);
  const names = invocation.shell === 'cmd' && extension === null ? [`${name}.bat`, `${name}.cmd`] : byPath || extension !== null ? [name] : [];
  for (const one of names) {
    const found = fileAt(one, invocation, context);
    if (!found) continue;
    const language = languageOf(one, found.text);
    return language === null ? null : ledBy(invocation, followScript(found, language, invocation, context, invocation.args));
  }
  return (byPath && /^\.{1,2}[\\/]/.test(name)) || (extension !== null && byPath) ? unread(`the script ${name}`) : null;
}

/** The language a file is in, by its name and else by its first line. `null` when neither says. */
export function languageOf(name: string, text: string): Language | null {
  const shebang = /^#!\s*(?:\S*\/)?(?:env\s+(?:-\S+\s+)*)?(\S+)/.exec(text.slice(0, 200))?.[1];
  return languageOfName(name) ?? (shebang ? languageOfProgram(shebang.split('/').at(-1) ?? '') : /^[\w./#:@\s"'$([-]/.test(text) ? 'bash' : null);
}

export function languageOfProgram(program: string): Language | null {
  return PROGRAMS.find(([pattern]) => pattern.test(program))?.[1] ?? null;
}

function languageOfName(name: string): Language | null {
  const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase();
  return extension !== undefined && Object.hasOwn(EXTENSIONS, extension) ? (EXTENSIONS[extension] as Language) : null;
}

const EXTENSIONS: Readonly<Record<string, Language>> = {
  sh: 'bash', bash: 'bash', zsh: 'bash', ksh: 'bash', command: 'bash', ps1: 'powershell', psm1: 'powershell', bat: 'cmd', cmd: 'cmd',
  py: 'python', pyw: 'python', js: 'javascript', mjs: 'javascript', cjs: 'javascript', ts: 'javascript', mts: 'javascript', cts: 'javascript', tsx: 'javascript', jsx: 'javascript',
  rb: 'ruby', rake: 'ruby', pl: 'perl', pm: 'perl', php: 'php', awk: 'awk',
  go: 'go', rs: 'rust', java: 'java', cs: 'csharp', csx: 'csharp', kt: 'kotlin', kts: 'kotlin', scala: 'kotlin', sc: 'kotlin', groovy: 'kotlin', swift: 'swift', lua: 'lua', r: 'r', ex: 'ruby', exs: 'ruby',
};

const PROGRAMS: readonly (readonly [RegExp, Language])[] = [
  [/^(?:ba|z|da|k|a|mk)?sh$|^busybox$/, 'bash'], [/^(?:pwsh|powershell)$/, 'powershell'], [/^(?:python|pypy)[\d.]*$|^py$|^uv$/, 'python'],
  [/^(?:node|nodejs|deno|bun|tsx|ts-node|zx)$/, 'javascript'], [/^ruby[\d.]*$/, 'ruby'], [/^perl[\d.]*$/, 'perl'], [/^php[\d.]*$/, 'php'], [/^[gmn]?awk$/, 'awk'], [/^lua(?:jit)?[\d.]*$/, 'lua'], [/^(?:Rscript|littler)$/, 'r'], [/^elixir$/, 'ruby'], [/^groovy$/, 'kotlin'],
];
