import type { Verb } from '../../model';

export interface Mutation {
  readonly name: string;
  readonly verb: Verb;
}

/** Mutations in a GraphQL body that take something away: `mutation { volumeDelete(volumeId: "1") }`. */
export function mutations(body: string): readonly Mutation[] {
  if (!/\bmutation\b/.test(body)) return [];
  const text = body.replace(/\\[nrt]/g, ' ').replace(/\\"/g, '"');
  const start = text.indexOf('mutation');
  // Words before a parenthesis or a brace are fields; strings are values.
  const fields = [...text.slice(start).replace(/"[^"]*"/g, '""').matchAll(/(?<![$\w])([a-z]\w*)\s*(?=[({])/gi)].map((match) => match[1] as string);
  return [...new Set(fields.filter((name) => name !== 'mutation'))].flatMap((name): readonly Mutation[] => (LOSES.test(name) ? [{ name, verb: 'delete' }] : STOPS.test(name) ? [{ name, verb: 'stop' }] : []));
}

const LOSES = /^(?:delete|destroy|remove|purge|wipe|drop|terminate)(?=[A-Z_]|$)|(?:Delete|Destroy|Remove|Purge|Wipe|Drop|Terminate)(?:d?)(?=[A-Z]|$)|_(?:delete|destroy|remove|purge|drop)(?:_|$)/;
const STOPS = /^(?:stop|suspend|pause|disable)(?=[A-Z])|(?:Stop|Suspend)$/;
