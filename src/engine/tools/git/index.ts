import type { Tool } from '../../model';

export const GIT: Readonly<Record<string, Tool>> = {};
