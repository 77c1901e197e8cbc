import { absolute } from '../../kinds/paths';
import type { Invocation, Word } from '../../model';

/** What the text of a target says, before it is judged. */
export interface Reading {
  readonly text: string;
  /** Absolute and normal; of the folder where the target is a whole folder's contents. `null` below an unknown folder. */
  readonly path: string | null;
  /** Everything in the folder: `dir/*`, `*`, `dir/.*`, `*.*`. */
  readonly whole: boolean;
  /** A glob over a kind of file: `*.sql`. */
  readonly extension: string | null;
  readonly known: boolean;
  /** Hangs on a temporary folder by its name: `$(mktemp -d)`, `$TMPDIR/x`. */
  readonly temporary: boolean;
  /** What stands after the part that could not be read. */
  readonly tail: string;
}

/** Reads a target as the shell would hand it over. */
export function readTarget(word: Word, invocation: Invocation, home: string): Reading {
  const windows = invocation.shell !== 'bash';
  const text = fromHere(word.value, invocation.cwd);
  const temporary = (!word.known || UNREAD.test(text)) && TEMPORARY.test(text);
  // A name for the home folder is known even where its value is not at hand.
  const homely = /^(?:~|\$\{?HOME\}?|\$\{HOME:-[^}]*\}|%USERPROFILE%|\$\{?env:(?:USERPROFILE|HOME)\}?)(?:[\\/][^$`%]*)?$/i.test(text);
  const known = homely || (word.known && !(windows && /^\$|%\w+%/.test(text))) || !(UNREAD.test(text) || word.known);
  const slashed = windows ? text.replace(/\\/g, '/') : text;
  const last = slashed.replace(/\/+$/, '').split('/').at(-1) ?? '';
  const whole = word.glob || windows ? /^(?:\*+|\*\.\*|\.\*|\?\*|\.\[!\.\]\*|\.\[\^\.\]\*|\.\?\?\*|\*\*\/\*)$/.test(last) : false;
  const folder = whole ? slashed.replace(/\/+$/, '').slice(0, -last.length) || '.' : slashed;
  return {
    text: slashed,
    path: known ? absolute(folder, invocation.cwd, home, windows) : null,
    whole,
    extension: (word.glob || windows) && !whole ? (/^\*+\.([\w]+)$/.exec(last)?.[1] ?? null) : null,
    known,
    temporary,
    tail: slashed.replace(/^.*(?:\$\{[^}]*\}|\$\([^)]*\)|`[^`]*`|\$\w+(?::\w+)?|%\w+%)/, '').replace(/^[/"']+/, '').replace(/\*+$/, ''),
  };
}

const UNREAD = /\$[\w({]|`|%\w+%/;

/** `$(mktemp -d)` and the usual names of variables that hold a temporary folder. */
const TEMPORARY = /\$\(\s*mktemp|`\s*mktemp|\$\{?(?:env:)?\w*(?:TMP|TEMP|tmp|temp|Tmp|Temp)(?:DIR|dir|_DIR|_dir|Dir|PATH|_PATH|FILE|file|_FILE|_file|FOLDER|_folder)?\w*\b(?!late)|%(?:TMP|TEMP)%|GetTempPath|tempfile\./;

function fromHere(text: string, cwd: string | null): string {
  return cwd === null ? text : text.replace(/^(?:\$\{PWD\}|\$PWD|\$\(\s*pwd(?:\s+-P)?\s*\)|`pwd`|%cd%|\$\(Get-Location\))(?=$|[\\/])/i, cwd);
}
