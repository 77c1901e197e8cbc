import { claude } from './claude.mjs';
import { cline } from './cline.mjs';
import { codex } from './codex.mjs';
import { copilot } from './copilot.mjs';
import { droid } from './droid.mjs';
import { gemini } from './gemini.mjs';
import { opencode } from './opencode.mjs';
import { pi } from './pi.mjs';
import { qwen } from './qwen.mjs';

/**
 * Assistants that are run for real. Each says which packages it is made of, what it needs in its home, how it is started in its mode without
 * questions, and by which calls its model proposes a command, an edit, an MCP call and a sub-agent.
 */
export const ASSISTANTS = [claude, gemini, codex, copilot, opencode, qwen, droid, pi, cline];

/** Those that `npm test` runs. */
export const BY_DEFAULT = ['claude', 'gemini', 'codex'];

export function assistantCalled(id) {
  return ASSISTANTS.find((one) => one.id === id);
}
