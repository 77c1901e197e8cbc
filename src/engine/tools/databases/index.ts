import type { Tool } from '../../model';
import { SQL_CLIENTS } from './clients';
import { MIGRATIONS } from './migrations';
import { SERVERS } from './servers';

export const DATABASES: Readonly<Record<string, Tool>> = { ...MIGRATIONS, ...SERVERS, ...SQL_CLIENTS };
