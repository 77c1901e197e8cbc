import type { Answer } from '../protocol/messages';
import type { Reply } from './contract';

export const SILENCE: Reply = { stdout: '', stderr: '', exit: 0 };

/** Claude's form: the nested block and nothing else. A deny without `hookEventName` is ignored by Claude, one with an extra field by Codex. */
export function nestedDeny(answer: Answer): Reply {
  return answer.kind === 'pass' ? SILENCE : { stdout: JSON.stringify({ hookSpecificOutput: deny(answer.words) }), stderr: '', exit: 0 };
}

/** For the one file that VS Code's agent (nested) and Copilot CLI (flat) both read. Only exit 0 keeps the words in Copilot CLI. */
export function flatAndNestedDeny(answer: Answer): Reply {
  if (answer.kind === 'pass') return { stdout: '{}', stderr: '', exit: 0 };
  const { permissionDecision, permissionDecisionReason } = deny(answer.words);
  return { stdout: JSON.stringify({ permissionDecision, permissionDecisionReason, hookSpecificOutput: deny(answer.words) }), stderr: '', exit: 0 };
}

function deny(words: string) {
  return { hookEventName: 'PreToolUse', permissionDecision: 'deny', permissionDecisionReason: words } as const;
}
