import type { Tool } from '../../model';

export const KUBERNETES: Readonly<Record<string, Tool>> = {};
