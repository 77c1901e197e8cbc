import { parseTree, type Node } from 'jsonc-parser';
import type { Command } from './command';
import { isCompose, isForDevelopment } from './compose-files';
import { clusterCommands, composeCommands } from './container-commands';
import { dockerCommands } from './dockerfile';
import { type Tree, treesOf, walk } from './tree';
import { lineAt } from '../effects';

export interface Found {
  readonly commands: readonly Command[];
  /** It runs on a machine that is thrown away afterwards: an image build, a runner. */
  readonly throwaway: boolean;
  /** The machine is an image that is being built, which knows no credentials. */
  readonly image: boolean;
  /** The machine is a container, which a program in it may stop, and whose disk is its own. */
  readonly container: boolean;
}

/** The commands that a file runs; `null` when it is none of the kinds of file that run commands. */
export function commandsIn(path: string, text: string): Found | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const kind = KINDS.find(({ matches }) => matches(path, name, text));
  return kind === undefined ? null : { commands: kind.read(text.replaceAll('\r\n', '\n')), throwaway: kind.throwaway, image: kind.image === true, container: kind.container === true };
}

interface Kind {
  readonly matches: (path: string, name: string, text: string) => boolean;
  readonly read: (text: string) => Command[];
  readonly throwaway: boolean;
  readonly image?: true;
  readonly container?: true;
}

const whole = (language: Command['language']) => (text: string): Command[] => [{ text, line: 1, indent: 0, language }];

