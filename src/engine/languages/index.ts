import type { Language, Shell } from '../model';
import { awk } from './awk';
import { readCypher } from './cypher';
import { readMongo } from './mongo';
import { javascript, perl, php, python, ruby } from './program-readers';
import type { LanguageReader } from './reading';
import { readRedis } from './redis';
import { readSql } from './sql';

/** One reader a language. A language without one is unread. */
export const LANGUAGES: Readonly<Partial<Record<Exclude<Language, Shell>, LanguageReader>>> = {
  awk, javascript, perl, php, python, ruby,
  cypher: readCypher,
  mongo: readMongo,
  redis: readRedis,
  sql: readSql, cql: readSql,
};
