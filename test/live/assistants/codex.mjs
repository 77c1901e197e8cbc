import { TASK } from '../model.mjs';

/** With `gpt-5.5` its tools are offered as they are; every newer model writes JavaScript that calls them, and only those have sub-agents. */
export const codex = {
  id: 'codex',
  name: 'Codex',
  version: '0.169.0',
  packages: ['@openai/codex@0.169.0'],
  prepare: (stage) => stage.put('.codex/config.toml', `model = "gpt-5.5"
model_provider = "fake"

[model_providers.fake]
name = "fake"
base_url = "${stage.base}/v1"
wire_api = "responses"
env_key = "FAKE_KEY"
request_max_retries = 0
stream_max_retries = 0
supports_websockets = false

[analytics]
enabled = false

[mcp_servers.shop]
command = ${JSON.stringify(stage.mcp.command)}
args = ${JSON.stringify(stage.mcp.args)}

[projects.${JSON.stringify(stage.shop)}]
trust_level = "trusted"
`),
  start: (stage, { scene }) => ({
    // The flag stands for the review of the hook that a person makes once in its own screen.
    argv: [stage.package('@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex'), 'exec', '--dangerously-bypass-hook-trust', '--dangerously-bypass-approvals-and-sandbox', ...(scene === 'sub-agent' ? ['-m', 'gpt-6.1-sol'] : []), TASK],
    env: { FAKE_KEY: 'test', CODEX_HOME: `${stage.home}/.codex` },
  }),
  isSub: (first) => !first.includes(TASK),
  calls: {
    shell: (command) => [{ tool: 'exec_command', input: { cmd: command } }],
    edit: (_path, before, after) => [{ tool: 'apply_patch', custom: true, input: `*** Begin Patch\n*** Update File: main.tf\n@@\n resource "aws_db_instance" "main" {\n-  ${before}\n+  ${after}\n }\n*** End Patch\n` }],
    mcp: (tool, input) => [{ tool, namespace: 'mcp__shop', input }],
    subagent: () => [{ tool: 'spawn_agent', namespace: 'collaboration', input: { task_name: 'sub_one', message: 'go', fork_turns: 'none' } }, { tool: 'wait_agent', namespace: 'collaboration', input: { timeout_ms: 30_000 } }],
    subShell: (command) => [{ tool: 'exec', custom: true, input: `text(await tools.exec_command({ cmd: ${JSON.stringify(command)} }))` }],
  },
};
