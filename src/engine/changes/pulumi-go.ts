import { effectAt } from '../effects';
import { kindByWords } from '../kinds/words';
import type { Effect, ResourceKind } from '../model';
import type { Format } from './format';
import { linesOf } from './places';

/** Pulumi programs in Go: resources that are made no more, or by another name, and options that protected them. */
export const pulumiGo: Format = {
  name: 'pulumi-go',
  matches: (path, change) => /\.go$/i.test(path) && [change.before, change.after].every((text) => text !== null && text.includes('pulumi/sdk')),
  change: (change) => {
    const [before, after] = [madeIn(change.before ?? ''), madeIn(change.after ?? '')];
    return before.flatMap((old): Effect[] => {
      const now = after.find((one) => one.type === old.type && one.id === old.id);
      const resource = { kind: old.kind, type: old.type, address: `${old.type} ${old.id}` };
      if (now === undefined) {
        // Aliased, or kept by its own option, it goes on existing.
        if (/RetainOnDelete\(true\)/.test(old.text) || after.some((one) => one.type === old.type && one.text.includes('Aliases(') && one.text.includes(`"${old.id}"`))) return [];
        return [effectAt(linesOf(change.path, 'before', old.line, old.endLine), { verb: 'delete', resource })];
      }
      const lost = OPTIONS.find(([option]) => option.test(old.text) && !option.test(now.text));
      return lost === undefined ? [] : [effectAt(linesOf(change.path, 'after', now.line, now.endLine), { verb: 'unprotect', resource, note: lost[1], undo: 'yes' })];
    });
  },
};

const OPTIONS: readonly (readonly [RegExp, string])[] = [
  [/pulumi\.Protect\(true\)/, 'it is protected no longer'],
  [/pulumi\.RetainOnDelete\(true\)/, 'it would go with its stack'],
  [/DeletionProtection\w*:\s*pulumi\.Bool\(true\)/, 'its deletion protection is off'],
];

interface Made {
  readonly type: string;
  readonly id: string;
  readonly kind: ResourceKind;
  readonly line: number;
  readonly endLine: number;
  readonly text: string;
}

/** `rds.NewInstance(ctx, "orders", &rds.InstanceArgs{…}, pulumi.Protect(true))`, up to the parenthesis that closes it. */
function madeIn(text: string): Made[] {
  if (text.length > 512 * 1024) return [];
  return [...text.matchAll(/\b([a-z]\w{0,60})\.New([A-Z]\w{0,80})\(ctx,\s{0,200}"([^"\n]{1,200})"/g)].slice(0, 500).map(({ 0: whole, 1: module = '', 2: name = '', 3: id = '', index }): Made => {
    const end = closing(text, index + whole.indexOf('('));
    const line = text.slice(0, index).split('\n').length;
    const call = text.slice(index, end);
    return { type: `${module}.${name}`, id, kind: kindByWords(`${module}_${name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()}`), line, endLine: line + call.split('\n').length - 1, text: call };
  });
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length && at < open + 50_000; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && (depth -= 1) === 0) return at + 1;
  }
  return Math.min(text.length, open + 50_000);
}
