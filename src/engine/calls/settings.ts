import { effectAt } from '../effects';
import type { Effect, Facts, Place } from '../model';
import { type Argument, textOfValue } from './arguments';
import type { ToolCall } from './call';
import { subjectOf } from './subjects';
import { isZeroScale, named, switchesOff, weakens } from './weakening';
import { verbOf, wordsOf } from './words';

/** Effects that single arguments have whatever the tool is called: a protection switched off, a count set to nothing, a whole stack destroyed. */
export function bySettings(call: ToolCall, found: readonly Argument[], facts: Facts): Effect[] {
  const words = wordsOf(call.tool);
  const lost = found.flatMap((argument): Effect[] => {
    const one = lostBy(call, argument, words);
    return one === null ? [] : [effectAt({ in: 'argument', pointer: argument.pointer }, { verb: 'delete', resource: { kind: one.kind, type: 'text', address: one.what }, reach: 'collection', facts, undo: 'no' })];
  });
  if (lost.length > 0 || verbOf(words) === 'read') return lost;
  const resource = subjectOf(call, words, found);
  const scales = /scale|update|set|patch|resize|modify|apply|edit|manage/.test([...words, ...found.filter(({ name }) => /^(?:apioperation|operation|action|operationname)$/.test(name)).flatMap(({ value }) => wordsOf(textOfValue(value)))].join(' '));
  return [...found, ...named(found)].flatMap((argument): Effect[] => {
    const place: Place = { in: 'argument', pointer: argument.pointer };
    const weak = weakens(argument) ?? switchesOff(argument, words);
    if (weak !== null) return [effectAt(place, { verb: 'unprotect', resource, facts, note: weak })];
    if (isZeroScale(argument) && scales) return [effectAt(place, { verb: 'stop', resource: { ...resource, kind: 'service' }, facts, note: 'scaled to zero' })];
    if (/^(?:isdestroy|destroy)$/.test(argument.name) && argument.value === true) return [effectAt(place, { verb: 'delete', resource: { ...resource, kind: 'stack' }, reach: 'stack', facts })];
    if (/^(?:runtype|plantype)$/.test(argument.name) && /destroy/i.test(textOfValue(argument.value))) return [effectAt(place, { verb: 'delete', resource: { ...resource, kind: 'stack' }, reach: 'stack', facts })];
    if (/^(?:autoapply|autoapprove|autoapproved|skipapproval|skipconfirmation|skippreview)$/.test(argument.name) && argument.value === true && /\b(?:apply|up|deploy|run|create|execute|start)\b/.test(words.join(' '))) return [effectAt(place, { verb: 'update', resource: { ...resource, kind: 'change' }, reach: 'stack', facts, unattended: true })];
    const destroys = told(argument, words);
    if (destroys) return [effectAt(place, { verb: 'delete', resource: { kind: 'stack', type: 'pipeline', address: `what ${words.join(' ')} starts` }, reach: 'stack', facts, undo: 'no', note: `the pipeline is told \`${textOfValue(argument.value).slice(0, 80)}\`` })];
    if (argument.name === 'element' && /\bclick\b|\bpress\b|\btap\b/.test(words.join(' ')) && PRESSED.test(textOfValue(argument.value))) return [effectAt(place, { verb: 'delete', resource: { kind: 'stack', type: 'button', address: textOfValue(argument.value).slice(0, 80) }, reach: 'stack', facts, undo: 'no', note: 'a button of a page' })];
    if (argument.name === 'script' && words.includes('groovy') && /\.(?:delete|doDelete|doDoDelete|doWipeOut)\(\s*\)/.test(textOfValue(argument.value))) return [effectAt(place, { verb: 'delete', resource: { kind: 'infrastructure', type: 'script', address: 'what the script picks' }, reach: 'collection', facts, undo: 'no' })];
    if (/^(?:pipeline|stages?)$/.test(argument.name)) return writtenStage(argument, facts);
    return [];
  });
}

/** Texts in languages of one product: a search that deletes what it finds, a script of a customer database, an access list that lets everybody in. */
function lostBy({ server }: ToolCall, { name, value, pointer }: Argument, words: readonly string[]): { readonly kind: 'audit' | 'rows' | 'network-control' | 'protection'; readonly what: string } | null {
  if (typeof value === 'number' && /^(?:days|noncurrentdays)$/.test(name) && value <= 30 && /expiration/i.test(pointer) && words.some((word) => /^(?:lifecycle|ilm)$/.test(word))) return { kind: 'protection', what: `objects older than ${value} days` };
  if (typeof value !== 'string') return null;
  if (/splunk/i.test(server) && /\|\s*delete\b\s*(?:\||$)/.test(value)) return { kind: 'audit', what: 'the events that the search finds' };
  if (/apex/.test(name) && /\bDatabase\.(?:delete|emptyRecycleBin)\s*\(|(?:^|[;{]\s*)delete\s+[\w[]/m.test(value)) return { kind: 'rows', what: 'the records that the script picks' };
  if (name === 'acl' && verbOf(words) !== 'read' && /"src"\s*:\s*\[\s*"\*"\s*\]\s*,\s*"dst"\s*:\s*\[\s*"\*:\*"/.test(value)) return { kind: 'network-control', what: 'the access list: everybody reaches everything' };
  return null;
}

/** A button that ends something large, as the page names it. A dialog's way out names it too. */
const PRESSED = /^(?!.*\b(?:cancel|close|dismiss|keep|back)\b).*\b(?:delete|destroy|terminate|remove|drop) (?:this |the |my |entire |whole )*(?:repository|repo|database|project|cluster|account|organi[sz]ation|bucket|stack|environment|workspace|production|instance|server|volume|namespace|resource group|subscription|tenant|domain|zone)\b/i;

/** A workflow or a job elsewhere that is called `destroy`, or is told to. */
function told({ name, value }: Argument, words: readonly string[]): boolean {
  if (typeof value !== 'string' || !/\b(?:run|trigger|dispatch|start|execute|launch|create)\b/.test(words.join(' ')) || !/\b(?:workflows?|actions?|pipelines?|builds?|jobs?|runs?|dispatch|playbook)\b/.test(words.join(' '))) return false;
  if (/^(?:workflowid|workflow|workflowfile|pipeline|pipelineid|job|jobname|name|playbook)$/.test(name)) return /(?:^|[-_/. ])(?:destroy|teardown|tear-down|nuke|decommission)(?:[-_. ]|$)/i.test(value);
  return !/title|message|body|description|comment|reason|note|ref|branch/.test(name) && /^(?:destroy|teardown|tear-down|nuke|wipe|delete-all)$/i.test(value);
}

/** An aggregation that writes its result over a collection: `{$out: "orders"}`. */
function writtenStage({ value, pointer }: Argument, facts: Facts): Effect[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((stage: unknown): Effect[] => {
    const out = stage !== null && typeof stage === 'object' ? (stage as Readonly<Record<string, unknown>>)['$out'] : undefined;
    if (out === undefined || out === null) return [];
    const name = typeof out === 'string' ? out : textOfValue((out as Readonly<Record<string, unknown>>)['coll']);
    return [effectAt({ in: 'argument', pointer }, { verb: 'overwrite', resource: { kind: 'data-store', type: 'collection', address: name }, facts, note: '$out replaces what is in it' })];
  });
}
