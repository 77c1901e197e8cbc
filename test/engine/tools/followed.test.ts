import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decide } from '../../../src/engine/decide';
import type { Shell } from '../../../src/engine/model';
import { RECOMMENDED } from '../../../src/engine/policy/policy';
import { world } from '../../world';
import { PROJECTS } from './followed-projects';

/** What a command leads to is read out of the project's own files: held where that destroys, silent where it stands beside it. */
for (const { name, files, held, quiet, env, shell = 'bash' } of PROJECTS) {
  const surroundings = world({ files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path.startsWith('/') ? path : `/home/me/shop/${path}`, text])), env: env ?? {} });
  const verdict = (text: string, by: Shell) => decide(RECOMMENDED, { kind: 'command', shell: by, cwd: '/home/me/shop', text }, surroundings);
  describe(name, () => {
    for (const text of held) test(`held: ${text}`, () => assert.match(verdict(text, shell).disposition, /^(?:hold|deny)$/));
    for (const text of quiet) test(`quiet: ${text}`, () => { const { disposition, findings } = verdict(text, shell); assert.match(disposition, /^(?:allow|warn)$/, findings.map(({ message, effect }) => `${message} by way of ${effect.chain.join(' > ')}`).join('; ')); });
  });
}
