import { base64Bytes, decodedText } from '../../shell/powershell-methods';
import { effectOf, NOTHING, unread } from '../../effects';
import type { Context, Effect, Invocation, Language, Lowered, Tool, Word } from '../../model';
import { fileAt, followScript, followText, ledBy, quoted } from './following';
import { languageOf } from './script';

/** `bash -c …`, `sh script`, `… | sh`. */
export const posixShell: Tool = (invocation, context) => {
  const { args } = invocation;
  let at = 0;
  let readsInput = false;
  for (; at < args.length; at += 1) {
    const text = (args[at] as Word).value;
    if (text === '--' || text === '-') {
      at += 1;
      break;
    }
    if (!/^[-+]/.test(text)) break;
    if (/^--(?:help|version)$/.test(text) || /^-[a-z]*n[a-z]*$/.test(text)) return [seen(invocation, 'a check of its syntax')];
    if (/^--?(?:rcfile|init-file)$/.test(text) || /^[-+][a-z]*[oO]$/.test(text)) at += 1;
    else if (/^-[a-z]*c[a-z]*$/i.test(text)) {
      const command = args[at + 1];
      if (!command) return [];
      // `$0` comes before the parameters.
      return ledThrough(invocation, command, followText(command.value, 'bash', invocation, context, args.slice(at + 3)));
    } else if (/^-[a-z]*s/.test(text)) readsInput = true;
  }
  const file = readsInput ? undefined : args[at];
  return file ? scriptFile(file, args.slice(at + 1), 'bash', invocation, context) : fromInput('bash', invocation, context);
};

/** `source x`, `. x`: read where it stands. A file that is not there is most often the person's own set-up. */
export const sourced: Tool = (invocation, context) => {
  const [file, ...parameters] = invocation.args;
  if (!file || (file.value === '-' && !invocation.stdin)) return [];
  if (invocation.stdin?.kind === 'download') return [unseen(invocation, 'a download that is run')];
  return scriptFile(file, parameters, invocation.shell, invocation, context);
};

/** `powershell -Command …`, `-File x.ps1`, `-EncodedCommand …`, `-` with text through a pipe. */
export const powershell: Tool = (invocation, context) => {
  const { args } = invocation;
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] as Word;
    const name = /^[-/\u2013\u2014]([a-z]+)(?::(.+))?$/i.exec(word.value)?.[1]?.toLowerCase();
    if (name === undefined) {
      if (word.value === '-') return fromInput('powershell', invocation, context);
      // Without a name the rest is a command, or with pwsh the name of a script.
      return /\.ps1$/i.test(word.value) ? scriptFile(word, args.slice(at + 1), 'powershell', invocation, context) : command(args.slice(at), invocation, context);
    }
    if (/^(?:\?|h|help|v|version)$/.test(name)) return [seen(invocation, 'a help text')];
    if ('file'.startsWith(name)) {
      const file = args[at + 1];
      return file ? (file.value === '-' ? fromInput('powershell', invocation, context) : scriptFile(file, args.slice(at + 2), 'powershell', invocation, context)) : [];
    }
    if ('command'.startsWith(name) || 'commandwithargs'.startsWith(name) || name === 'cwa') return args[at + 1]?.value === '-' ? fromInput('powershell', invocation, context) : command(args.slice(at + 1), invocation, context);
    if (name === 'ec' || 'encodedcommand'.startsWith(name)) return encoded(args[at + 1], invocation, context);
    if (WITH_VALUE.some((full) => full.startsWith(name) && name.length > 1) || /^(?:ep|ex|wd|of|if|ea|w)$/.test(name)) at += 1;
  }
  return fromInput('powershell', invocation, context);
};

const WITH_VALUE = ['executionpolicy', 'windowstyle', 'workingdirectory', 'inputformat', 'outputformat', 'configurationname', 'configurationfile', 'custompipename', 'settingsfile', 'psconsolefile', 'encodedarguments'];

function command(words: readonly Word[], invocation: Invocation, context: Context): Lowered {
  // Text that bash could not fill in would be taken for a variable of PowerShell: unknown either way.
  const text = words.map(({ value }) => value).join(' ');
  const first = words[0];
  return first ? ledThrough(invocation, first, followText(text, 'powershell', invocation, context)) : NOTHING;
}

function encoded(word: Word | undefined, invocation: Invocation, context: Context): Lowered | Effect[] {
  const bytes = word?.known ? base64Bytes(word.value) : null;
  if (bytes === null) return word ? [unseen(invocation, 'an encoded command')] : [];
  return ledBy(invocation, followText(decodedText(bytes, 'utf-16'), 'powershell', invocation, context));
}

/** `cmd /c …` */
export const cmd: Tool = (invocation, context) => {
  const { args } = invocation;
  const at = args.findIndex(({ value }) => /^\/(?:[a-z]\S*)?[ckr]\b/i.test(value) && !/^\/[vefua]:/i.test(value));
  if (at < 0) return invocation.stdin?.kind === 'text' ? followText(invocation.stdin.text, 'cmd', invocation, context) : [];
  const glued = (args[at] as Word).value.replace(/^\/[a-z]/i, '');
  const words = args.slice(at + 1);
  const text = [glued, ...(words.length === 1 ? words.map(forCmd) : words.map((word) => (/[\s&|<>^]/.test(word.value) ? `"${forCmd(word)}"` : forCmd(word))))].filter(Boolean).join(' ');
  return ledThrough(invocation, words[0] ?? (args[at] as Word), followText(text, 'cmd', invocation, context));
};

