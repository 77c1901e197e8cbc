import { resolve } from 'node:path';
import { unwrapServer, wrapServer } from '../assistants/mcp-config';
import { nobody } from '../audit/nobody';
import { openAudit } from '../audit/audit';
import { readWhole, writeWhole } from '../platform/files';
import type { Command } from './runtime';

const HELP = 'usage: infrahold mcp-wrap FILE NAME [--undo] [--yes]\n';

/** `infrahold mcp-wrap FILE NAME`: puts the proxy before one server of an mcp.json, or takes it out. Shows what it would write; writes with --yes. */
export const mcpWrapCommand: Command = async (args, { folder }) => {
  const [file, name, ...more] = args.filter((arg) => !/^--(?:undo|yes)$/.test(arg));
  if (file === undefined || name === undefined || more.length > 0 || file.startsWith('-')) return failed(`it takes a file and the name of a server in it\n${HELP}`, 2);
  const path = resolve(file);
  const before = readWhole(path);
  if (before === null) return failed(`${path} cannot be read`, 1);
  const undo = args.includes('--undo');
  const rewritten = (undo ? unwrapServer : wrapServer)(before, name, folder.launcher);
  if (rewritten.kind === 'refused') return failed(`${path}: ${rewritten.why}. Nothing was written.`, 1);
  if (rewritten.kind === 'same') {
    process.stdout.write(`${rewritten.why}\n`);
    return 0;
  }
  process.stdout.write(`${path}\n${changed(before, rewritten.text)}\n`);
  if (!args.includes('--yes')) {
    process.stdout.write('nothing was written; run it again with --yes to write this\n');
    return 0;
  }
  openAudit(folder, () => new Date()).write({ event: 'install', ...nobody(), what: `${undo ? 'unwrapped' : 'wrapped'}: the MCP server ${name} in ${path}`, note: 'from the command line' });
  writeWhole(path, rewritten.text);
  process.stdout.write(`wrote ${path}; start the assistant anew\n`);
  return 0;
};

/** The lines that differ. */
function changed(before: string, after: string): string {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const gone = old.filter((line) => !fresh.includes(line)).map((line) => `- ${line.trimEnd()}`);
  return [...gone, ...fresh.filter((line) => !old.includes(line)).map((line) => `+ ${line.trimEnd()}`)].join('\n');
}

function failed(why: string, exit: number): number {
  process.stderr.write(`infrahold mcp-wrap: ${why}${why.endsWith('\n') ? '' : '\n'}`);
  return exit;
}
