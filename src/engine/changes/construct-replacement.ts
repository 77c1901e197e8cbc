import { lookup } from '../lookup';
import type { Context } from '../model';
import type { Construct, Property } from './construct-reading';
import type { Worse } from './construct-weakening';

/** Properties whose change makes the tool behind the program create the thing again: CloudFormation for the AWS CDK, the bridged provider for Pulumi. */
export function replacingProperties(old: Construct, now: Construct, context: Context): Worse[] {
  const forcing = forcingProperties(now.type, context);
  if (forcing.size === 0) return [];
  const ignored = [...now.properties].filter(([name]) => /(?:^|\.)ignorechanges$/.test(name)).map(([, { value }]) => value).join(' ');
  return [...new Set([...old.properties.keys(), ...now.properties.keys()])].flatMap((name): Worse[] => {
    const [was, is] = [old.properties.get(name), now.properties.get(name)];
    const property = is ?? was;
    if (property === undefined || !isForcing(name, forcing) || ignored.includes(property.key) || !surelyDiffer(name, was, is)) return [];
    return [{ verb: 'replace', note: is ? `${is.key}${was ? '' : ' is new'}` : `${property.key} is removed`, line: property.line, side: is ? 'after' : 'before' }];
  });
}

function isForcing(name: string, forcing: ReadonlySet<string>): boolean {
  return forcing.has(name) || (name.includes('.') && forcing.has(`${name.slice(0, name.indexOf('.'))}.*`));
}

/** A variable under another name may hold the same. Only what is written out counts, and of what comes or goes only names. */
function surelyDiffer(name: string, was: Property | undefined, is: Property | undefined): boolean {
  if (was !== undefined && is !== undefined) return isLiteral(was.value) && isLiteral(is.value) && plain(was.value) !== plain(is.value);
  return /(?:name|identifier|sortkey\.name)$/.test(name) && /^["'`]/.test((is ?? was)?.value ?? '') && isLiteral((is ?? was)?.value ?? '');
}

function isLiteral(value: string): boolean {
  return /^(?:"[^"]*"|'[^']*'|`[^`$]*`|-?\d+(?:\.\d+)?|true|false|True|False|(?:\w+\.)+[A-Z][A-Z0-9_]*)$/.test(value);
}

function plain(value: string): string {
  return value.replace(/^["'`]|["'`]$/g, '').replace(/^.*\.(?=[A-Z][A-Z0-9_]*$)/, '').toLowerCase();
}

/** Names as the reader has them: lower case without separators. `key.*` stands for everything below. */
function forcingProperties(type: string, context: Context): ReadonlySet<string> {
  const parts = type.split('.');
  const own = lookup(CDK, parts.slice(-2).join('.').replace(/^aws_/, ''));
  if (own !== undefined) return new Set(own.split(' '));
  if (parts.length >= 3) return new Set(row(context.surroundings.table('tf-forcenew'), bridged(parts))?.[0]?.map((name) => name.replaceAll('_', '').toLowerCase()));
  const [service = '', name = ''] = parts.slice(-2);
  const level1 = /^Cfn(\w+)$/.exec(name)?.[1];
  const [always = [], , nested = []] = level1 === undefined ? [] : (cloudformationRow(context.surroundings.table('cfn'), service.replace(/^aws_/, ''), level1) ?? []);
  return new Set([...always, ...nested.filter((path) => !path.includes('*'))].map((path) => path.toLowerCase()));
}

/** Constructs of the second level, whose names and properties are the CDK's own. */
const CDK: Readonly<Record<string, string>> = {
  'dynamodb.Table': 'tablename partitionkey.* sortkey.*',
  'dynamodb.TableV2': 'tablename partitionkey.* sortkey.*',
  'rds.DatabaseInstance': 'instanceidentifier databasename storageencrypted characterset timezone port',
  'rds.DatabaseCluster': 'clusteridentifier defaultdatabasename storageencrypted',
  'docdb.DatabaseCluster': 'dbclustername storageencrypted',
  'neptune.DatabaseCluster': 'dbclustername storageencrypted',
  's3.Bucket': 'bucketname',
  'sqs.Queue': 'queuename fifo',
  'sns.Topic': 'topicname fifo',
  'kinesis.Stream': 'streamname',
  'efs.FileSystem': 'encrypted performancemode',
  'ecr.Repository': 'repositoryname',
  'logs.LogGroup': 'loggroupname',
  'secretsmanager.Secret': 'secretname',
  'opensearchservice.Domain': 'domainname',
  'opensearch.Domain': 'domainname',
  'lambda.Function': 'functionname',
  'ec2.Volume': 'availabilityzone encrypted',
  'backup.BackupVault': 'backupvaultname',
  'stepfunctions.StateMachine': 'statemachinename',
};

/** `aws.rds.Instance` as the provider behind it calls it. Most names follow from the parts; those of the oldest AWS resources do not. */
function bridged([provider = '', module = '', ...rest]: readonly string[]): string {
  const name = snake((rest.at(-1) ?? '').replace(/V\d$/, ''));
  const regular = `${lookup(PROVIDERS, provider) ?? provider}_${snake(module)}_${name}`;
  return lookup(BRIDGED, `${provider}.${module}.${rest.at(-1) ?? ''}`) ?? (provider === 'aws' && module === 'ec2' ? `aws_${name}` : regular);
}

const PROVIDERS: Readonly<Record<string, string>> = { gcp: 'google', azure: 'azurerm' };

const BRIDGED: Readonly<Record<string, string>> = {
  'aws.rds.Instance': 'aws_db_instance',
  'gcp.sql.DatabaseInstance': 'google_sql_database_instance',
  'gcp.bigquery.Dataset': 'google_bigquery_dataset',
  'azure.storage.Account': 'azurerm_storage_account',
};

function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

function row(table: string, key: string): string[][] | null {
  const at = table.indexOf(`\n${key}|`);
  if (at < 0) return null;
  const end = table.indexOf('\n', at + 1);
  return table.slice(at + key.length + 2, end < 0 ? undefined : end).split('|').map((list) => list.split(' ').filter((one) => one !== ''));
}

/** The program names the service in lower case: `rds.CfnDBInstance` is `AWS::RDS::DBInstance`. */
function cloudformationRow(table: string, service: string, name: string): string[][] | null {
  for (let at = table.indexOf(`::${name}|`); at >= 0; at = table.indexOf(`::${name}|`, at + 1)) {
    const type = table.slice(table.lastIndexOf('\n', at) + 1, at);
    if (type.replace(/^AWS::/, '').toLowerCase() === service.toLowerCase()) return row(table, `${type}::${name}`);
  }
  return null;
}
