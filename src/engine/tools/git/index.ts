import type { Tool } from '../../model';
import { FORGES } from './forges';
import { git } from './git';
import { OTHERS, REGISTRIES } from './others';

export const GIT: Readonly<Record<string, Tool>> = { git, ...FORGES, ...OTHERS, ...REGISTRIES };
