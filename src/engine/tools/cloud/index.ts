import type { Tool } from '../../model';
import { aws } from './aws';

export const CLOUD: Readonly<Record<string, Tool>> = { aws, aws2: aws, awslocal: aws };
