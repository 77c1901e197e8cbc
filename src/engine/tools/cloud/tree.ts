import type { Surroundings, Word } from '../../model';
import { type Operation, operationByVerb } from './aws-operations';
import { lineUnder } from './table';

/** A command of a tool whose commands stand in groups: `sql instances delete shop`. */
export interface TreeCommand {
  /** `sql instances` */
  readonly group: string;
  /** `delete` */
  readonly leaf: string;
  /** `shop` */
  readonly names: readonly Word[];
  readonly operation: Operation;
  /** Whether the table has it; otherwise its class is read off its verb. */
  readonly listed: boolean;
}

/** Finds the command among positional words: the longest group that has the next word as a command, else the first word that is a verb. */
export function treeCommand(surroundings: Surroundings, table: 'gcloud' | 'az', words: readonly Word[]): TreeCommand | null {
  const text = surroundings.table(table);
  const deepest = Math.min(words.length - 1, 6);
  for (let depth = deepest; depth >= 0; depth -= 1) {
    const group = words.slice(0, depth).map(({ value }) => value).join(' ');
    const leaf = (words[depth] as Word).value;
    const letter = letterOf(lineUnder(text, group), leaf);
    if (letter !== null) return { group, leaf, names: words.slice(depth + 1), operation: { letter, tier: 2 }, listed: true };
  }
  return byVerb(words);
}

function letterOf(line: string | null, leaf: string): string | null {
  if (line === null || !/^[\w-]+$/.test(leaf)) return null;
  const at = new RegExp(`[ ,]${leaf}(?=[,|]|$)`).exec(line)?.index;
  return at === undefined ? null : (line[line.lastIndexOf('|', at) + 1] as string);
}

/** Newer commands than the table, and other clouds: `managed-kafka clusters delete x`. */
export function byVerb(words: readonly Word[]): TreeCommand | null {
  const at = (depth: number): string => words[depth]?.value ?? '';
  const deepest = Math.min(words.length, 7);
  for (let depth = 1; depth < deepest; depth += 1) {
    const operation = operationByVerb(at(depth));
    // `uptime check delete`: a check is a thing there.
    if (operation.letter === 'U' || (operation.letter === 'R' && DESTROYS.test(at(depth + 1)))) continue;
    return { group: grouped(words, depth), leaf: at(depth), names: words.slice(depth + 1), operation, listed: false };
  }
  for (let depth = 1; depth < deepest; depth += 1) {
    if (UPDATES.test(at(depth))) return { group: grouped(words, depth), leaf: at(depth), names: words.slice(depth + 1), operation: { letter: 'U', tier: 2 }, listed: false };
  }
  return null;
}

function grouped(words: readonly Word[], depth: number): string {
  return words.slice(0, depth).map(({ value }) => value).join(' ');
}

const DESTROYS = /^(?:delete|rm|remove|destroy|terminate|purge|del)$/;
const UPDATES = /^(?:update|modify|set|scale|resize|edit|change|upgrade|patch|migrate|enable|attach|start|boot|deploy|apply|assign|recycle|configure)(?:-|$)/;

/** Names that stand for themselves: a word after an option that nobody declared is taken for its value. */
export function standing(names: readonly Word[], args: readonly Word[]): readonly Word[] {
  return names.filter((word) => {
    const before = args[args.indexOf(word) - 1]?.value ?? '';
    return !before.startsWith('--') || before.length === 2 || before.includes('=') || FLAGS.test(before);
  });
}

const FLAGS = /^--(?:quiet|async|force|yes|recursive|no-.+|all|verbose|debug|wait|auto-approve|assume-yes)$/;
