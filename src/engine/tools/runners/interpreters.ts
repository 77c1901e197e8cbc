import { NOTHING, together, unread } from '../../effects';
import type { Context, Effect, Invocation, Language, Lowered, Tool, Word } from '../../model';
import { fileAt, followText, ledBy, followScript } from './following';
import { denoTask } from './project-tasks';
import { fromInput, scriptFile, seen, unseen } from './shells';
import { lookup } from '../../lookup';

/** How an interpreter is started. */
interface Interpreter {
  readonly language: Language;
  /** Options followed by program text. */
  readonly code: RegExp;
  /** Options followed by a value that is no program. */
  readonly values: RegExp;
  /** Options that only check or tell. */
  readonly harmless: RegExp;
  /** Words before the script: `deno run`, `bun run`. */
  readonly before?: RegExp;
}

function interpreter(how: Interpreter): Tool {
  return (invocation, context) => run(how, invocation, context);
}

function run(how: Interpreter, invocation: Invocation, context: Context): Lowered | readonly Effect[] {
  const { args } = invocation;
  const texts: string[] = [];
  let at = 0;
  for (; at < args.length; at += 1) {
    const word = args[at] as Word;
    const { value } = word;
    if (how.harmless.test(value)) return [seen(invocation, value)];
    const glued = /^(--\w[\w-]*)=([^]*)$/.exec(value);
    if (glued && how.code.test(glued[1] as string)) texts.push(glued[2] as string);
    else if (how.code.test(value)) {
      const next = args[at + 1];
      if (next) texts.push(next.value);
      at += 1;
    } else if (how.values.test(value)) at += 1;
    else if (value === '--') {
      at += 1;
      break;
    } else if (value === '-' || !value.startsWith('-')) {
      if (texts.length === 0 && how.before?.test(value)) continue;
      break;
    }
  }
  if (texts.length > 0) return followText(texts.join('\n'), how.language, invocation, context, args.slice(at));
  const file = args[at];
  if (!file || file.value === '-') return fromInput(how.language, invocation, context);
  return named(file, args.slice(at + 1), invocation, context) ?? scriptFile(file, args.slice(at + 1), how.language, invocation, context);
}

/** Scripts that every project of a framework has, and that are known by their words (`manage.py flush`, `artisan migrate:fresh`). */
function named(file: Word, args: readonly Word[], invocation: Invocation, context: Context): Lowered | null {
  const name = file.value.split(/[\\/]/).at(-1) ?? '';
  // Programs that npm installed, started by their path.
  const program = FRAMEWORKS.has(name) ? name : /node_modules\/(?:\.bin\/|[^/]+\/(?:bin|lib|dist)\/)/.test(file.value) ? name.replace(/\.[cm]?js$/, '') : null;
  return program === null ? null : context.invoke({ ...invocation, program, command: { ...file, value: program }, args });
}

const FRAMEWORKS: ReadonlySet<string> = new Set(['manage.py', 'artisan', 'console', 'rails', 'rake', 'odoo-bin', 'spark', 'craft', 'drush', 'wp', 'ace', 'ace.js', 'think', 'yii', 'cake', 'magento']);

const pythonItself = interpreter({ language: 'python', code: /^-[bBdEhiIOPqsSuvx]*c$/, values: /^-[WX]$|^--check-hash-based-pycs$/, harmless: /^(?:-V+|--version|-h|--help(?:-\w+)?|-\?)$/ });

/** `python x.py`, `python -c …`, `python -m module …`. */
export const python: Tool = (invocation, context) => {
  const at = invocation.args.findIndex(({ value }) => /^-[bBdEiIOPqsSuvx]*m/.test(value) || !value.startsWith('-') || /^-[bBdEiIOPqsSuvx]*c$/.test(value));
  const option = invocation.args[at]?.value ?? '';
  if (!/^-[bBdEiIOPqsSuvx]*m/.test(option)) return pythonItself(invocation, context);
  const glued = option.replace(/^-[bBdEiIOPqsSuvx]*m/, '');
  const module = glued === '' ? invocation.args[at + 1] : { ...(invocation.args[at] as Word), value: glued };
  const args = invocation.args.slice(glued === '' ? at + 2 : at + 1);
  if (!module) return [];
  return moduleOf(module, args, invocation, context);
};

function moduleOf(module: Word, args: readonly Word[], invocation: Invocation, context: Context): Lowered | readonly Effect[] {
  const path = module.value.replaceAll('.', '/');
  for (const name of [`${path}.py`, `${path}/__main__.py`, `src/${path}.py`, `src/${path}/__main__.py`]) {
    const found = fileAt(name, invocation, context);
    if (found) return ledBy(invocation, followScript(found, 'python', invocation, context, args));
  }
  const program = lookup(MODULES, module.value) ?? module.value;
  return context.invoke({ ...invocation, program, command: { ...module, value: program }, args });
}

const MODULES: Readonly<Record<string, string>> = { awscli: 'aws', django: 'django-admin', 'pip._internal': 'pip' };

const nodeItself = interpreter({
  language: 'javascript', code: /^(?:-e|--eval|-p|--print|-pe|-ep)$/,
  values: /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--env-file|--tsconfig|--title|--input-type|-P|--project)$/, harmless: /^(?:-v|--version|-h|--help|-c|--check|--v8-options)$/,
});
export const node: Tool = (invocation, context) => (invocation.args[0]?.value === '--test' || invocation.args[0]?.value === '--run' ? runOf(invocation, context) : nodeItself(invocation, context));

