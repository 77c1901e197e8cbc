import type { Tool } from '../../model';

export const GUARD: Readonly<Record<string, Tool>> = {};
