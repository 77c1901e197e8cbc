/** A database that tests make and drop all day, by its name: `shop_test`, `test_shop`, `test-3`, `:memory:`. */
export function isTestDatabase(name: string): boolean {
  return /(?:^|[_\-./])(?:tests?|testing|ci|scratch|tmp|temp|spec|e2e|unittest|pytest|jest)\d*(?:$|[_\-.\d])|^:memory:$|^file::memory:/i.test(name.replace(/^.*\//, ''));
}

/** A table that goes away by itself or is made to be thrown away. */
export function isTemporaryTable(name: string): boolean {
  return /^(?:pg_temp(?:_\d+)?|temp|tempdb\.?)\.|(?:^|\.)[#@]|(?:^|\.)_{0,2}(?:tmp|temp|scratch)_|_(?:tmp|temp)$|(?:^|\.)(?:tmp|temp)$/i.test(name);
}

/** What a connection URL says: `postgres://user@host:5432/name`. Nothing of it is a secret: user and password are left out. */
export function databaseUrl(url: string): { readonly host?: string; readonly database?: string } {
  const match = /^[a-z][\w+.-]*:\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/?#,]*)[^/?#]*(?:\/([^?#]*))?/i.exec(url);
  if (!match) return {};
  return { ...(match[1] ? { host: match[1] } : {}), ...(match[2] ? { database: match[2] } : {}) };
}
