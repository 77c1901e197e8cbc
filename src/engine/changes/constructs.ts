import { effectAt } from '../effects';
import { kindByWords } from '../kinds/words';
import type { Context, Effect, FileChange } from '../model';
import { type Construct, constructsIn } from './construct-reading';
import { replacingProperties } from './construct-replacement';
import { policiesApplied, weakenedProperties } from './construct-weakening';
import type { Format } from './format';
import { linesOf, sideText } from './places';

/** AWS CDK, CDK for Terraform and Pulumi programs in TypeScript, JavaScript and Python: a construct is its type and its id. */
export const constructs: Format = {
  name: 'constructs',
  matches: (path, change) => /\.(?:[cm]?[jt]s|py)$/i.test(path) && [change.before, change.after].some((text) => text !== null && LOOKS.test(text)),
  change: (change, context) => {
    const before = constructsIn(change.path, sideText(change, 'before'));
    const after = constructsIn(change.path, sideText(change, 'after'));
    return [
      ...removed(change, before, after),
      ...after.flatMap((now) => changed(change, before.find((old) => old.id === now.id && old.type === now.type), now, context)),
      ...policiesApplied(change).map(({ line, note, address }) => effectAt(linesOf(change.path, 'after', line, line), { verb: 'unprotect', resource: { kind: 'infrastructure', type: 'construct', address }, note })),
    ];
  },
};

const LOOKS = /aws-cdk-lib|@aws-cdk\/|aws_cdk|from ['"]constructs['"]|@pulumi\/|\bpulumi\b|cdktf|new [\w.]{1,200}\(\s{0,50}(?:this|stack|scope|app)\s{0,50},\s{0,50}['"`]|\w\(\s{0,50}self\s{0,50},\s{0,50}['"]/;

function removed(change: FileChange, before: readonly Construct[], after: readonly Construct[]): Effect[] {
  const fresh = after.filter((now) => !before.some((old) => old.type === now.type && old.id === now.id));
  return before
    .filter((old) => !after.some((now) => now.type === old.type && now.id === old.id))
    .map((old) => {
      // Two that are gone are not both the same new one.
      const at = fresh.findIndex((now) => now.type === old.type);
      const [renamed] = at < 0 ? [] : fresh.splice(at, 1);
      const kept = /RETAIN/.test(old.properties.get('removalpolicy')?.value ?? '') || old.properties.get('retainondelete')?.value.toLowerCase() === 'true';
      if (renamed) return asAnother(change, old, renamed);
      const place = linesOf(change.path, 'before', old.line, old.endLine);
      if (kept) return effectAt(place, { verb: 'read', resource: resourceOf(old), note: 'its removal policy keeps it' });
      return effectAt(place, { verb: 'delete', resource: resourceOf(old), reach: isStack(old) ? 'stack' : 'resource' });
    });
}

/** Another id is another construct, unless the program says that it was known by the old one. */
function asAnother(change: FileChange, old: Construct, now: Construct): Effect {
  const place = linesOf(change.path, 'after', now.idLine, now.idLine);
  const resource = resourceOf(old);
  if (isAlias(now, old.id) || keepsLogicalId(change)) return effectAt(place, { verb: 'read', resource, note: `${now.id} keeps what ${old.id} was` });
  return effectAt(place, { verb: 'replace', resource, reach: isStack(old) ? 'stack' : 'resource', note: `its id becomes ${now.id}, which is another construct` });
}

/** `aliases: [{ name: "old" }]`, `aliases=[pulumi.Alias(name="old")]`, or a URN that ends with the old name. */
function isAlias({ properties }: Construct, id: string): boolean {
  const aliases = [...properties].find(([name]) => /(?:^|\.)aliases$/.test(name))?.[1].value ?? '';
  return [`"${id}"`, `'${id}'`, `\`${id}\``, `::${id}"`, `::${id}'`, `::${id}\``].some((written) => aliases.includes(written));
}

/** The AWS CDK and CDK for Terraform keep the id that the deployed thing has by a call of its own. */
function keepsLogicalId(change: FileChange): boolean {
  const calls = (text: string) => text.match(/\b(?:overrideLogicalId|override_logical_id|renameLogicalId|rename_logical_id|moveFromId|move_from_id|moveTo|move_to|moveToId|move_to_id)\(/g)?.length ?? 0;
  return calls(sideText(change, 'after')) > calls(sideText(change, 'before'));
}

function changed(change: FileChange, old: Construct | undefined, now: Construct, context: Context): Effect[] {
  const resource = resourceOf(now);
  if (old === undefined) return [effectAt(linesOf(change.path, 'after', now.line, now.endLine), { verb: 'create', resource })];
  const destructive = [...weakenedProperties(old, now), ...replacingProperties(old, now, context)].map(({ verb, note, line, side }) => effectAt(linesOf(change.path, side, line, line), { verb, resource: verb === 'stop' ? { ...resource, kind: 'service' } : resource, note }));
  const update = old.text === now.text || destructive.length > 0 ? [] : [effectAt(linesOf(change.path, 'after', now.line, now.endLine), { verb: 'update' as const, resource })];
  return [...destructive, ...update];
}

function isStack({ type }: Construct): boolean {
  return /(?:Stack|App)$/.test(type);
}

function resourceOf({ type, id }: Construct): Effect['resource'] {
  const words = type.replaceAll('.', '_').replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2').toLowerCase();
  return { kind: /stack$/.test(words) ? 'stack' : kindByWords(words), type, address: `${type} ${id}` };
}
