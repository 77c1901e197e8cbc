import type { Context, Lowered, Nested } from '../model';

/** Reads a program text that is not a shell's. Effects' places are spans in `nested.text`; never fails. */
export type LanguageReader = (nested: Nested, context: Context) => Lowered;
