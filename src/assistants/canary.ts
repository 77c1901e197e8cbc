/** A command that does nothing and is always refused: whoever asks for it sees that the hook works. */
export const CANARY = 'infrahold-canary';

/** Session of a canary that Infrahold itself fired: it does not show that the assistant's own hook works. */
export const DOCTOR = 'infrahold-doctor';

/** The payload of hosts that write theirs as Claude does. */
export const FAMILY_CANARY = { hook_event_name: 'PreToolUse', session_id: DOCTOR, cwd: '/', tool_name: 'Bash', tool_input: { command: CANARY }, tool_use_id: DOCTOR } as const;
