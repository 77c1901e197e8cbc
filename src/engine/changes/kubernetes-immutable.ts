import { lookup } from '../lookup';
/**
 * Fields that the API server refuses to change on an existing object: changing them in a file means delete and create.
 * Facts of the Kubernetes API and of common operators, checked against the attributes that force replacement in the Terraform provider.
 */
export function immutablePaths(group: string, kind: string): readonly (readonly string[])[] {
  return (lookup(IMMUTABLE, `${group}/${kind}`) ?? '').split(' ').filter((path) => path !== '').map((path) => path.split('.'));
}

const IMMUTABLE: Readonly<Record<string, string>> = {
  'apps/Deployment': 'spec.selector',
  'apps/ReplicaSet': 'spec.selector',
  'apps/DaemonSet': 'spec.selector',
  'apps/StatefulSet': 'spec.selector spec.serviceName spec.volumeClaimTemplates spec.podManagementPolicy',
  'batch/Job': 'spec.selector spec.template spec.completionMode spec.podFailurePolicy spec.successPolicy spec.backoffLimitPerIndex spec.managedBy',
  '/Service': 'spec.clusterIP spec.clusterIPs spec.loadBalancerClass spec.healthCheckNodePort',
  '/PersistentVolumeClaim': 'spec.storageClassName spec.accessModes spec.volumeName spec.selector spec.volumeMode spec.dataSource spec.dataSourceRef',
  '/PersistentVolume': 'spec.volumeMode spec.nodeAffinity spec.csi spec.nfs spec.hostPath spec.awsElasticBlockStore spec.gcePersistentDisk',
  '/Secret': 'type',
  'storage.k8s.io/StorageClass': 'provisioner parameters volumeBindingMode',
  'storage.k8s.io/CSIDriver': 'spec.attachRequired spec.fsGroupPolicy spec.volumeLifecycleModes',
  'snapshot.storage.k8s.io/VolumeSnapshot': 'spec.source',
  'snapshot.storage.k8s.io/VolumeSnapshotContent': 'spec.source spec.driver',
  'rbac.authorization.k8s.io/RoleBinding': 'roleRef',
  'rbac.authorization.k8s.io/ClusterRoleBinding': 'roleRef',
  'scheduling.k8s.io/PriorityClass': 'value preemptionPolicy',
  'node.k8s.io/RuntimeClass': 'handler',
  'networking.k8s.io/IngressClass': 'spec.controller',
  'apiextensions.k8s.io/CustomResourceDefinition': 'spec.group spec.scope spec.names.kind spec.names.plural',
  'argoproj.io/Rollout': 'spec.selector',
  'postgresql.cnpg.io/Cluster': 'spec.bootstrap',
  'karpenter.sh/NodeClaim': 'spec',
};
