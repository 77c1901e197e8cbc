import { effectAt } from '../effects';
import { kindByWords } from '../kinds/words';
import type { Effect, FileChange, Side } from '../model';
import { type Construct, constructsIn } from './construct-reading';
import type { Format } from './format';
import { linesOf, sideText } from './places';

/** AWS CDK, CDK for Terraform and Pulumi programs in TypeScript, JavaScript and Python: a construct is its type and its id. */
export const constructs: Format = {
  name: 'constructs',
  matches: (path, change) => /\.(?:[cm]?[jt]s|py)$/i.test(path) && [change.before, change.after].some((text) => text !== null && LOOKS.test(text)),
  change: (change) => {
    const before = constructsIn(change.path, sideText(change, 'before'));
    const after = constructsIn(change.path, sideText(change, 'after'));
    return [...removed(change, before, after), ...after.flatMap((now) => changed(change, before.find((old) => old.id === now.id && old.type === now.type), now))];
  },
};

const LOOKS = /aws-cdk-lib|@aws-cdk\/|aws_cdk|from ['"]constructs['"]|@pulumi\/|\bpulumi\b|cdktf|new [\w.]+\(\s*(?:this|stack|scope|app)\s*,\s*['"`]|[\w.]+\(\s*self\s*,\s*['"]/;

function removed(change: FileChange, before: readonly Construct[], after: readonly Construct[]): Effect[] {
  const fresh = after.filter((now) => !before.some((old) => old.type === now.type && old.id === now.id));
  return before
    .filter((old) => !after.some((now) => now.type === old.type && now.id === old.id))
    .map((old) => {
      const renamed = fresh.find((now) => now.type === old.type);
      const kept = /RETAIN/.test(old.properties.get('removalpolicy')?.value ?? '') || old.properties.get('retainondelete')?.value.toLowerCase() === 'true';
      const place = linesOf(change.path, 'before', old.line, old.endLine);
      if (kept && !renamed) return effectAt(place, { verb: 'read', resource: resourceOf(old), note: 'its removal policy keeps it' });
      return effectAt(place, { verb: renamed ? 'replace' : 'delete', resource: resourceOf(old), reach: isStack(old) ? 'stack' : 'resource', note: renamed ? `its id becomes ${renamed.id}, which is another construct` : null });
    });
}

function changed(change: FileChange, old: Construct | undefined, now: Construct): Effect[] {
  if (old === undefined) return [effectAt(linesOf(change.path, 'after', now.line, now.endLine), { verb: 'create', resource: resourceOf(now) })];
  const weaker = [...new Set([...old.properties.keys(), ...now.properties.keys()])].flatMap((name) => weakening(change, name, old, now));
  const update = old.text === now.text || weaker.length > 0 ? [] : [effectAt(linesOf(change.path, 'after', now.line, now.endLine), { verb: 'update' as const, resource: resourceOf(now) })];
  return [...weaker, ...update];
}

const GUARDS = /(?:^|\.)(?:deletionprotection|terminationprotection|protect|retainondelete|versioned|pointintimerecovery(?:enabled)?|pointintimerecoveryspecification\.pointintimerecoveryenabled|multiaz|disableapitermination|enabledeletionprotection|backupenabled|blockpublicaccess|retain)$/;
const HARMS = /(?:^|\.)(?:autodeleteobjects|autodeleteimages|emptyondelete|forcedestroy|skipfinalsnapshot|deletebeforereplace|publiclyaccessible|forcedelete|deleteautomatedbackups)$/;

function weakening(change: FileChange, name: string, old: Construct, now: Construct): Effect[] {
  const was = old.properties.get(name);
  const is = now.properties.get(name);
  if (was?.value === is?.value) return [];
  const side: Side = is ? 'after' : 'before';
  const line = is?.line ?? was?.line ?? now.line;
  const say = (note: string): Effect[] => [effectAt(linesOf(change.path, side, line, line), { verb: 'unprotect', resource: resourceOf(now), note })];
  if (/(?:removalpolicy|updatereplacepolicy|deletionpolicy)$/.test(name)) {
    if (is && /DESTROY|Delete\b/i.test(is.value)) return say(`${is.key} is ${is.value}`);
    return was && /RETAIN|SNAPSHOT/i.test(was.value) && !/RETAIN|SNAPSHOT/i.test(is?.value ?? '') ? say(`${was.key} ${was.value} is gone`) : [];
  }
  if (GUARDS.test(name) && isOn(was?.value) && !isOn(is?.value)) return say(is ? `${is.key} is off` : `${was?.key ?? name} is removed`);
  if (HARMS.test(name) && isOn(is?.value) && !isOn(was?.value)) return say(`${is?.key ?? name} is on`);
  if (/(?:desiredcount|mincapacity|desiredcapacity|replicas)$/.test(name) && is?.value === '0' && was !== undefined && was.value !== '0') {
    return [effectAt(linesOf(change.path, side, line, line), { verb: 'stop', resource: { ...resourceOf(now), kind: 'service' }, note: `${is.key} is 0` })];
  }
  return [];
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !/^(?:false|False|undefined|null|None)$/.test(value);
}

function isStack({ type }: Construct): boolean {
  return /(?:Stack|App)$/.test(type);
}

function resourceOf({ type, id }: Construct): Effect['resource'] {
  const words = type.replaceAll('.', '_').replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2').toLowerCase();
  return { kind: /stack$/.test(words) ? 'stack' : kindByWords(words), type, address: `${type} ${id}` };
}
