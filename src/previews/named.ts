import type { FactKey, Facts } from '../engine/model';
import { fitsName } from '../engine/policy/globs';
import type { Policy } from '../engine/policy/policy';

const SAYS: readonly FactKey[] = ['database', 'database-host'];

/** Whether a policy names a database: in the pattern of an environment, by name or host. What else the pattern says has to fit as well. */
export function isNamedBy(policy: Pick<Policy, 'layers'>, facts: Facts): boolean {
  return policy.layers.some(({ environments }) =>
    Object.values(environments).some((patterns) =>
      patterns?.some((pattern) => {
        const said = SAYS.filter((key) => pattern[key] !== undefined);
        return said.length > 0 && said.every((key) => facts[key] !== undefined && fitsName(facts[key], pattern[key] as string));
      }),
    ),
  );
}
