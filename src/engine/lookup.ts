/** What a table itself says of a word. A word out of a text may be `constructor`, which every object inherits, so that plain indexing finds what nobody wrote. */
export function lookup<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
