import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watchSummary } from '../../src/audit/watch-summary';
import type { AuditEntry } from '../../src/protocol/messages';

const entry = (more: Partial<AuditEntry>): AuditEntry => ({ protocol: 1, at: '2026-11-25T10:00:00Z', event: 'verdict', assistant: 'claude', gate: 'hook', session: null, cwd: '/shop', what: 'terraform destroy', disposition: 'hold', rules: ['stack-destruction'], messages: ['would delete everything in infra'], digest: '', resolution: null, note: 'watch only: it passed', previous: '', ...more });

test('nothing came by', () => assert.match(watchSummary([]), /Nothing came by/));

test('by rule, assistant and week, with examples; what is no verdict, harmless or rehearsed is left out', () => {
  const text = watchSummary([
    entry({}),
    entry({ assistant: 'codex', at: '2026-11-20T10:00:00Z', what: 'a | b <img>' }),
    entry({ rules: ['service-stop'], disposition: 'warn', note: 'a warning: it passed' }),
    entry({ rules: ['service-stop'], note: null }),
    entry({ rules: ['guard-tampering'], disposition: 'deny', note: null }),
    entry({ event: 'resolution', note: null }),
    entry({ disposition: 'allow', note: 'waiver at x:1: it passed' }),
    entry({ gate: 'rehearsal' }),
  ]);
  assert.match(text, /\*\*2\*\* passed that would have been held.*1 passed with a warning, 1 were held, 1 were denied/);
  for (const row of ['| stack-destruction | 2 | 0 | 0 | 0 |', '| service-stop | 0 | 1 | 1 | 0 |', '| guard-tampering | 0 | 0 | 0 | 1 |', '| claude | 1 | 1 | 1 | 1 |', '| codex | 1 | 0 | 0 | 0 |', '| 2026-11-23 | 1 | 1 | 1 | 1 |', '| 2026-11-16 | 1 | 0 | 0 | 0 |']) assert.ok(text.includes(row), `${row}\n${text}`);
  assert.match(text, /2026-11-20 10:00, codex: a \\\| b \\<img\\>/);
  assert.doesNotMatch(text, /a \| b <img>/);
});
