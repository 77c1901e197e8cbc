import type { Tool } from '../../model';

export const CLOUD: Readonly<Record<string, Tool>> = {};