/** What another shell could not fill in stays a variable, in the notation of cmd. */
function forCmd({ value, known }: Word): string {
  return known ? value : value.replace(/\$\{?(\w+)\}?/g, '%$1%');
}

/** `wsl -e program …`, `wsl bash -c …`, `wsl -d Ubuntu -- …`; `--unregister` deletes a whole distribution. */
export const wsl: Tool = (invocation, context) => {
  const { args } = invocation;
  for (let at = 0; at < args.length; at += 1) {
    const { value } = args[at] as Word;
    if (/^--?unregister$/.test(value)) return [effectOf(invocation, { verb: 'delete', resource: { kind: 'data-store', type: 'wsl distribution', address: `the Linux distribution ${args[at + 1]?.value ?? ''}` }, reach: 'resource', undo: 'no' })];
    if (/^--shutdown$|^(?:-t|--terminate)$/.test(value)) return [effectOf(invocation, { verb: 'stop', resource: { kind: 'service', type: 'wsl', address: 'the Linux distributions' }, undo: 'yes' })];
    if (/^(?:-l|--list|--status|--help|--version|--update|--install|--export|--import|--mount|--set-\S+)$/.test(value)) return [seen(invocation, value)];
    if (/^(?:-d|--distribution|-u|--user|--cd|--shell-type|--distribution-id)$/.test(value)) at += 1;
    else if (/^(?:-e|--exec)$/.test(value)) return started(args.slice(at + 1), invocation, context);
    else if (value === '--' || !value.startsWith('-')) return inDefaultShell(args.slice(value === '--' ? at + 1 : at), invocation, context);
  }
  return [];
};

function started(words: readonly Word[], invocation: Invocation, context: Context): Lowered {
  const [program, ...args] = words;
  if (!program) return NOTHING;
  const name = program.value.split('/').at(-1) ?? program.value;
  return context.invoke({ ...invocation, program: name, command: program, args, shell: 'bash' });
}

function inDefaultShell(words: readonly Word[], invocation: Invocation, context: Context): Lowered {
  return followText(words.map(quoted).join(' '), 'bash', { ...invocation, shell: 'bash' }, context);
}

/** A script file given to an interpreter. */
export function scriptFile(file: Word, parameters: readonly Word[], language: Language, invocation: Invocation, context: Context): Lowered | Effect[] {
  if (/^<\(|^\/dev\/fd\//.test(file.value)) return /\b(?:curl|wget|fetch|iwr)\b|base64/.test(file.value) ? [unseen(invocation, 'a download that is run')] : unread(`what ${file.value} would give`);
  if (file.value === '/dev/stdin') return fromInput(language, invocation, context);
  if (!file.known) return unread(`the script ${file.value}`);
  const found = fileAt(file.value, invocation, context);
  if (!found) return unread(`the script ${file.value}`);
  const own = languageOf(file.value, found.text);
  // The interpreter decides, unless a shell is given something that says it is another's.
  return ledBy(invocation, followScript(found, language === 'bash' && own !== null && own !== 'bash' && /^#!/.test(found.text) ? own : language, invocation, context, parameters));
}

/** What an interpreter reads when it is given no script. */
export function fromInput(language: Language, invocation: Invocation, context: Context): Lowered | Effect[] {
  const { stdin } = invocation;
  if (stdin === null || stdin.kind === 'answers') return [];
  if (stdin.kind === 'text') return followText(stdin.text, language, invocation, context);
  if (stdin.kind === 'download') return [unseen(invocation, 'a download that is run')];
  if (stdin.kind === 'unread') return [unseen(invocation, `what comes through a pipe into ${invocation.program}`)];
  const found = fileAt(stdin.path, invocation, context);
  return found ? ledBy(invocation, followScript(found, language, invocation, context)) : unread(`the file ${stdin.path}`);
}

export function unseen(invocation: Invocation, address: string): Effect {
  return effectOf(invocation, { verb: 'run-unseen', resource: { kind: 'code', type: invocation.program, address }, undo: 'no', note: 'its text cannot be read' });
}

export function seen(invocation: Invocation, address: string): Effect {
  return effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: invocation.program, address }, undo: 'yes' });
}

/** A text that stands in the command: what it does shows there, without a link. A word nobody could read runs what nobody can see. */
function ledThrough(invocation: Invocation, word: Word, lowered: Lowered): Lowered {
  const bare = !word.known && /^\s*\$\{?\w+\}?\s*$|^\s*\$\(|^\s*`/.test(word.value);
  if (!bare || lowered.effects.length > 0) return lowered;
  return { effects: [unseen(invocation, word.value.slice(0, 80))], coverage: 'partial', unread: [] };
}

