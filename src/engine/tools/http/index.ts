import type { Tool } from '../../model';

export const HTTP: Readonly<Record<string, Tool>> = {};
