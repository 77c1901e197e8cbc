import type { AddressInfo } from 'node:net';
import { placesIn } from '../gate/places';
import { openMcpGate } from './mcp-gate';
import { proxyHttp } from './mcp-http';
import { proxyStdio } from './mcp-stdio';
import { answered } from './shim-command';
import type { Command } from './runtime';

const HELP = `usage: infrahold mcp [--name NAME] -- COMMAND...         stands between an assistant and an MCP server that it starts
       infrahold mcp [--name NAME] --http URL --port PORT   the same for a server at an address; port 0 takes a free one
`;

/** `infrahold mcp`: everything passes as it is, but a call of a tool that would destroy something waits for a person. */
export const mcpCommand: Command = async (args, runtime) => {
  const read = readArguments(args);
  if (typeof read === 'string') {
    process.stderr.write(`infrahold mcp: ${read}\n${HELP}`);
    return 2;
  }
  const gate = openMcpGate({ name: read.name, cwd: process.cwd(), env: placesIn(process.env), session: `mcp-${process.pid}`, ask: (ask, gone) => answered(ask, runtime, gone) });
  return read.kind === 'stdio' ? proxyStdio(read.command, gate, process.stdin, process.stdout) : serve(read.url, read.port, gate);
};

type Arguments =
  | { readonly kind: 'stdio'; readonly name: string | null; readonly command: readonly string[] }
  | { readonly kind: 'http'; readonly name: string | null; readonly url: URL; readonly port: number };

function readArguments(args: readonly string[]): Arguments | string {
  let name: string | null = null;
  let url: URL | null = null;
  let port = 0;
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] as string;
    const equals = arg.startsWith('--') ? arg.indexOf('=') : -1;
    const key = equals < 0 ? arg : arg.slice(0, equals);
    if (key === '--') return i + 1 < args.length ? { kind: 'stdio', name, command: args.slice(i + 1) } : 'no command after --';
    const value = equals < 0 ? args[(i += 1)] : arg.slice(equals + 1);
    if (!['--name', '--http', '--port'].includes(key)) return `no option ${arg}`;
    if (value === undefined) return `${key} needs a value`;
    if (key === '--name') name = value;
    if (key === '--http') url = addressIn(value);
    if (key === '--http' && url === null) return `${value} is no http or https address`;
    if (key === '--port') port = Number(value);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) return `${value} is no port`;
  }
  return url === null ? 'the command goes after --, or an address after --http' : { kind: 'http', name, url, port };
}

function addressIn(value: string): URL | null {
  try {
    const url = new URL(value);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}

async function serve(url: URL, port: number, gate: ReturnType<typeof openMcpGate>): Promise<number> {
  const server = await proxyHttp(url, port, gate);
  const { port: taken } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${taken}${url.pathname}${url.search}\n`);
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => {
        server.close();
        server.closeAllConnections();
        resolve(0);
      });
    }
  });
}
