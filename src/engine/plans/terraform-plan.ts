import { effectAt } from '../effects';
import { terraformKind } from '../kinds/terraform';
import type { Effect, Lowered, Surroundings, Verb } from '../model';
import { lookup } from '../lookup';

/**
 * What a Terraform plan would do, from the JSON of `terraform show -json PLANFILE` (format 1.x, or 0.x of old versions).
 * Every place is the JSON pointer of a change in the plan. A text that is no plan is unread.
 */
export function planEffects(text: string, surroundings: Surroundings): Lowered {
  const plan = read(text);
  if (plan === null) return { effects: [], coverage: 'partial', unread: ['the plan is not the JSON that `terraform show -json` prints'] };
  const effects = (plan.resource_changes ?? []).flatMap((change, i) => effectsOf(change, i, surroundings));
  return { effects, coverage: 'full', unread: [] };
}

interface Plan {
  readonly format_version: string;
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly resource_changes?: readonly ResourceChange[];
}

interface ResourceChange {
  readonly address?: string;
  readonly type?: string;
  readonly mode?: string;
  readonly previous_address?: string;
  readonly action_reason?: string;
  readonly change?: { readonly actions?: readonly string[]; readonly replace_paths?: readonly (readonly (string | number)[])[] };
}

function read(text: string): Plan | null {
  try {
    const value = JSON.parse(text) as Plan | null;
    return value !== null && typeof value === 'object' && typeof value.format_version === 'string' ? value : null;
  } catch {
    // Anything but JSON is no plan; the caller is told so.
    return null;
  }
}

function effectsOf({ address = '', type = '', mode, action_reason: reason, change }: ResourceChange, at: number, surroundings: Surroundings): Effect[] {
  const verb = verbOf(change?.actions ?? []);
  if (verb === null || mode === 'data') return [];
  const paths = (change?.replace_paths ?? []).map((path) => path.join('.'));
  const note = paths.length > 0 ? paths.join(', ') : reason === undefined ? null : (lookup(REASONS, reason) ?? reason.replaceAll('_', ' '));
  const kind = terraformKind(type, surroundings);
  return [effectAt({ in: 'argument', pointer: `/resource_changes/${at}` }, { verb, resource: { kind, type, address }, note, undo: kind === 'data-store' ? 'no' : 'from-code' })];
}

function verbOf(actions: readonly string[]): Verb | null {
  if (actions.includes('delete') && actions.includes('create')) return 'replace';
  if (actions.includes('delete')) return 'delete';
  if (actions.includes('forget')) return 'forget';
  if (actions.includes('create')) return 'create';
  return actions.includes('update') ? 'update' : null;
}

const REASONS: Readonly<Record<string, string>> = {
  delete_because_no_resource_config: 'it is no longer in the configuration',
  delete_because_no_module: 'its module is no longer in the configuration',
  delete_because_wrong_repetition: 'count or for_each was added or taken away',
  delete_because_count_index: 'count is smaller',
  delete_because_each_key: 'its key is no longer in for_each',
  delete_because_no_move_target: 'what it was moved to is not there',
  replace_because_tainted: 'it is tainted',
  replace_because_cannot_update: 'it cannot change in place',
  replace_by_request: 'asked for with -replace',
  replace_by_triggers: 'replace_triggered_by',
};
