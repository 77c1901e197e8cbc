import type { Facts, Tool } from '../../model';
import { NOTHING, together } from '../../effects';
import { readParameters } from './parameters';

/** `Invoke-Sqlcmd -Query …` and its kind: the text is read as SQL. */
export const invokeSql: Tool = (invocation, context) => {
  const parameters = readParameters(invocation.args);
  const host = parameters.values('serverinstance', 'sqlinstance', 'server', 'hostname')[0];
  const database = parameters.values('database', 'databasename')[0];
  const facts: Facts = { ...(host?.known ? { 'database-host': host.value } : {}), ...(database?.known ? { database: database.value } : {}) };
  const place = { in: 'text', span: invocation.span } as const;
  const texts = [...parameters.values('query', 'sqlquery', 'commandtext'), ...parameters.positionals.slice(0, 1)];
  const files = parameters.values('inputfile', 'file').filter((word) => word.known);
  const piped = invocation.stdin?.kind === 'text' ? [invocation.stdin.text] : [];
  return together([
    ...[...texts.map(({ value }) => value), ...piped].map((text) => context.follow({ language: 'sql', text, cwd: invocation.cwd, place, facts, by: invocation })),
    ...files.map(({ value }) => {
      const path = /^(?:\/|[a-z]:)/i.test(value) ? value : invocation.cwd === null ? null : `${invocation.cwd}/${value.replace(/^\.[\\/]/, '').replaceAll('\\', '/')}`;
      const text = path === null ? null : context.surroundings.readFile(path);
      if (text === null) return { ...NOTHING, coverage: 'partial' as const, unread: [`the file ${value}`] };
      return context.follow({ language: 'sql', text, cwd: invocation.cwd, place, link: (line) => `${value}:${line}`, facts, by: invocation });
    }),
  ]);
};
