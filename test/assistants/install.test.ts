import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADAPTERS, adapterFor } from '../../src/assistants';
import { LAUNCHER, machine } from './machine';

const SETTINGS = '/home/me/.claude/settings.json';

const ODD: readonly (readonly [name: string, text: string])[] = [
  ['empty object', '{}'],
  ['tabs and no last line end', '{\n\t"model": "opus",\n\t"hooks": {\n\t\t"PostToolUse": []\n\t}\n}'],
  ['four spaces', '{\n    "model": "opus"\n}\n'],
  ['another hook of the same event', '{\n  "hooks": {\n    "PreToolUse": [\n      { "matcher": "Bash", "hooks": [{ "type": "command", "command": "mine" }] }\n    ]\n  }\n}\n'],
  ['an empty hooks object', '{ "hooks": {} }\n'],
  ['DOS line ends', '{\r\n  "model": "opus"\r\n}\r\n'],
  ['comments', '{\n  // mine\n  "model": "opus" /* yes */\n}\n'],
];

for (const [name, text] of ODD) {
  test(`claude: installed beside what is there, and taken out byte for byte: ${name}`, () => {
    const files: Record<string, string> = { [SETTINGS]: text };
    const here = machine(files);
    const claude = adapterFor('claude');
    here.apply(claude?.files(here, 'install') ?? []);
    assert.match(files[SETTINGS] ?? '', /infrahold' hook --assistant claude \|\| \{/);
    assert.match(files[SETTINGS] ?? '', /"onFailure": "block"/);
    for (const word of text.match(/opus|mine|PostToolUse|yes/g) ?? []) assert.ok(files[SETTINGS]?.includes(word), `${word} was lost`);
    assert.deepEqual(claude?.files(here, 'install'), [], 'a second installation has nothing to do');
    here.apply(claude?.files(here, 'uninstall') ?? []);
    assert.equal(files[SETTINGS], text);
  });
}

test('claude: a file that somebody changed after installing keeps their change, and loses only our entry', () => {
  const files: Record<string, string> = { [SETTINGS]: '{\n  "model": "opus"\n}\n' };
  const here = machine(files);
  const claude = adapterFor('claude');
  here.apply(claude?.files(here, 'install') ?? []);
  files[SETTINGS] = (files[SETTINGS] as string).replace('"opus"', '"sonnet"');
  here.apply(claude?.files(here, 'uninstall') ?? []);
  assert.equal(files[SETTINGS], '{\n  "model": "sonnet"\n}\n');
});

test('claude: an older entry of ours is replaced, not doubled', () => {
  const files: Record<string, string> = { [SETTINGS]: JSON.stringify({ hooks: { PreToolUse: [{ matcher: '', hooks: [{ type: 'command', command: `'${LAUNCHER}' hook --assistant claude` }] }] } }) };
  const here = machine(files);
  here.apply(adapterFor('claude')?.files(here, 'install') ?? []);
  assert.equal((files[SETTINGS] ?? '').split('--assistant claude').length - 1, 1);
  assert.match(files[SETTINGS] ?? '', /exit 2/);
});

const BROKEN: readonly (readonly [text: string, why: RegExp])[] = [
  ['{ "hooks": ', /cannot be merged into \(line 1/],
  ['[]', /not a JSON object/],
  ['{ "hooks": [] }', /"hooks" is not an object/],
  ['{ "hooks": { "PreToolUse": {} } }', /"hooks.PreToolUse" is not a list/],
];

for (const [text, why] of BROKEN) {
  test(`claude: a file that cannot be merged into is refused with words: ${text}`, () => {
    const [plan] = adapterFor('claude')?.files(machine({ [SETTINGS]: text }), 'install') ?? [];
    assert.match(plan?.refused ?? '', why);
    assert.equal(plan?.after, text);
  });
}

const HOOKS = '/home/me/.copilot/hooks/infrahold.json';

test('copilot: a file of its own, taken out whole', () => {
  const files: Record<string, string> = {};
  const here = machine(files);
  const copilot = adapterFor('copilot');
  here.apply(copilot?.files(here, 'install') ?? []);
  const written = JSON.parse(files[HOOKS] ?? '') as { hooks: { PreToolUse: { bash: string; timeoutSec: number }[] } };
  assert.deepEqual(Object.keys(written.hooks), ['PreToolUse']);
  assert.match(written.hooks.PreToolUse[0]?.bash ?? '', /\|\| \{ echo .* >&2; exit 2; \}$/);
  assert.equal(written.hooks.PreToolUse[0]?.timeoutSec, copilot?.waitSeconds);
  here.apply(copilot?.files(here, 'uninstall') ?? []);
  assert.deepEqual(files, {});
});

test('copilot: a file of that name that is not ours is left alone', () => {
  const here = machine({ [HOOKS]: '{"hooks":{}}' });
  assert.match(adapterFor('copilot')?.files(here, 'install')[0]?.refused ?? '', /was not written by Infrahold/);
  assert.deepEqual(adapterFor('copilot')?.files(here, 'uninstall'), []);
});

test('every adapter denies with the words in its answer, and says nothing of a passing call but what its host needs', () => {
  for (const { id, answer } of ADAPTERS) {
    const denied = answer({ kind: 'refuse', because: 'rejected', words: 'the words' });
    assert.match(denied.stdout + denied.stderr, /the words/, id);
    const passed = answer({ kind: 'pass', released: true });
    assert.equal(passed.exit, 0, id);
    // Cursor takes silence for a failure, and asks by itself all the same.
    if (id !== 'cursor') assert.doesNotMatch(passed.stdout, /allow/, id);
  }
});

const ANSWERS: readonly (readonly [assistant: string, stdout: string])[] = [
  ['claude', '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"no"}}'],
  ['copilot', '{"permissionDecision":"deny","permissionDecisionReason":"no","hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"no"}}'],
];

for (const [assistant, stdout] of ANSWERS) {
  test(`${assistant} denies in its host's own form`, () => {
    assert.deepEqual(adapterFor(assistant)?.answer({ kind: 'refuse', because: 'denied', words: 'no' }), { stdout, stderr: '', exit: 0 });
  });
}
