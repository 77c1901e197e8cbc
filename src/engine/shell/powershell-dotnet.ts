import type { Span } from '../model';
import { addInvocation } from './powershell-invocations';
import type { Run } from './powershell-scope';
import { textOf, type Value } from './powershell-values';
import { lastName } from './windows-paths';

/** A method called on a value. */
export interface MethodCall {
  readonly of: Value;
  readonly name: string;
  readonly args: readonly Value[];
  readonly span: Span;
}

/** Puts down what a .NET or WMI method does as the cmdlet or program that does the same. */
export function effectOfMethod(run: Run, { of, name, args, span }: MethodCall): void {
  const [first, second] = args;
  const add = (program: string, values: readonly (Value | string | undefined)[]) => addInvocation(run, { program, args: values, span });
  if (of.is === 'object') {
    const { type } = of;
    if (/(?:^|\.)io\.(?:directory|file)$/.test(type) && name === 'delete') return add('remove-item', [first, ...(type.endsWith('file') ? [] : second && /true/i.test(textOf(second).text) ? ['-Recurse', '-Force'] : [])]);
    if (/fileio\.filesystem$/.test(type) && /^delete(?:directory|file)$/.test(name)) return add('remove-item', [first, ...(name === 'deletedirectory' ? ['-Recurse', '-Force'] : [])]);
    if (/(?:^|\.)io\.(?:directory|file)$/.test(type) && name === 'move') return add('move-item', [first, second]);
    // A file of decoded bytes, which may be run further on.
    if (/(?:^|\.)io\.file$/.test(type) && name === 'writeallbytes' && first && second && /frombase64string|decompress/i.test(textOf(second).text)) run.downloaded.add(lastName(textOf(first).text).toLowerCase());
    if (/(?:^|\.)io\.file$/.test(type) && /^write/.test(name)) return add('set-content', ['-Path', first, '-Value', second]);
    if (type.endsWith('process') && name === 'start') return add('start-process', [first, ...(second ? ['-ArgumentList', second] : [])]);
    if (/shell/.test(type) && /^(?:run|exec|shellexecute)$/.test(name)) return add('cmd', ['/c', first]);
    if (type === 'executioncontext' || (/scriptblock|powershell/.test(type) && /^(?:invokescript|addscript)$/.test(name))) return runText(run, first, span);
    if (/registry/.test(type) && /^delete/.test(name)) return add('remove-item', ['-Path', `Registry::HKEY_LOCAL_MACHINE\\${first ? textOf(first).text : ''}`, '-Recurse']);
    if (/wmi|cim|managementobject/.test(type) && name === 'delete') return add('remove-ciminstance', [first]);
    return;
  }
  if (/^invoke(?:returnasis)?$/.test(name) && of.is === 'text' && of.known) return runText(run, of, span);
  if (name === 'delete' && of.is === 'text') return add('remove-item', [of, ...(first && /true/i.test(textOf(first).text) ? ['-Recurse', '-Force'] : [])]);
  if (name === 'delete' && of.is === 'output' && /wmi|cim/.test(of.of)) return add('remove-ciminstance', [of]);
  if (name === 'delete' && of.is === 'output') return add('remove-item', [of, ...(first ? ['-Recurse', '-Force'] : [])]);
  if (name === 'drop' || name === 'dropbackupdevice') return add('remove-sqldatabase', [of]);
  if ((name === 'kill' || name === 'stop') && (of.is === 'output' || of.is === 'text')) return add(/service/.test(of.is === 'output' ? of.of : '') ? 'stop-service' : 'stop-process', [of]);
  if ((name === 'terminate' || name === 'win32shutdown') && of.is === 'output') return add(name === 'terminate' ? 'stop-process' : 'stop-computer', [of]);
}

/** A text that is run as PowerShell, where it is known. */
function runText(run: Run, value: Value | undefined, span: Span): void {
  if (value?.is !== 'text') return;
  if (value.known) run.nested.push({ language: 'powershell', text: value.text, cwd: run.cwd, env: Object.fromEntries(run.env), place: { in: 'text', span } });
  else run.unread.push(`the text ${value.text.slice(0, 60)}, which is run`);
}
