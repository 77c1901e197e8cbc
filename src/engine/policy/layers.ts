import { parsePolicy, type PolicyProblem, type PolicyText } from './parse';
import type { Policy, PolicyLayer, Preset } from './policy';
import { PRESETS } from './presets';
import { lookup } from '../lookup';

export interface Assembled {
  readonly policy: Policy;
  /** Faults by source. A source with an error gave no layer; the caller keeps its last good one beside this. */
  readonly problems: Readonly<Record<string, readonly PolicyProblem[]>>;
}

/**
 * Puts written policies together, from the machine down. `extends` puts the preset directly above the file that names it,
 * with the same right to loosen. `bases` are the pinned texts that were fetched before, by their hash.
 */
export function assemble(texts: readonly PolicyText[], today: string | null, bases: Readonly<Record<string, string>> = {}): Assembled {
  const problems: Record<string, readonly PolicyProblem[]> = {};
  const layers = texts.flatMap((written): readonly PolicyLayer[] => {
    const parsed = parsePolicy(written);
    problems[written.source] = parsed.problems;
    return parsed.layer === null ? [] : [...basesOf(written, parsed.layer, bases, problems), parsed.layer];
  });
  return { policy: { layers, today }, problems };
}

function basesOf(written: PolicyText, layer: PolicyLayer, bases: Readonly<Record<string, string>>, problems: Record<string, readonly PolicyProblem[]>): PolicyLayer[] {
  const presets = layer.presets.flatMap((preset) => readBase(written, layer, `preset ${preset}`, PRESETS[preset as Preset]));
  const pinned = layer.pinned.flatMap(({ from, sha256 }) => {
    const text = lookup(bases, sha256);
    if (text !== undefined) return readBase(written, layer, from, text);
    const missing: PolicyProblem = { severity: 'error', message: `\`${from}\` has not been fetched; run \`infrahold policy fetch\``, line: 1, column: 1, endLine: 1, endColumn: 1 };
    problems[written.source] = [...(problems[written.source] ?? []), missing];
    return [];
  });
  return [...presets, ...pinned];
}

/** A base speaks for the file that names it: that file may say otherwise, and what it opens for layers below is open in its base too. */
function readBase(written: PolicyText, { mayLoosen }: PolicyLayer, source: string, text: string): PolicyLayer[] {
  const { layer } = parsePolicy({ ...written, source, text });
  return layer === null ? [] : [{ ...layer, hand: written.source, mayLoosen }];
}
