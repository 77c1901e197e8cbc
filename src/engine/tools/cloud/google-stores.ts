import { type EffectSeed, effectOf, together } from '../../effects';
import type { Tool } from '../../model';
import { readArguments } from '../options';

/** Cloud Storage's older command. Options of the whole program stand before the subcommand. */
export const gsutil: Tool = (invocation) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-o', '-u', '-i', '-h', '-x'] });
  const [command = '', ...names] = args.positionals.map(({ value }) => value);
  const address = names.at(-1) ?? 'a bucket';
  const store = (verb: EffectSeed['verb'], other: Partial<EffectSeed> = {}): EffectSeed => ({ verb, resource: { kind: 'data-store', type: 'gs bucket', address }, undo: 'within-window', ...other });
  const sub = names[0] ?? '';
  const seed = ((): EffectSeed => {
    switch (command) {
      case 'rm': return store('delete', { reach: args.has('-r', '-R', '-a', '-I') || names.some((one) => one.includes('*')) ? 'collection' : 'resource' });
      case 'rb': return store('delete');
      case 'mb': return store('create');
      case 'rsync': return args.has('-n') ? store('read') : args.has('-d') ? store('delete', { reach: 'collection', note: 'what the source does not have is deleted' }) : store('update');
      case 'lifecycle': return sub === 'set' ? store('unprotect', { note: 'its rules can delete objects' }) : store('read');
      case 'versioning': return /set/.test(sub) && names[1] === 'off' ? store('unprotect', { note: 'overwritten objects are no longer kept' }) : store('update');
      case 'retention': return /clear|release/.test(sub) ? store('unprotect') : store('update');
      case 'pap': return names[1] === 'inherited' || names[1] === 'unspecified' ? store('unprotect') : store('update');
      case 'acl': case 'defacl': case 'iam': return /allUsers|allAuthenticatedUsers|public-read|AllUsers/.test(names.join(' ')) ? store('unprotect', { note: 'open to everyone' }) : store(sub === 'get' ? 'read' : 'update');
      case 'cp': case 'mv': case 'rewrite': case 'setmeta': case 'compose': return store('update');
      default: return store('read');
    }
  })();
  return [effectOf(invocation, seed)];
};

/** BigQuery. Its own options may stand before or after the subcommand. */
export const bq: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'go', values: ['-project_id', '-dataset_id', '-location', '-format', '-job_id', '-apilog', '-bigqueryrc', '-expiration', '-default_table_expiration', '-schema', '-destination_table', '-source_format', '-n', '-max_rows', '-label', '-description', '-flagfile'] });
  const [command = '', ...names] = args.positionals.map(({ value }) => value);
  const project = args.value('-project_id')?.value;
  const facts = project === undefined ? {} : { 'gcloud-project': project };
  const address = names[0] ?? 'a table';
  const store = (verb: EffectSeed['verb'], other: Partial<EffectSeed> = {}): EffectSeed => ({ verb, facts, resource: { kind: 'data-store', type: 'bigquery table', address }, undo: 'within-window', ...other });
  if (args.has('-dry_run', '-help', '-h', '-dryrun')) return [effectOf(invocation, store('read'))];
  switch (command) {
    case 'rm': return [effectOf(invocation, args.has('-j') || args.has('-c') ? { ...store('delete'), resource: { kind: 'other', type: 'bigquery job', address } } : store('delete', { reach: args.has('-r') ? 'collection' : 'resource', unattended: args.has('-f', '-force') }))];
    case 'truncate': return [effectOf(invocation, store('delete', { reach: 'collection' }))];
    case 'query': {
      const piped = invocation.stdin?.kind === 'text' ? invocation.stdin.text : '';
      const text = names.length > 0 ? names.join(' ') : piped;
      const overwrites = args.has('-replace') ? [effectOf(invocation, store('overwrite', { resource: { kind: 'data-store', type: 'bigquery table', address: args.value('-destination_table')?.value ?? 'a table' } }))] : [];
      const read = context.follow({ language: 'sql', text, cwd: null, place: { in: 'text', span: invocation.span }, facts, by: invocation });
      return together([[effectOf(invocation, { ...store('read'), resource: { kind: 'other', type: 'bigquery query', address: 'a query' } })], overwrites, read]);
    }
    case 'load': case 'cp': return [effectOf(invocation, args.has('-replace', '-f', '-force') ? store('overwrite', { resource: { kind: 'data-store', type: 'bigquery table', address: (command === 'cp' ? names[1] : names[0]) ?? 'a table' } }) : store('create'))];
    case 'mk': return [effectOf(invocation, store('create'))];
    case 'update': return [effectOf(invocation, args.has('-expiration', '-default_table_expiration') ? store('unprotect', { note: 'tables expire, which deletes them' }) : store('update'))];
    case 'remove-iam-policy-binding': return [effectOf(invocation, { ...store('delete'), resource: { kind: 'identity', type: 'bigquery access', address } })];
    case 'set-iam-policy': case 'add-iam-policy-binding': case 'insert': case 'undelete': case 'cancel': case 'partition': return [effectOf(invocation, store('update'))];
    default: return [effectOf(invocation, store('read'))];
  }
};
