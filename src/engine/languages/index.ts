import type { Language, Shell } from '../model';
import { awk } from './awk';
import { readCypher } from './cypher';
import { readMongo } from './mongo';
import { go, java, javascript, kotlin, lua, perl, php, python, r, ruby, rust, swift } from './program-readers';
import type { LanguageReader } from './reading';
import { readRedis } from './redis';
import { readSql } from './sql';

/** One reader a language. A language without one is unread. */
export const LANGUAGES: Readonly<Partial<Record<Exclude<Language, Shell>, LanguageReader>>> = {
  awk, javascript, lua, perl, php, python, r, ruby,
  cypher: readCypher,
  go, rust, java, csharp: java, kotlin, swift,
  mongo: readMongo,
  redis: readRedis,
  sql: readSql, cql: readSql,
};
