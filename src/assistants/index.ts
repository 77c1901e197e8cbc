import { claude } from './claude';
import type { Adapter } from './contract';
import { copilot } from './copilot';

/** In the order they are shown. */
export const ADAPTERS: readonly Adapter[] = [copilot, claude];

export function adapterFor(id: string): Adapter | null {
  return ADAPTERS.find((adapter) => adapter.id === id) ?? null;
}
