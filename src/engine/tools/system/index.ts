import { asLowered } from '../../effects';
import type { Effect, Tool } from '../../model';
import { groundOf } from '../files/elsewhere';
import { DISKS } from './disks';
import { NETWORK } from './network';
import { PACKAGES } from './packages';
import { SERVICES } from './services';
import { USERS } from './users';

/** What a container made for this command does to its own system is gone with it; a privileged one can reach the machine. */
function contained(tool: Tool): Tool {
  return (invocation, context) => {
    const lowered = asLowered(tool(invocation, context));
    const privileged = invocation.wrappers.some(({ args }) => args.some((word) => /^--(?:privileged|pid=host|device)/.test(word)));
    if (privileged || groundOf(invocation, context.surroundings.homeDirectory).on !== 'throwaway') return lowered;
    return { ...lowered, effects: lowered.effects.map((effect): Effect => ({ ...effect, resource: { ...effect.resource, kind: 'regenerated' }, reach: 'resource', undo: 'from-code' })) };
  };
}

export const SYSTEM: Readonly<Record<string, Tool>> = Object.fromEntries(Object.entries({ ...DISKS, ...NETWORK, ...PACKAGES, ...SERVICES, ...USERS }).map(([name, tool]) => [name, contained(tool)]));
