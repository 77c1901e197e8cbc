import type { Language, Shell } from '../model';
import type { LanguageReader } from './reading';

/** One reader a language. A language without one is unread. */
export const LANGUAGES: Readonly<Partial<Record<Exclude<Language, Shell>, LanguageReader>>> = {};
