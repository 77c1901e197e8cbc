import type { Tool } from '../../model';

export const PLATFORMS: Readonly<Record<string, Tool>> = {};
