import type { Tool } from '../../model';

export const RUNNERS: Readonly<Record<string, Tool>> = {};
