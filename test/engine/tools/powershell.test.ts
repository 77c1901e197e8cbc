import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { together } from '../../../src/engine/effects';
import type { Effect } from '../../../src/engine/model';
import { cmdletAt } from '../../../src/engine/tools/powershell/cmdlets';
import { readPowerShell } from '../../../src/engine/shell/powershell';
import { world } from '../../world';
import { contextOf } from './invocations';

/** What the last cmdlet of a line would do. */
function effectsOf(text: string): readonly Effect[] {
  const { invocations } = readPowerShell(text, { cwd: '/w', env: {}, parameters: [], surroundings: world() });
  const last = invocations.at(-1);
  return last ? together([cmdletAt(last, contextOf({}, {})) ?? []]).effects : [];
}

const SAYS: readonly (readonly [text: string, verb: Effect['verb'], kind: Effect['resource']['kind'], reach: Effect['reach']])[] = [
  ['Remove-AzResourceGroup -Name a', 'delete', 'stack', 'stack'],
  ['Remove-AzSqlDatabase -ServerName a -DatabaseName b', 'delete', 'data-store', 'resource'],
  ['Remove-AzStorageAccount -Name a', 'delete', 'data-store', 'resource'],
  ['Remove-AzKeyVaultSecret -VaultName a -Name b', 'delete', 'key', 'resource'],
  ['Remove-AzNetworkSecurityGroup -Name a', 'delete', 'network-control', 'resource'],
  ['Remove-AzSnapshot -SnapshotName a', 'delete', 'backup', 'resource'],
  ['Remove-AzResourceLock -LockName a', 'delete', 'protection', 'resource'],
  ['Remove-AzRoleAssignment -ObjectId a', 'delete', 'identity', 'resource'],
  ['Remove-AzVM -Name a', 'delete', 'service', 'resource'],
  ['Remove-AzTag -Name a', 'delete', 'trivial', 'resource'],
  ['Remove-ASAutoScalingGroup -AutoScalingGroupName a', 'delete', 'service', 'resource'],
  ['Remove-EC2SecurityGroup -GroupId a', 'delete', 'network-control', 'resource'],
  ['Remove-S3Bucket -BucketName a', 'delete', 'data-store', 'resource'],
  ['Remove-CFNStack -StackName a', 'delete', 'stack', 'stack'],
  ['Remove-CTTrail -Name a', 'delete', 'audit', 'resource'],
  ['Get-AzVM | Remove-AzVM', 'delete', 'service', 'collection'],
  ['Remove-ADUser -Identity *', 'delete', 'identity', 'collection'],
  ['Remove-Partition -DiskNumber 1', 'delete', 'disk', 'host'],
  ['Clear-Disk -Number 1', 'overwrite', 'disk', 'host'],
  ['Format-Volume -DriveLetter D', 'overwrite', 'disk', 'host'],
  ['Format-Table', 'read', 'other', 'resource'],
  ['Stop-Service a', 'stop', 'service', 'collection'],
  ['Restart-Service a', 'stop', 'service', 'resource'],
  ['Stop-Computer', 'stop', 'service', 'host'],
  ['Stop-Job 1', 'stop', 'other', 'resource'],
  ['Stop-CTLogging -Name a', 'unprotect', 'audit', 'resource'],
  ['Disable-ADAccount a', 'overwrite', 'identity', 'resource'],
  ['Set-MpPreference -DisableRealtimeMonitoring $true', 'unprotect', 'protection', 'resource'],
  ['Edit-RDSDBInstance -DBInstanceIdentifier a -DeletionProtection $false', 'unprotect', 'data-store', 'resource'],
  ['Edit-RDSDBInstance -DBInstanceIdentifier a -DeletionProtection $true', 'update', 'data-store', 'resource'],
  ['Update-ECSService -Service a -DesiredCount 0', 'stop', 'service', 'collection'],
  ['New-AzResourceGroupDeployment -ResourceGroupName a -Mode Complete', 'delete', 'stack', 'stack'],
  ['New-AzResourceGroup -Name a', 'create', 'stack', 'resource'],
  ['Get-AzVM -Name a', 'read', 'other', 'resource'],
  ['Remove-AzVM -Name a -WhatIf', 'read', 'other', 'resource'],
  ['Remove-AzVM -Name a -WhatIf:$false', 'delete', 'service', 'resource'],
  ['Remove-Variable a', 'delete', 'other', 'resource'],
];

describe('a cmdlet does what its verb and noun say', () => {
  for (const [text, verb, kind, reach] of SAYS) {
    test(text, () => assert.deepEqual(effectsOf(text).map((effect) => [effect.verb, effect.resource.kind, effect.reach]), [[verb, kind, reach]]));
  }
});

test('the question is switched off by -Force and -Confirm:$false', () => {
  for (const [text, unattended] of [['Remove-AzVM a', false], ['Remove-AzVM a -Force', true], ['Remove-AzVM a -Confirm:$false', true], ['Remove-AzVM a -Fo', true], ['Remove-AzVM a -Force:$false', false]] as const) {
    assert.equal(effectsOf(text)[0]?.unattended, unattended, text);
  }
});

test('what is deleted and made again has one name', () => {
  const [gone] = effectsOf('Remove-AzSqlDatabase -DatabaseName a');
  const [made] = effectsOf('New-AzSqlDatabase -DatabaseName a');
  assert.deepEqual(gone?.resource, made?.resource);
});

test('programs that look like cmdlets are none, and neither is anything in another shell', () => {
  for (const text of ['docker-compose up', 'apt-get remove x', 'git status']) assert.deepEqual(effectsOf(text), [], text);
});