const KINDS: readonly Kind[] = [
  { matches: (_, name, text) => /\.(?:sh|bash|zsh|ksh|command)$/i.test(name) || /^#!.*\b(?:ba|z|k|da)?sh\b/.test(text) || /^\.?(?:bashrc|zshrc|profile|bash_profile|envrc)$/.test(name), read: whole('bash'), throwaway: false },
  { matches: (_, name) => /\.(?:ps1|psm1)$/i.test(name), read: whole('powershell'), throwaway: false },
  { matches: (_, name) => /\.(?:cmd|bat)$/i.test(name), read: whole('cmd'), throwaway: false },
  { matches: (_, name) => /^(?:GNUm|m|M)akefile(?:\..+)?$/.test(name) || /\.(?:mk|make)$/i.test(name), read: makeCommands, throwaway: false },
  { matches: (_, name) => /^\.?justfile$/i.test(name) || /\.just$/i.test(name), read: justCommands, throwaway: false },
  { matches: (_, name) => name === 'package.json' || name === 'composer.json' || name === 'deno.json', read: scriptCommands, throwaway: false },
  { matches: (_, name) => /^(?:Taskfile|taskfile)(?:\.dist)?\.ya?ml$/.test(name), read: yamlCommands(/^(?:cmds?|cmd|sh)$/), throwaway: false },
  { matches: (_, name) => /^(?:Dockerfile|Containerfile)(?:\..+)?$/i.test(name) || /\.(?:dockerfile|containerfile)$/i.test(name), read: (text) => dockerCommands(text), throwaway: true, image: true },
  { matches: (path) => /\.(?:github|gitea|forgejo)\/(?:workflows|actions)\/.*\.ya?ml$/.test(path) || /(?:^|\/)action\.ya?ml$/.test(path), read: yamlCommands(/^run$/), throwaway: true },
  { matches: (path, name) => /\.gitlab-ci[^/]*\.ya?ml$/.test(name) || /\.gitlab\/.*\.ya?ml$/.test(path) || /^bitbucket-pipelines\.ya?ml$/.test(name) || /^\.travis\.ya?ml$/.test(name) || /^\.drone\.ya?ml$/.test(name), read: yamlCommands(/^(?:script|before_script|after_script|after-script|install|before_install|deploy|commands|before_deploy|after_deploy)$/), throwaway: true },
  { matches: (path) => /\.circleci\/.*\.ya?ml$/.test(path), read: yamlCommands(/^(?:run|command)$/), throwaway: true },
  { matches: (path, name) => /azure-pipelines[^/]*\.ya?ml$/i.test(name) || /\.azure-pipelines?\/.*\.ya?ml$/.test(path) || /^cloudbuild[^/]*\.ya?ml$/.test(name), read: yamlCommands(/^(?:script|bash|powershell|pwsh|inlineScript|args)$/), throwaway: true },
  { matches: (_, name) => /^(?:buildspec|appspec)[^/]*\.ya?ml$/i.test(name) || /^amplify\.ya?ml$/.test(name), read: yamlCommands(/^commands$/), throwaway: true },
  { matches: (_, name) => /^Jenkinsfile(?:\..+)?$/.test(name) || /\.jenkinsfile$/i.test(name), read: jenkinsCommands, throwaway: true },
  { matches: (path, name) => /^crontab$/.test(name) || /\.cron(?:tab)?$/.test(name) || /\/etc\/cron(?:\.d|tab)/.test(path), read: cronCommands, throwaway: false },
  { matches: (_, name) => /\.(?:service|timer|socket)$/.test(name), read: unitCommands, throwaway: false },
  { matches: (_, name) => /^Procfile(?:\..+)?$/.test(name), read: procfileCommands, throwaway: false },
  { matches: (_, name) => /^(?:\.pre-commit-config|lefthook|\.lefthook)\.ya?ml$/.test(name), read: yamlCommands(/^(?:run|entry)$/), throwaway: false },
  { matches: (path, _, text) => isCompose(path, text) && !isForDevelopment(path), read: composeCommands, throwaway: true, container: true },
  { matches: (_, name, text) => /\.ya?ml$/i.test(name) && /^kind:/m.test(text) && /^[ \t-]*(?:command|args|script|source):/m.test(text), read: clusterCommands, throwaway: true, container: true },
];

/** Recipe lines of every target. `@`, `-` and `+` in front are Make's own; a `\` at the end goes on. Simple variables are put in. */
function makeCommands(text: string): Command[] {
  const variables = new Map([...text.matchAll(/^([A-Za-z_]\w*)\s*[:?]?=\s*(.*)$/gm)].map((match) => [match[1] as string, (match[2] as string).trim()]));
  return blocks(text, (line) => line.startsWith('\t')).map(({ lines, line }) => ({
    text: lines.map((one) => one.replace(/^\t\s*[@+-]*\s?/, '').replace(/\$[({](\w+)[)}]/g, (all, name: string) => variables.get(name) ?? all).replaceAll('$$', '$')).join('\n'),
    line,
    indent: 0,
    language: 'bash',
  }));
}

function justCommands(text: string): Command[] {
  return blocks(text, (line) => /^(?: {2,}|\t)\S/.test(line)).map(({ lines, line }) => ({ text: lines.map((one) => one.replace(/^\s+[@-]*/, '').replace(/\{\{[^}]*\}\}/g, '$JUST')).join('\n'), line, indent: 0, language: 'bash' }));
}

/** Runs of neighbouring lines that a test accepts. */
function blocks(text: string, accepts: (line: string) => boolean): { readonly lines: string[]; readonly line: number }[] {
  const found: { lines: string[]; line: number }[] = [];
  let open: { lines: string[]; line: number } | null = null;
  text.split('\n').forEach((line, i) => {
    if (!accepts(line)) open = null;
    else if (open === null) found.push((open = { lines: [line], line: i + 1 }));
    else open.lines.push(line);
  });
  return found;
}

function scriptCommands(text: string): Command[] {
  const scripts = parseTree(text)?.children?.find((property) => /^(?:scripts|tasks)$/.test(String(property.children?.[0]?.value)))?.children?.[1];
  return (scripts?.children ?? []).flatMap((property) => {
    const value = property.children?.[1];
    const strings: Node[] = value === undefined ? [] : value.type === 'array' ? (value.children ?? []) : [value];
    return strings.filter((one) => typeof one.value === 'string').map((one): Command => ({ text: String(one.value), line: lineAt(text, one.offset), indent: 0, language: 'bash' }));
  });
}

