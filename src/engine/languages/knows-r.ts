import { type Deeds, DONE, effect, follow, type Knower, remove, shell, start } from './deeds';
import { looksLikeSql } from './knows-processes';
import type { Call } from './program-walk';
import { awsCommand } from './sdk-names';
import { asText, isTrue, itemsOf, MADE, text, type Value, joinedBy } from './values';
import { kebab } from '../lookup';

/** What R's own functions and its packages do. `null` in other languages. */
export const r: Knower = (call, deeds) => (deeds.nested.language !== 'r' ? null : made(call) ?? removed(call, deeds) ?? started(call, deeds) ?? stored(call, deeds));

/** Values out of others. */
function made(call: Call): ReturnType<Knower> {
  const name = plain(call.path);
  const given = call.args.flatMap(itemsOf);
  switch (name) {
    case 'c': case 'list': case 'unlist': case 'as.character': return { value: { is: 'list', items: given } };
    case 'paste0': return { value: joinedBy(given, '') };
    case 'paste': return { value: joinedBy(given, call.named.has('sep') ? asText(call.named.get('sep')).text : ' ') };
    case 'file.path': case 'path': return { value: joinedBy(given, '/') };
    case 'here': return { value: joinedBy(given, '/') };
    case 'normalizePath': case 'path.expand': case 'shQuote': case 'Sys.glob': case 'glue': case 'trimws': return call.args[0] ? { value: call.args[0] } : null;
    case 'list.files': case 'dir': case 'dir_ls': return call.args[0] ? { value: joinedBy([call.args[0], text('*')], '/') } : null;
    case 'tempfile': case 'tempdir': case 'file_temp': case 'local_tempdir': case 'local_tempfile': return { value: text(MADE) };
    default: return null;
  }
}

function removed(call: Call, deeds: Deeds): ReturnType<Knower> {
  const name = plain(call.path);
  const [first] = call.args;
  if (name === 'unlink') return remove(call, [first ?? call.named.get('x')], isTrue(call.named.get('recursive') ?? call.args[1]), deeds), DONE;
  if (/^(?:file\.remove|file_delete|link_delete)$/.test(name)) return remove(call, call.args, false, deeds), DONE;
  return name === 'dir_delete' ? (remove(call, [first], true, deeds), DONE) : null;
}

function started(call: Call, deeds: Deeds): ReturnType<Knower> {
  const name = plain(call.path);
  const [first, second] = call.args;
  if (/^(?:system|shell|shell\.exec)$/.test(name)) return shell(call, first ?? call.named.get('command'), deeds), DONE;
  if (/^(?:system2|exec_wait|exec_internal|exec_background)$/.test(name) || call.path === 'processx.run') return start(call, [...itemsOf(first ?? call.named.get('command')), ...itemsOf(call.named.get('args') ?? second).flatMap(wordsIn)], deeds), DONE;
  return null;
}

/** `system2("rm", "-rf x")`: a text of several words. */
function wordsIn(value: Value): Value[] {
  return value.is === 'text' && value.known ? value.text.split(/\s+/).filter(Boolean).map((word) => text(word)) : [value];
}

function stored(call: Call, deeds: Deeds): ReturnType<Knower> {
  const name = plain(call.path);
  const [connection, what] = call.args;
  if (/^(?:dbExecute|dbGetQuery|dbSendQuery|dbSendStatement|sqlQuery|sqldf|query_exec|bq_project_query)$/.test(name)) {
    const statement = asText(call.named.get('statement') ?? what ?? connection).text;
    return looksLikeSql(statement) ? (follow(call, 'sql', statement, deeds), DONE) : DONE;
  }
  if (/^(?:dbRemoveTable|sqlDrop|sqlClear|db_drop_table|bq_table_delete|bq_dataset_delete|gcs_delete_bucket|delete_bucket|delete_storage_container|delete_blob_container)$/.test(name)) {
    const table = what ?? connection;
    const address = table?.is === 'chain' ? [...(table.calls.at(-1)?.named.values() ?? []), ...(table.calls.at(-1)?.args ?? [])].map((part) => asText(part).text).join('.') : asText(table).text;
    return effect(call, { verb: 'delete', resource: { kind: 'data-store', type: /bucket/.test(name) ? 'bucket' : 'table', address: address || 'a table' }, reach: 'collection', undo: 'no' }, deeds), DONE;
  }
  if (/^(?:mongolite\.)?mongo\(\)\.drop$/.test(call.path)) return effect(call, { verb: 'delete', resource: { kind: 'data-store', type: 'collection', address: 'a collection' }, reach: 'collection', undo: 'no' }, deeds), DONE;
  const aws = /^paws(?:\.\w+)?\.(\w+)\(\)\.(\w+)$/.exec(call.path);
  return aws ? awsCommand(call, aws[1] === 's3' ? 's3api' : (aws[1] as string), kebab(aws[2] as string), call, deeds) : null;
}

/** Without the package: `DBI.dbExecute`, `fs.dir_delete`. */
function plain(path: string): string {
  return path.replace(/^(?:DBI|fs|sys|glue|withr|here|RODBC|bigrquery|googleCloudStorageR|aws\.s3|AzureStor|base|dplyr)\./, '');
}
