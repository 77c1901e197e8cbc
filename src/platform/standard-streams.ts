import { readSync, writeSync } from 'node:fs';

/**
 * Standard input whole, at most `limit` bytes and a little more (so that what is too long does not look complete).
 * Read straight from the descriptor: Node's stream costs a tenth of the whole start.
 */
export async function standardInput(limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(65_536);
      const read = readSync(0, chunk, 0, chunk.length, null);
      if (read === 0) return text(chunks);
      chunks.push(chunk.subarray(0, read));
      size += read;
      if (size > limit) return text(chunks);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Windows says so at the end of a pipe.
    if (code === 'EOF') return text(chunks);
    if (code !== 'EAGAIN') throw error;
  }
  // Its other end is slow and the descriptor does not wait: then Node has to.
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  return text(chunks);
}

/** Writes to standard output (1) or standard error (2), whole. */
export function say(descriptor: 1 | 2, words: string): void {
  if (words === '') return;
  let bytes = Buffer.from(words, 'utf8');
  try {
    while (bytes.length > 0) bytes = bytes.subarray(writeSync(descriptor, bytes));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
    (descriptor === 1 ? process.stdout : process.stderr).write(bytes);
  }
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}