/** Values under certain keys of a YAML file; a block scalar's text begins a line below its key. */
function yamlCommands(keys: RegExp): (text: string) => Command[] {
  return (text) => treesOf(text).flatMap((tree) => [...walk(tree)].filter(({ path }) => keys.test(path.at(-1) ?? '')).flatMap(({ entry, path }) => strings(entry.tree, languageOf(tree, path))));

  function strings(tree: Tree, language: Command['language']): Command[] {
    if (tree.is === 'list') return tree.items.flatMap((item) => strings(item, language));
    if (tree.is === 'map') return [...tree.entries].filter(([key]) => /^(?:cmd|command|run)$/.test(key)).flatMap(([, { tree: inner }]) => strings(inner, language));
    if (typeof tree.value !== 'string') return [];
    return [{ text: tree.value.replace(/\$\{\{[^}]*\}\}/g, (all) => `$${'X'.repeat(Math.max(1, all.length - 1))}`), line: tree.line, indent: tree.value.includes('\n') && tree.endLine > tree.line ? 1 : 0, language }];
  }
}

/** `shell:` beside a step, or the key itself, says what language it is in. */
function languageOf(tree: Tree, path: readonly string[]): Command['language'] {
  const key = path.at(-1) ?? '';
  if (/^(?:powershell|pwsh)$/.test(key)) return 'powershell';
  let at: Tree | undefined = tree;
  for (const part of path.slice(0, -1)) at = at?.is === 'map' ? at.entries.get(part)?.tree : at?.is === 'list' ? at.items[Number(part)] : undefined;
  const shell = at?.is === 'map' ? at.entries.get('shell')?.tree : undefined;
  const name = shell?.is === 'value' ? String(shell.value) : '';
  return /pwsh|powershell/.test(name) ? 'powershell' : /^cmd/.test(name) ? 'cmd' : /^python/.test(name) ? 'python' : /^node/.test(name) ? 'javascript' : 'bash';
}

/** `sh '…'`, `sh """…"""`, `bat '…'`, `powershell '…'` steps. */
function jenkinsCommands(text: string): Command[] {
  return [...text.matchAll(/\b(sh|bat|powershell|pwsh)\s*\(?\s*(?:script\s*:\s*)?("""|'''|"|')([\s\S]*?)\2/g)].map((match) => ({
    text: match[3] as string,
    line: lineAt(text, match.index + match[0].indexOf(match[2] as string) + (match[2] as string).length),
    indent: 0,
    language: match[1] === 'sh' ? 'bash' : match[1] === 'bat' ? 'cmd' : 'powershell',
  }));
}

function cronCommands(text: string): Command[] {
  return text.split('\n').flatMap((line, i): Command[] => {
    const match = /^\s*(?:@\w+|(?:[\d*,/?LW#A-Za-z-]+\s+){5})(?:root\s+|www-data\s+)?(.*)$/.exec(line);
    return match && !line.trim().startsWith('#') && match[1] ? [{ text: match[1], line: i + 1, indent: 0, language: 'bash' }] : [];
  });
}

function unitCommands(text: string): Command[] {
  return text.split('\n').flatMap((line, i): Command[] => {
    const match = /^\s*Exec(?:Start|StartPre|StartPost|Stop|StopPost|Reload)\s*=\s*[-@:+!]*(.*)$/.exec(line);
    return match?.[1] ? [{ text: match[1], line: i + 1, indent: 0, language: 'bash' }] : [];
  });
}

function procfileCommands(text: string): Command[] {
  return text.split('\n').flatMap((line, i): Command[] => {
    const match = /^\w+:\s*(.+)$/.exec(line);
    return match?.[1] ? [{ text: match[1], line: i + 1, indent: 0, language: 'bash' }] : [];
  });
}
