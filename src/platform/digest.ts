/** SHA-256 in hexadecimal. `node:crypto` is loaded when it is first needed: it is a tenth of what the hook costs, and most answers need none. */
export function sha256(text: string): string {
  const { createHash } = require('node:crypto') as typeof import('node:crypto');
  return createHash('sha256').update(text).digest('hex');
}
