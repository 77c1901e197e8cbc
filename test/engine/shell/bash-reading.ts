import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Invocation, Word } from '../../../src/engine/model';
import { readBash } from '../../../src/engine/shell/bash';
import type { Reading } from '../../../src/engine/shell/reading';
import { type World, world } from '../../world';

/** Reads a text in /home/me/shop. */
export function reading(text: string, outside: World = {}, parameters: readonly Word[] = []): Reading {
  return readBash(text, { cwd: '/home/me/shop', env: {}, parameters, surroundings: world(outside) });
}

/** An invocation as one line: `?` marks a word that is not known, `*` one that is a glob; a word with blanks stands in `‹›`. */
export function line(invocation: Invocation): string {
  return [invocation.program, ...invocation.args.map(shown)].join(' ');
}

/** The invocations of a text, one line each. */
export function runs(text: string, outside?: World): string[] {
  return reading(text, outside).invocations.map(line);
}

/** A text and what it runs. What prints text (`echo`, `printf`, `cat`) is left out where `quiet` is set. */
export type Row = readonly [text: string, expected: readonly string[], outside?: World];

export function rows(name: string, table: readonly Row[]): void {
  for (const [text, expected, outside] of table) {
    test(`${name}: ${text.replaceAll('\n', '⏎').slice(0, 100)}`, () => {
      const { invocations, unread } = reading(text, outside);
      assert.deepEqual(invocations.map(line).filter((one) => !/^(?:echo|printf|cat|base64|rev|tr|mktemp|yes|:)\b/.test(one) || expected.includes(one)), expected, `unread: ${unread.join('; ')}`);
    });
  }
}

function shown({ value, known, glob }: Word): string {
  return `${known ? '' : '?'}${glob ? '*' : ''}${value === '' || /\s/.test(value) ? `‹${value}›` : value}`;
}
