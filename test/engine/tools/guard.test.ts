import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { guardPath } from '../../../src/engine/kinds/guard-paths';
import { effectsOf } from './effects-of';

describe('guard paths', () => {
  for (const [path, guards] of [
    ['/home/me/.infrahold/policy.yaml', true],
    ['/home/me/shop/.infrahold', true],
    ['/home/me/.claude.json', true],
    ['/home/me/shop/.claude/settings.local.json', true],
    ['/home/me/shop/.claude/commands/x.md', false],
    ['/home/me/.codex/config.toml', true],
    ['/home/me/.codex/log/x.log', false],
    ['/home/me/shop/.github/hooks/a.json', true],
    ['/home/me/shop/.github/workflows/a.yml', false],
    ['/home/me/shop/.cursor/rules/a.mdc', false],
    ['/home/me/shop/opencode.json', true],
    ['/home/me/shop/src/hooks.json', false],
    ['C:\\Users\\me\\.claude\\settings.json', true],
  ] as const) {
    test(path, () => assert.equal(guardPath(path, '/home/me') !== null, guards));
  }
});

describe('assistants', () => {
  for (const [text, expected] of [
    ['claude --bare -p x', ['unprotect guard the hooks of Claude Code (resource)']],
    ['claude --dangerously-skip-permissions', ['create guard Claude Code without its permissions (resource)']],
    ['claude --setting-sources user,project -p x', []],
    ['CODEX_HOME=/tmp/x codex exec y', ['unprotect guard the hooks of Codex (resource)']],
    ['claude -p "use --bare"', []],
    ['code --uninstall-extension infrahold.infrahold', ["unprotect guard Infrahold's extension (resource)"]],
    ['infrahold check -- terraform plan', []],
    ['copilot app delete --yes', ['delete stack copilot-app (stack)']],
  ] as const) {
    test(text, () => assert.deepEqual(effectsOf(text), expected));
  }
});
