import type { Tool } from '../../model';

export const IAC: Readonly<Record<string, Tool>> = {};
