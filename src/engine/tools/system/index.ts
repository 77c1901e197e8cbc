import type { Tool } from '../../model';

export const SYSTEM: Readonly<Record<string, Tool>> = {};
