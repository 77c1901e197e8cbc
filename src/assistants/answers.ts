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

/** `{"decision":"deny","reason"}` and nothing else: Gemini reads it on any exit code, Antigravity and goose drop it for one more field. */
export function decisionDeny(word: 'deny' | 'block', exit: 0 | 2 = 0): (answer: Answer) => Reply {
  return (answer) => (answer.kind === 'pass' ? SILENCE : { stdout: JSON.stringify({ decision: word, reason: answer.words }), stderr: exit === 0 ? '' : answer.words, exit });
}

/** Hosts that read only the exit code and standard error. */
export function stderrDeny(answer: Answer): Reply {
  return answer.kind === 'pass' ? SILENCE : { stdout: '', stderr: answer.words, exit: 2 };
}

/** Cursor takes silence for a failure where `failClosed` is set, so it gets a word each time. Its model reads the user's message. */
export function permissionDeny(answer: Answer): Reply {
  const said = answer.kind === 'pass' ? { permission: 'allow' } : { permission: 'deny', user_message: answer.words, agent_message: answer.words };
  return { stdout: JSON.stringify(said), stderr: '', exit: 0 };
}

/** Cline. The exit code counts for nothing. */
export function cancelDeny(answer: Answer): Reply {
  return { stdout: JSON.stringify(answer.kind === 'pass' ? { cancel: false } : { cancel: true, errorMessage: answer.words }), stderr: '', exit: 0 };
}

function deny(words: string) {
  return { hookEventName: 'PreToolUse', permissionDecision: 'deny', permissionDecisionReason: words } as const;
}
