import { namesAt } from './sql-objects';
import type { Token } from './sql-tokens';

/** A `REVOKE` that shuts out nobody who has a name of their own, or takes away only what destroys. */
export function tightens(tokens: readonly Token[]): boolean {
  const from = tokens.findLastIndex(({ upper }) => upper === 'FROM');
  const on = tokens.findIndex(({ upper }) => upper === 'ON');
  if (from < 0 || on < 0 || on > from) return false;
  const grantees = namesAt(tokens, from + 1).map((name) => name.toLowerCase());
  if (grantees.length > 0 && grantees.every((name) => EVERYBODY.test(name))) return true;
  const rights = tokens.slice(1, on).filter(({ kind }) => kind === 'word').map(({ upper }) => upper);
  return rights.length > 0 && rights.every((right) => DESTROYS.test(right));
}

/** A row policy that lets everybody through: `USING (true)`. */
export function opensToAll(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(({ upper }) => upper === 'POLICY');
  return at > 0 && at < 4 && tokens.some(({ upper }, i) => upper === 'TRUE' && tokens[i - 1]?.text === '(' && tokens[i + 1]?.text === ')' && /^(?:USING|CHECK)$/.test(tokens[i - 2]?.upper ?? ''));
}

/** Roles that stand for whoever comes along. */
const EVERYBODY = /^(?:public|anon|anonymous|web_anon|guest)$/;
const DESTROYS = /^(?:DELETE|TRUNCATE|DROP|TRIGGER|REFERENCES|CREATE|ALTER|INDEX)$/;
