import type { Tool } from '../../model';

export const FILES: Readonly<Record<string, Tool>> = {};
