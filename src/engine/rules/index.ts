import type { Rule } from '../rule';
import { controlLoss } from './control-loss';
import { dataStoreDeletion } from './data-store-deletion';
import { filesystemWipe } from './filesystem-wipe';
import { guardTampering } from './guard-tampering';
import { historyRewrite } from './history-rewrite';
import { keyDestruction } from './key-destruction';
import { protectionRemoval } from './protection-removal';
import { resourceDeletion } from './resource-deletion';
import { resourceReplacement } from './resource-replacement';
import { serviceStop } from './service-stop';
import { stackDestruction } from './stack-destruction';
import { stateSurgery } from './state-surgery';
import { unattendedApply } from './unattended-apply';
import { uncommittedWorkLoss } from './uncommitted-work-loss';
import { unseenCode } from './unseen-code';

// In alphabetical order. A test fails when a rule file is missing here.
export const RULES: readonly Rule[] = [
  controlLoss,
  dataStoreDeletion,
  filesystemWipe,
  guardTampering,
  historyRewrite,
  keyDestruction,
  protectionRemoval,
  resourceDeletion,
  resourceReplacement,
  serviceStop,
  stackDestruction,
  stateSurgery,
  unattendedApply,
  uncommittedWorkLoss,
  unseenCode,
];
