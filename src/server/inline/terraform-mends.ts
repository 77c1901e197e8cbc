import { readHcl } from '../../engine/changes/hcl/read';
import type { Block } from '../../engine/changes/hcl/model';
import type { Finding } from '../../engine/model';

/** One way to mend a file: the whole text as it would be. */
export interface Mend {
  readonly title: string;
  readonly text: string;
}

const MOST = 3;

/** For a resource or module that went by its old name: `moved` blocks to what may be its new one. The likeliest first. */
export function movedBlocks(finding: Finding, path: string, reviewed: string, now: string): readonly Mend[] {
  const address = addressOf(finding, path);
  if (address === null) return [];
  const kind = address.slice(0, address.lastIndexOf('.'));
  const before = new Set(readHcl(reviewed).body.blocks.map(nameOf));
  const fresh = readHcl(now).body.blocks.filter((block) => nameOf(block)?.startsWith(`${kind}.`) === true && !before.has(nameOf(block)));
  const told = /renamed to (\S+)/.exec(finding.effect.note ?? '')?.[1];
  const likely = [...fresh].sort((a, b) => Number(nameOf(b) === told) - Number(nameOf(a) === told)).slice(0, MOST);
  return likely.map((block) => {
    const to = nameOf(block) as string;
    return { title: `Add a moved block: ${address} is ${to} now`, text: inserted(now, block.end, `moved {\n  from = ${address}\n  to   = ${to}\n}`) };
  });
}

/** For a resource or module whose block went: a `removed` block that lets go of the thing and keeps it. */
export function removedBlocks(finding: Finding, path: string, now: string): readonly Mend[] {
  const address = addressOf(finding, path);
  if (address === null || readHcl(now).body.blocks.some((block) => nameOf(block) === address)) return [];
  const blocks = readHcl(now).body.blocks;
  const old = blocks.find((block) => block.type === 'removed' && new RegExp(`from\\s*=\\s*${address.replaceAll('.', '\\.')}\\s*$`, 'm').test(block.text));
  if (old) return [];
  const text = `removed {\n  from = ${address}\n\n  lifecycle {\n    destroy = false\n  }\n}`;
  return [{ title: `Keep ${address}: add a removed block that does not destroy it (Terraform 1.7, OpenTofu 1.7)`, text: inserted(now, blocks.at(-1)?.end ?? now.length, text) }];
}

/** An address that stands in this module's own configuration, without a key. */
function addressOf({ effect: { verb, resource } }: Finding, path: string): string | null {
  if (verb !== 'delete' || !/\.(?:tf|tofu)$/i.test(path)) return null;
  return /^[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*$/.test(resource.address) ? resource.address : null;
}

function nameOf({ type, labels: [first, second] }: Block): string | null {
  if (type === 'resource' && first !== undefined && second !== undefined) return `${first}.${second}`;
  return type === 'module' && first !== undefined ? `module.${first}` : null;
}

/** As a paragraph of its own, in the file's line endings. */
function inserted(text: string, at: number, block: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const rest = text.slice(at);
  const next = /^[ \t]*\r?\n/.exec(rest)?.[0] ?? '';
  const tail = rest.slice(next.length);
  const head = text.slice(0, at).replace(/\s+$/, '');
  return `${head}${head === '' ? '' : end + end}${block.replaceAll('\n', end)}${end}${tail === '' || /^\s*$/.test(tail.split('\n')[0] ?? '') ? '' : end}${tail}`;
}
