import { lower } from '../../../src/engine/lower';
import type { Effect, Shell } from '../../../src/engine/model';
import { type World, world } from '../../world';

/** The effects of a command that change something, as one line each: `delete files src (collection)`. */
export function effectsOf(text: string, { shell = 'bash', cwd = '/home/me/shop', ...made }: World & { readonly shell?: Shell; readonly cwd?: string } = {}): string[] {
  return changes(text, { shell, cwd, ...made }).map(({ verb, resource, reach }) => `${verb} ${resource.kind} ${resource.address} (${reach})`);
}

export function changes(text: string, { shell = 'bash', cwd = '/home/me/shop', ...made }: World & { readonly shell?: Shell; readonly cwd?: string } = {}): readonly Effect[] {
  return lower({ kind: 'command', shell, cwd, text }, world(made)).effects.filter(({ verb }) => verb !== 'read');
}
