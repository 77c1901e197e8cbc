import { amp } from './amp';
import { antigravity } from './antigravity';
import { auggie } from './auggie';
import { claude } from './claude';
import { cline } from './cline';
import { codex } from './codex';
import type { Adapter } from './contract';
import { copilot } from './copilot';
import { crush } from './crush';
import { cursor } from './cursor';
import { devin } from './devin';
import { droid } from './droid';
import { gemini } from './gemini';
import { goose } from './goose';
import { grok } from './grok';
import { junie } from './junie';
import { kilo } from './kilo';
import { kiro } from './kiro';
import { opencode } from './opencode';
import { pi } from './pi';
import { qwen } from './qwen';
import { windsurf } from './windsurf';

/** In the order they are shown. */
export const ADAPTERS: readonly Adapter[] = [
  copilot, claude, codex, cursor, kiro, gemini, cline, kilo, opencode, windsurf, devin, antigravity, qwen, droid, auggie, amp, goose, crush, junie, grok, pi,
];

export function adapterFor(id: string): Adapter | null {
  return ADAPTERS.find((adapter) => adapter.id === id) ?? null;
}
