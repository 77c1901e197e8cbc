import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

/** What wrapping or unwrapping a server would write, or why it cannot be done. */
export type Rewritten = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'same'; readonly why: string } | { readonly kind: 'refused'; readonly why: string };

/** Where the files of the assistants keep their servers: VS Code, Claude and Cursor and their like, VS Code's settings, opencode. */
const PLACES: readonly (readonly string[])[] = [['servers'], ['mcpServers'], ['mcp', 'servers'], ['mcp']];

/**
 * Puts the proxy before the server of an `mcp.json`. Only the program's word and the beginning of its arguments are written, and every byte of the rest stays,
 * so that taking it out again gives the very file that stood there.
 */
export function wrapServer(text: string, name: string, launcher: string): Rewritten {
  const found = entryIn(text, name);
  if ('why' in found) return { kind: 'refused', why: found.why };
  const { command, args } = found;
  if (isWrapped(found, launcher)) return { kind: 'same', why: `${name} is wrapped already` };
  const ours = JSON.stringify(launcher);
  if (command.type === 'array') {
    const first = command.children?.[0];
    if (!first || first.type !== 'string') return { kind: 'refused', why: `${name} has no command` };
    return { kind: 'text', text: spliced(text, first.offset, 0, `${ours}, ${words(name, true)}, `) };
  }
  const program = text.slice(command.offset, command.offset + command.length);
  if (args === undefined) {
    // Its name in one word says that there were no arguments here.
    return { kind: 'text', text: spliced(text, command.offset, command.length, `${ours}, "args": [${words(name, false)}, ${program}]`) };
  }
  if (args.type !== 'array') return { kind: 'refused', why: `the args of ${name} are no list` };
  const more = (args.children ?? []).length > 0 ? ', ' : '';
  return { kind: 'text', text: replacedBoth(text, command, ours, args.offset + 1, 0, `${words(name, true)}, ${program}${more}`) };
}

/** Takes the proxy out again. */
export function unwrapServer(text: string, name: string, launcher: string): Rewritten {
  const found = entryIn(text, name);
  if ('why' in found) return { kind: 'refused', why: found.why };
  if (!isWrapped(found, launcher)) return { kind: 'same', why: `${name} is not wrapped` };
  const { command, args } = found;
  const list = (command.type === 'array' ? command : args)?.children ?? [];
  const dashes = list.findIndex((node) => node.value === '--');
  const program = list[dashes + 1];
  if (dashes < 0 || program === undefined) return { kind: 'refused', why: `${name} was changed after it was wrapped: what stood there cannot be told` };
  if (command.type === 'array') return { kind: 'text', text: spliced(text, (list[0] as Node).offset, program.offset - (list[0] as Node).offset, '') };
  const own = text.slice(program.offset, program.offset + program.length);
  const arguments_ = args as Node;
  const inserted = list[dashes + 2] === undefined && String(list[1]?.value).startsWith('--name=');
  if (inserted) {
    const end = arguments_.offset + arguments_.length;
    return { kind: 'text', text: spliced(text, command.offset, end - command.offset, own) };
  }
  const next = list[dashes + 2];
  const end = next === undefined ? program.offset + program.length : next.offset;
  // What stood between the bracket and the first argument stands after our last comma now.
  const start = (list[0] as Node).offset;
  const gap = next === undefined ? '' : text.slice(program.offset + program.length, next.offset).replace(/^, /, '');
  return { kind: 'text', text: replacedBoth(text, command, own, start, end - start, gap) };
}

interface Entry {
  readonly command: Node;
  readonly args: Node | undefined;
}

function entryIn(text: string, name: string): Entry | { readonly why: string } {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const error = errors[0];
  if (error) return { why: `line ${text.slice(0, error.offset).split('\n').length}: ${printParseErrorCode(error.error)}` };
  if (tree?.type !== 'object') return { why: 'it is not a JSON object' };
  const entry = PLACES.map((place) => findNodeAtLocation(tree, [...place, name])).find((node) => node?.type === 'object');
  if (!entry) return { why: `it has no server called ${name}; it has ${namesIn(tree).join(', ') || 'none'}` };
  const command = findNodeAtLocation(entry, ['command']);
  if (command && (command.type === 'string' || command.type === 'array')) return { command, args: findNodeAtLocation(entry, ['args']) };
  const address = findNodeAtLocation(entry, ['url']) ?? findNodeAtLocation(entry, ['serverUrl']);
  return { why: address ? `${name} is reached at an address: run \`infrahold mcp --name ${name} --http ${String(address.value)} --port 7411\` and put the address that it prints in its place` : `${name} has no command` };
}

function namesIn(tree: Node): readonly string[] {
  return PLACES.slice(0, 3).flatMap((place) => (findNodeAtLocation(tree, [...place])?.children ?? []).map((property) => String(property.children?.[0]?.value)));
}

function isWrapped({ command, args }: Entry, launcher: string): boolean {
  const given: unknown = args ? getNodeValue(args) : [];
  const list: readonly unknown[] = command.type === 'array' ? (getNodeValue(command) as unknown[]) : [command.value, ...(Array.isArray(given) ? (given as unknown[]) : [])];
  return list[0] === launcher && list[1] === 'mcp' && list.includes('--');
}

function words(name: string, apart: boolean): string {
  return apart ? `"mcp", "--name", ${JSON.stringify(name)}, "--"` : `"mcp", ${JSON.stringify(`--name=${name}`)}, "--"`;
}

function spliced(text: string, offset: number, length: number, by: string): string {
  return text.slice(0, offset) + by + text.slice(offset + length);
}

/** The program's word may stand before its arguments or after them. */
function replacedBoth(text: string, command: Node, program: string, offset: number, length: number, by: string): string {
  const first = (now: string) => spliced(now, command.offset, command.length, program);
  const second = (now: string) => spliced(now, offset, length, by);
  return command.offset > offset ? second(first(text)) : first(second(text));
}
