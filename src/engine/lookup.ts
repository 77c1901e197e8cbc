/** What a table itself says of a word. A word out of a text may be `constructor`, which every object inherits, so that plain indexing finds what nobody wrote. */
export function lookup<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** A map of a parsed text: JSON, YAML or TOML. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A name of a program as a command line writes it: `DeleteDBInstance` and `delete_db_instance` are `delete-db-instance`. */
export function kebab(name: string): string {
  return name.replace(/_/g, '-').replace(/([a-z\d])([A-Z])/g, '$1-$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2').toLowerCase();
}
