import type { Readable } from 'node:stream';

/** More than this without a line end is no message. */
const MAX_LINE = 64 * 1024 * 1024;

/** Calls back with every line as it came, its end with it. Split at the byte: letters of Unicode that look like line ends may stand inside a message. */
export function eachLine(stream: Readable, line: (bytes: Buffer) => void, ended: () => void): void {
  let parts: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      line(Buffer.concat([...parts, chunk.subarray(from, end + 1)]));
      parts = [];
      size = 0;
      from = end + 1;
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
    size += chunk.length - from;
    if (size > MAX_LINE) stream.destroy();
  });
  let done = false;
  const finish = () => {
    if (done) return;
    done = true;
    if (parts.length > 0) line(Buffer.concat(parts));
    ended();
  };
  stream.once('end', finish);
  stream.once('close', finish);
  stream.once('error', finish);
}
