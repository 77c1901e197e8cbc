import type { Tool } from '../../model';

export const CONTAINERS: Readonly<Record<string, Tool>> = {};
