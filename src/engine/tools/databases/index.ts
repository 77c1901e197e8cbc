import type { Tool } from '../../model';

export const DATABASES: Readonly<Record<string, Tool>> = {};
