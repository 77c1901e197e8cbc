import type { Span } from '../model';
import { type Given, parameterOf } from './powershell-given';
import type { Run } from './powershell-scope';
import type { Block, Expression, Stage } from './powershell-syntax';
import { itemsOf, known, listOf, NULL, textOf, type Value } from './powershell-values';
import { besidePath, lastName, parentPath } from './windows-paths';

/** What a command hands on, as far as it can be told without running it. */
export function outputOf(run: Run, program: string, given: Given, input: Value | null, span: Span): Value[] {
  const text = `(${run.text.slice(span[0], Math.min(span[1], span[0] + 120))})`;
  const unread: Value = { is: 'output', of: program, text };
  switch (program) {
    case 'get-childitem': return itemsOf(filesOf(given, input)).slice();
    case 'get-item': case 'resolve-path': case 'convert-path': case 'get-itemproperty': case 'new-item': {
      const path = pathOf(given) ?? input;
      return path ? itemsOf(path).slice() : [unread];
    }
    case 'get-content': {
      const path = pathOf(given) ?? input;
      return path ? itemsOf(path).map((one): Value => (textOf(one).known ? { is: 'file', path: textOf(one).text } : unread)) : [unread];
    }
    case 'join-path': {
      const pieces = [given.named.get('path'), given.named.get('childpath'), given.named.get('additionalchildpath'), ...given.values].flatMap((one) => (one ? [textOf(one)] : []));
      return [{ is: 'text', text: pieces.map((one) => one.text).reduce(besidePath, ''), known: pieces.every((one) => one.known) }];
    }
    case 'split-path': {
      const path = pathOf(given) ?? input;
      const sure = path ? textOf(path) : { text, known: false };
      return [{ is: 'text', text: given.named.has('leaf') ? lastName(sure.text) : parentPath(sure.text), known: sure.known }];
    }
    case 'get-location': return [run.cwd === null ? unread : known(run.cwd)];
    case 'new-temporaryfile': return [known('/tmp/new-temporary-file')];
    case 'get-command': case 'get-alias': {
      const name = parameterOf(given, 'name') ?? given.values[0];
      return name ? [commandLike(textOf(name).text) ?? name] : [unread];
    }
    case 'get-variable': return [(given.values[0] && run.variables.get(textOf(given.values[0]).text.toLowerCase())) ?? unread];
    case 'invoke-webrequest': case 'invoke-restmethod': case 'curl': case 'wget':
      return [{ is: 'download', from: textOf(parameterOf(given, 'uri') ?? given.values.findLast((one) => /^https?:|\//.test(textOf(one).text)) ?? known('')).text }];
    case 'new-object': {
      const type = textOf(given.named.get('comobject') ?? given.named.get('typename') ?? given.values[0] ?? known('')).text.toLowerCase();
      return [type === '' ? unread : { is: 'object', type }];
    }
    case 'select-object': case 'sort-object': case 'out-string': case 'tee-object': case 'get-unique': case 'group-object': case 'write-host': {
      const property = given.named.get('expandproperty');
      return input ? itemsOf(property && input.is === 'output' ? { ...input, text: '$_' } : input).slice() : [];
    }
    case 'convertfrom-json': case 'convertfrom-csv': case 'import-csv': case 'import-clixml': return [{ is: 'output', of: program, text: '$_' }];
    case 'test-path': case 'write-error': case 'write-warning': case 'write-verbose': case 'write-debug': return program === 'test-path' ? [unread] : [];
    case 'get-process': case 'get-service': {
      const name = given.named.get('name') ?? given.values[0];
      return name ? itemsOf(name).slice() : [unread];
    }
    case 'get-psdrive': return [unread];
    default: return /^(?:remove|clear|set|stop|start)-/.test(program) ? [] : [unread];
  }
}

/** `gcm Rem*-Item`: the cmdlet that whoever writes this most likely means. */
function commandLike(pattern: string): Value | null {
  if (!/[*?]/.test(pattern) || pattern.length > 60) return null;
  const shape = new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.')}$`, 'i');
  const name = ['remove-item', 'invoke-expression', 'invoke-webrequest', 'invoke-restmethod', 'invoke-command', 'start-process', 'stop-process', 'stop-service', 'stop-computer', 'clear-content', 'format-volume', 'clear-disk'].find((one) => shape.test(one));
  return name ? known(name) : null;
}

/** The files that `Get-ChildItem` would list, as one pattern each. */
function filesOf(given: Given, input: Value | null): Value {
  const folders = pathOf(given) ?? (input && input.is === 'text' ? input : known('.'));
  const names = parameterOf(given, 'filter', 'include') ?? (parameterOf(given, 'path', 'literalpath') ? given.values[0] : given.values[1]);
  const deep = [...given.named.keys()].some((name) => /^(?:r|rec\w*|s)$/.test(name));
  return listOf(
    itemsOf(folders).flatMap((folder) => {
      const at = textOf(folder);
      if (!names) return [{ is: 'text' as const, text: /[*?]/.test(lastName(at.text)) ? at.text : besidePath(at.text, '*'), known: at.known }];
      return itemsOf(names).map((name) => {
        const wanted = textOf(name);
        const base = /^\*$/.test(lastName(at.text)) ? parentPath(at.text) : at.text;
        return { is: 'text' as const, text: besidePath(deep ? besidePath(base, '**') : base, wanted.text), known: at.known && wanted.known };
      });
    }),
  );
}

function pathOf(given: Given): Value | undefined {
  return parameterOf(given, 'path', 'literalpath', 'lp', 'fullname') ?? given.values[0];
}

/** A pattern narrowed down by what `Where-Object` asks of the name. */
export function filtered(run: Run, value: Value, block: Block | null, given: Given): Value {
  const asked = block ? askedName(run, block) : comparedName(given);
  if (!asked) return value;
  // What a cmdlet would list is narrowed down to the names that are asked for.
  return listOf(itemsOf(value).map((item): Value => (item.is === 'output' && item.of.startsWith('get-') ? known(asked) : item.is === 'text' && /[\\/]\*$/.test(item.text) ? { ...item, text: item.text.replace(/\*$/, () => asked) } : item)));
}

/** `$_.Name -eq 'x'`, `-like '*.log'`, `$_.Extension -eq '.log'` as a pattern for the name. */
function askedName(run: Run, block: Block): string | null {
  const expression = onlyExpression(block.statements[0]?.is === 'pipeline' ? block.statements[0].stages : []);
  if (!expression || expression.is !== 'binary') return null;
  const { left, operator, right } = expression;
  if (left.is !== 'member' || left.name.is !== 'text') return null;
  const wanted = run.evaluate(right);
  if (wanted.is !== 'text' || !wanted.known) return null;
  return patternFor(left.name.text.toLowerCase(), operator, wanted.text);
}

function comparedName(given: Given): string | null {
  const property = given.values[0] ? textOf(given.values[0]).text.toLowerCase() : '';
  const [operator, wanted] = [...given.named].find(([name]) => name === 'eq' || name === 'like' || name === 'match') ?? [];
  return operator && wanted && wanted !== NULL && textOf(wanted).known ? patternFor(property, operator, textOf(wanted).text) : null;
}

function patternFor(property: string, operator: string, wanted: string): string | null {
  if (property === 'extension' && operator === 'eq') return `*${wanted}`;
  if (property !== 'name' && property !== 'fullname') return null;
  if (operator === 'eq' || operator === 'like') return wanted.replace(/^.*[\\/]/, '');
  const plain = wanted.replace(/^\^|\$$/g, '').replace(/^[\\/]+|[\\/]+$/g, '');
  return operator === 'match' && /^[\w.-]+$/.test(plain) ? plain : null;
}

function onlyExpression(stages: readonly Stage[]): Expression | null {
  const [only] = stages;
  return stages.length === 1 && only?.is === 'expression' ? only.expression : null;
}
