import { effectAt, together } from '../effects';
import { guardPath } from '../kinds/guard-paths';
import type { Context, Effect, FileChange, Lowered } from '../model';
import { type Argument, argumentsOf, isTrue, plain, textOfValue } from './arguments';
import type { ToolCall } from './call';
import { commandOf } from './commands';
import { writtenBy } from './files';
import { byName } from './names';
import { requestOf } from './requests';
import { bySettings } from './settings';
import { factsOf, subjectOf } from './subjects';
import { quoted, textsIn } from './texts';
import { saysOnly, verbOf, wordsOf } from './words';
import { isRecord } from '../lookup';

/** A gateway may call a gateway; deeper ones are judged by their name. */
const MAX_DEPTH = 4;

/**
 * What an MCP tool call would do: as the command, the request, the texts or the file that it stands for, where it stands for one; else by what its
 * arguments switch off, and by its name. A server's own annotations are untrusted: they may raise the judgement, never lower it.
 * `changed` says what a change of a file would do.
 */
export function callOf(call: ToolCall, context: Context, changed: (change: FileChange) => Lowered, depth = 0): Lowered {
  const found = argumentsOf(call.arguments);
  const passed = depth < MAX_DEPTH ? passedOn(call, found) : [];
  if (passed.length > 0) return together(passed.map((one) => callOf(one, context, changed, depth + 1)));
  const [server, tool] = [wordsOf(call.server), wordsOf(call.tool)];
  const facts = factsOf(found);
  const cwd = call.cwd === '' ? null : call.cwd;
  if (isPreview(found)) return together([[effectAt({ in: 'argument', pointer: '' }, { verb: 'read', resource: subjectOf(call, tool, found), facts, note: 'a preview' })]]);
  const guards = guardEffects(call, found, context);
  const follow = (words: readonly string[], pointer: string, folder = cwd, stdin: string | null = null): Lowered =>
    context.follow({ language: 'bash', text: `${words.map(quoted).join(' ')}${stdin === null ? '' : ` <<'END_OF_INPUT'\n${stdin}\nEND_OF_INPUT`}`, cwd: folder, facts, place: { in: 'argument', pointer }, link: `${call.server}.${call.tool}` });

  const command = commandOf(server, tool, found);
  if (command !== null) return together([guards, follow(command.words, command.pointer, command.folder ?? cwd, command.stdin ?? null)]);
  const files = writtenBy(call, context.surroundings).map(changed);
  const texts = saysOnly(tool) ? null : textsIn(call.server, call.tool, found, cwd, facts, context);
  const requests = saysOnly(tool) ? null : (requestOf(server, tool, found)?.map(({ words, pointer }) => follow(words, pointer)) ?? null);
  const read = together([guards, ...files, texts ?? [], ...(requests ?? [])]);
  // What its own words are read to do is known better than what it is called.
  const known = requests !== null || read.effects.some(({ verb }) => verb !== 'read');
  return together([read, known ? [] : byName(call, found, facts, context, texts !== null), requests === null ? bySettings(call, found, facts) : []]);
}

/** `dry_run: true`, `confirm: false`: it says what it would do, and does not. */
function isPreview(found: readonly Argument[]): boolean {
  if (isTrue(found, /^(?:dryrun|dry|dryrunonly|preview|previewonly|validateonly|validationonly|whatif|planonly|speculative|simulate|simulateonly|noop|checkonly|checkmode|testonly|estimateonly|learn|listonly)$/)) return true;
  if (found.some(({ name, value }) => /^(?:mode|runmode|operationmode|executionmode|actionmode)$/.test(name) && /^(?:plan|preview|dry-?run|check|simulate|validate|noop)$/i.test(textOfValue(value)))) return true;
  return found.some(({ name, value }) => /^(?:confirm|confirmed|confirmation|confirmdelete|confirmdeletion|userconfirmed)$/.test(name) && (value === false || value === 'false'));
}

/** Calls of other servers' tools that a gateway passes on: `{name: "drop-collection", arguments: {…}}`, alone or in a list. Empty: it is none. */
function passedOn(call: ToolCall, found: readonly Argument[]): readonly ToolCall[] {
  if (!/^(?:\w+ )?(?:mcp )?(?:multi |batch )?(?:exec|execute|call|use|invoke|run|proxy)(?: (?:mcp ?)?tools?| tool calls?| actions?| mcp)?(?: (?:destructive|write|read))?$/.test(wordsOf(call.tool).join(' '))) return [];
  const whole = innerCall(call, call.arguments);
  if (whole !== null) return [whole];
  const list = found.find(({ name, value, pointer }) => /^(?:tools|toolcalls|calls|actions|requests)$/.test(name) && Array.isArray(value) && pointer.lastIndexOf('/') === 0);
  return list === undefined ? [] : (list.value as readonly unknown[]).slice(0, 100).flatMap((one) => (isRecord(one) ? (innerCall(call, one) ?? []) : []));
}

function innerCall(call: ToolCall, given: Readonly<Record<string, unknown>>): ToolCall | null {
  const top = (name: RegExp): unknown => Object.entries(given).find(([key]) => name.test(plain(key)))?.[1];
  const name = top(/^(?:name|tool|toolname|tooltocall|function|toolslug|toolid)$/);
  const written = top(/^(?:arguments|args|params|parameters|input|toolarguments|toolinput|toolargs|kwargs|argsjson|argumentsjson)$/);
  const args = typeof written === 'string' ? parsed(written) : written;
  if (typeof name !== 'string' || !/^[\w.:/-]+$/.test(name) || !isRecord(args)) return null;
  const server = textOfValue(top(/^(?:server|servername|mcpserver|serverid|provider|toolkit)$/));
  const parts = name.split(/__|\.|:|\//);
  return { ...call, server: server !== '' ? server : parts.length > 1 ? parts.slice(0, -1).join(' ') : call.server, tool: parts.at(-1) ?? name, arguments: args };
}

/** Arguments may come as the text of their JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function guardEffects(call: ToolCall, found: readonly Argument[], context: Context): Effect[] {
  const verb = verbOf(wordsOf(call.tool));
  if (verb === 'read' || /^(?:read|get|list|search|view|stat)/i.test(call.tool)) return [];
  return found.flatMap(({ name, value, pointer }) => {
    if (typeof value !== 'string' || !/path|file|uri|source|destination|target|from|to$/.test(name)) return [];
    const path = value.replace(/^file:\/\//, '').replace(/^~(?=\/)/, context.surroundings.homeDirectory);
    const guards = guardPath(path.startsWith('/') ? path : `${call.cwd}/${path}`, context.surroundings.homeDirectory);
    return guards === null ? [] : [effectAt({ in: 'argument', pointer }, { verb: verb === 'delete' ? 'delete' : 'update', resource: { kind: 'guard', type: 'file', address: guards } })];
  });
}
