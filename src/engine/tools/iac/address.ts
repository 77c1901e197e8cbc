import { terraformKind } from '../../kinds/terraform';
import type { Context, Reach, Resource, Word } from '../../model';

/** What a Terraform address names: `module.shop.aws_db_instance.main["a"]`, or a whole module. */
export interface Addressed {
  readonly resource: Resource;
  readonly reach: Reach;
  readonly note: string | null;
}

export function addressed(word: Word, context: Context): Addressed {
  const address = word.value;
  const parts = address.replace(/^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)+/, '');
  const type = /^(?:data\.)?([a-z][\w-]*)\.[\w-]/i.exec(parts)?.[1];
  if (/^module\.[^.]+$/.test(parts)) return { resource: { kind: 'stack', type: 'module', address }, reach: 'collection', note: 'a module is everything in it' };
  if (type === undefined || !word.known) {
    return { resource: { kind: 'infrastructure', type: type ?? 'resource', address }, reach: 'resource', note: word.known ? null : 'its name cannot be read' };
  }
  if (parts.startsWith('data.')) return { resource: { kind: 'other', type, address }, reach: 'resource', note: 'a data source is only read' };
  return { resource: { kind: terraformKind(type, context.surroundings), type, address }, reach: 'resource', note: null };
}

/** A Pulumi URN names its type with the provider's package and module: `urn:pulumi:prod::shop::aws:rds/instance:Instance::main`. */
export function addressedByUrn(word: Word, context: Context): Addressed {
  const token = word.value.split('::').at(-2)?.split('$').at(-1);
  const type = token === undefined ? undefined : bridged(token);
  const address = word.value.split('::').at(-1) ?? word.value;
  if (type === undefined) return { resource: { kind: 'infrastructure', type: 'resource', address: word.value }, reach: 'resource', note: null };
  return { resource: { kind: terraformKind(type, context.surroundings), type: token as string, address: `${token} ${address}` }, reach: 'resource', note: null };
}

/** `aws:rds/instance:Instance` is bridged from `aws_rds_instance`; close enough for the words to be the same. */
function bridged(token: string): string {
  const [provider = '', module = '', name = ''] = token.split(':');
  const folder = module.split('/')[0] ?? '';
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  // A `Cluster` or an `Instance` is only told apart by the service it belongs to.
  return folder === '' || folder === 'index' ? `${provider}_${words}` : `${provider}_${folder.toLowerCase()}_${words}`;
}
