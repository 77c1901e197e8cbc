import type { Shell } from '../../../src/engine/model';
import type { Reading } from '../../../src/engine/shell/reading';
import { SHELLS } from '../../../src/engine/shell';
import { world, type World } from '../../world';

/** What a reader of Windows makes of a text that stands in /home/me/shop. */
export function reading(shell: Shell, text: string, given: World = {}): Reading {
  return SHELLS[shell](text, { cwd: '/home/me/shop', env: {}, parameters: [], surroundings: world(given) });
}

/** Its programs with their words; a word that is not known has a question mark in front. Nested texts stand behind `> `. */
export function runs(shell: Shell, text: string): string[] {
  const { invocations, nested } = reading(shell, text);
  return [
    ...invocations.map(({ program, args }) => [program, ...args.map(({ value, known }) => (known ? value : `?${value}`))].join(' ')),
    ...nested.map((one) => `> ${one.language}: ${one.text}`),
  ];
}