/** `node --run script` is `npm run script`. */
function runOf(invocation: Invocation, context: Context): Lowered {
  return invocation.args[0]?.value === '--run' ? context.invoke({ ...invocation, program: 'npm', args: [{ ...(invocation.args[0] as Word), value: 'run' }, ...invocation.args.slice(1)] }) : NOTHING;
}

const denoItself = interpreter({ language: 'javascript', code: /^eval$/, values: /^(?:-c|--config|--import-map|--lock|--cert|--location|--ext|-L)$/, harmless: /^(?:-V|--version|-h|--help|check|fmt|lint|info|doc|types|test|bench|coverage|compile|bundle|cache|add|remove|install|uninstall|upgrade|lsp|repl|init|publish|outdated|vendor)$/, before: /^(?:run|serve)$/ });

/** `deno run x.ts`, `deno eval …`, `deno task x`. */
export const deno: Tool = (invocation, context) => {
  if (invocation.args[0]?.value !== 'task') {
    const [first, ...more] = invocation.args;
    const script = more.find(({ value }) => !value.startsWith('-'));
    if (first?.value === 'run' && script && /^https?:/.test(script.value)) return [unseen(invocation, 'a download that is run')];
    return denoItself(invocation, context);
  }
  return denoTask(invocation.args.slice(1), invocation, context) ?? context.invoke({ ...invocation, program: 'npm', args: [{ ...invocation.args[0], value: 'run' }, ...invocation.args.slice(1)] });
};

export const ruby = interpreter({ language: 'ruby', code: /^-[a-z]*e$/i, values: /^-[rIEFCx]$|^--(?:encoding|external-encoding)$/, harmless: /^(?:-v|--version|-h|--help|-[w]?c|--copyright)$/ });
/** The same languages by the names of their prompts. */
export const irb = interpreter({ language: 'ruby', code: /^-e$/, values: /^-[rI]$/, harmless: /^(?:-v|--version|-h|--help)$/ });
export const ipython = interpreter({ language: 'python', code: /^-c$/, values: /^--(?:profile|ext|colors)$/, harmless: /^(?:--version|-h|--help)$/ });
export const elixir = interpreter({ language: 'ruby', code: /^(?:-e|--eval|--rpc-eval)$/, values: /^(?:-S|--name|--sname|--cookie|-pa|-pz|-r)$/, harmless: /^(?:-v|--version|-h|--help)$/ });
export const php = interpreter({ language: 'php', code: /^(?:-[rBRE]|--run|--process-\w+)$/, values: /^-[dcztS]$/, harmless: /^(?:-v|--version|-h|--help|-i|--info|-m|-l|--syntax-check|--ini|-S)$/ });
export const lua = interpreter({ language: 'lua', code: /^-e$/, values: /^-l$/, harmless: /^(?:-v|--version)$/ });
export const rscript = interpreter({ language: 'r', code: /^-e$/, values: /^--(?:default-packages)$/, harmless: /^(?:--version|--help)$/ });
/** `R -e …`, `R -f x.R`, `R --no-save < x.R`; what it builds, checks and installs are packages. */
export const r: Tool = (invocation, context) => {
  if (/^CMD$/.test(invocation.args[0]?.value ?? '')) return invocation.args[1]?.value === 'BATCH' ? rscript({ ...invocation, args: invocation.args.slice(2) }, context) : [seen(invocation, 'a package')];
  const at = invocation.args.findIndex(({ value }) => /^(?:-f|--file)(?:=|$)/.test(value));
  const file = invocation.args[at];
  if (!file) return rscript(invocation, context);
  const glued = /^--file=(.*)$/.exec(file.value)?.[1];
  return rscript({ ...invocation, args: glued === undefined ? invocation.args.slice(at + 1) : [{ ...file, value: glued }, ...invocation.args.slice(at + 1)] }, context);
};

/** Perl's flags cling: `-pe`, `-lne`, `-i.bak -pe`, `-MFile::Path=rmtree -e`. */
export const perl = interpreter({ language: 'perl', code: /^-(?![MmIiCDdx])[a-z0-9]*[eE]$/, values: /^-[I]$/, harmless: /^(?:-v|-V\S*|--version|-h|--help|-[w]?c)$/ });

/** `awk 'program' file`, `-f file`. */
export const awk: Tool = (invocation, context) => {
  const { args } = invocation;
  const parts: (Lowered | readonly Effect[])[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const { value } = args[at] as Word;
    if (/^(?:--version|--help|-V|-h)$/.test(value)) return [seen(invocation, value)];
    if (/^(?:-f|--file)$/.test(value)) {
      const file = args[(at += 1)];
      const found = file?.known ? fileAt(file.value, invocation, context) : null;
      parts.push(found ? ledBy(invocation, followScript(found, 'awk', invocation, context)) : unread(`the script ${file?.value ?? ''}`));
    } else if (/^-(?:F|v|-assign|-field-separator)$/.test(value)) at += 1;
    else if (/^(?:-e|--source)$/.test(value)) parts.push(followText(args[(at += 1)]?.value ?? '', 'awk', invocation, context));
    else if (!value.startsWith('-')) {
      if (parts.length === 0) parts.push(followText(value, 'awk', invocation, context));
      break;
    }
  }
  return together(parts);
};

/** `osascript -e 'do shell script "…"'` */
export const osascript: Tool = (invocation, context) => {
  const texts = invocation.args.flatMap(({ value }, i) => (invocation.args[i - 1]?.value === '-e' ? [value] : []));
  const scripts = texts.flatMap((text) => [...text.matchAll(/do shell script "((?:\\.|[^"\\])*)"/g)].map((match) => (match[1] as string).replace(/\\(.)/g, '$1')));
  return together(scripts.map((text) => followText(text, 'bash', invocation, context)));
};
