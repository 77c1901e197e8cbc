import type { ResourceKind } from '../model';
import { lookup } from '../lookup';

/**
 * What sort of thing a Kubernetes kind is, by any of its names: `PersistentVolumeClaim`, `pvc`, `deployments.apps`, `Cluster.v1.postgresql.cnpg.io`.
 * A kind nobody lists is `infrastructure`, and a data store where its group belongs to an operator of one.
 */
export function kubernetesKind(name: string): ResourceKind {
  const [short, group] = split(name);
  const kind = kubernetesName(name);
  if (group === 'audit.k8s.io') return 'audit';
  if (kind === 'cluster') return STORE_GROUPS.test(group) ? 'data-store' : 'stack';
  const known = KINDS.find(([, names]) => names.includes(` ${kind} `));
  if (known) return known[0];
  return STORE_GROUPS.test(group) || STORE_WORDS.test(short) ? 'data-store' : 'infrastructure';
}

/** The singular, lower-case name: `po`, `Pods`, `pod` and `pods.v1` are all `pod`. */
export function kubernetesName(name: string): string {
  const [short] = split(name);
  const full = lookup(SHORT, short);
  if (full) return full;
  if (KINDS.some(([, names]) => names.includes(` ${short} `))) return short;
  return singular(short);
}

function split(name: string): readonly [short: string, group: string] {
  const lower = name.toLowerCase();
  const dot = lower.indexOf('.');
  return dot < 0 ? [lower, ''] : [lower.slice(0, dot), lower.slice(dot + 1)];
}

function singular(plural: string): string {
  if (/(?:ss|us|is)$/.test(plural)) return plural;
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
  if (/(?:sses|xes|ches|shes)$/.test(plural)) return plural.slice(0, -2);
  return plural.endsWith('s') ? plural.slice(0, -1) : plural;
}

const SHORT: Readonly<Record<string, string>> = {
  po: 'pod', deploy: 'deployment', dep: 'deployment', sts: 'statefulset', ds: 'daemonset', rs: 'replicaset', rc: 'replicationcontroller',
  cj: 'cronjob', svc: 'service', ep: 'endpoints', endpoints: 'endpoints', endpoint: 'endpoints', ing: 'ingress', ingresses: 'ingress', netpol: 'networkpolicy', cm: 'configmap', sa: 'serviceaccount',
  ns: 'namespace', no: 'node', pv: 'persistentvolume', pvc: 'persistentvolumeclaim', sc: 'storageclass', crd: 'customresourcedefinition', crds: 'customresourcedefinition',
  hpa: 'horizontalpodautoscaler', vpa: 'verticalpodautoscaler', pdb: 'poddisruptionbudget', quota: 'resourcequota', limits: 'limitrange', ev: 'event', cs: 'componentstatus',
  pc: 'priorityclass', csr: 'certificatesigningrequest', vs: 'volumesnapshot', volumesnapshots: 'volumesnapshot', vsc: 'volumesnapshotcontent', podtemplates: 'podtemplate',
  app: 'application', apps: 'application', appset: 'applicationset', appsets: 'applicationset', ks: 'kustomization', hr: 'helmrelease', ro: 'rollout', cert: 'certificate', certs: 'certificate',
  dc: 'deploymentconfig', bc: 'buildconfig', is: 'imagestream', proj: 'project', vm: 'virtualmachine', vmi: 'virtualmachineinstance', dv: 'datavolume',
};

/** Names stand between spaces. */
const KINDS: readonly (readonly [ResourceKind, string])[] = [
  ['stack', ' namespace project application applicationset kustomization helmrelease helmchart hostedcluster machinepool machinedeployment terraform stack clusterclass controlplane fleet bundle component crossplane composition '],
  ['service', ' pod deployment daemonset replicaset replicationcontroller rollout deploymentconfig service cronjob machine machineset node nodepool nodeclaim virtualmachine virtualmachineinstance knativeservice revision gateway scaledobject provisioner '],
  ['data-store', ' persistentvolumeclaim persistentvolume statefulset customresourcedefinition datavolume imagestream kafka kafkatopic postgresql postgrescluster perconapgcluster innodbcluster perconaxtradbcluster perconaservermongodb mongodbcommunity mongodb elasticsearch redis redisfailover rediscluster rabbitmqcluster cassandradatacenter k8ssandracluster scyllacluster tidbcluster cockroachcluster crdbcluster vitesscluster clickhouseinstallation opensearchcluster solrcloud tenant cephcluster cephblockpool cephfilesystem cephobjectstore volume bucket etcdcluster mariadb mysql mysqlcluster database zookeepercluster pravegacluster minioinstance dragonfly neo4jcluster '],
  ['backup', ' volumesnapshot volumesnapshotcontent backup backupstoragelocation volumesnapshotlocation restore scheduledbackup etcdsnapshotfile '],
  ['protection', ' poddisruptionbudget resourcequota limitrange validatingwebhookconfiguration validatingadmissionpolicy schedule clusterpolicy constrainttemplate volumesnapshotclass '],
  ['key', ' secret sealedsecret externalsecret secretstore clustersecretstore certificate certificaterequest issuer clusterissuer vaultstaticsecret vaultauth pushsecret '],
  ['identity', ' kafkauser role rolebinding clusterrole clusterrolebinding serviceaccount user group certificatesigningrequest securitycontextconstraints '],
  ['network-control', ' networkpolicy ciliumnetworkpolicy ciliumclusterwidenetworkpolicy globalnetworkpolicy ingress route httproute grpcroute tcproute ingressroute virtualservice destinationrule authorizationpolicy peerauthentication dnsendpoint ingressclass '],
  ['audit', ' prometheusrule alertmanagerconfig auditsink '],
  // Made again by a controller, or gone by itself after a while.
  ['other', ' event lease componentstatus tokenreview subjectaccessreview endpoints endpointslice job taskrun pipelinerun workflow build controllerrevision podmetrics nodemetrics podtemplate runtimeclass '],
];

/** API groups of operators whose objects are databases, queues and volumes, or real cloud resources. */
const STORE_GROUPS =
  /cnpg\.io|zalan\.do|percona|mongodb|mysql\.oracle|strimzi|elastic\.co|redis|rabbitmq|cassandra|k8ssandra|scylla|tidb|pingcap|cockroach|clickhouse|altinity|opensearch|minio|rook\.io|longhorn\.io|velero\.io|cdi\.kubevirt|rds\.|sql|dynamodb|s3\.|storage\.cnrm|database|postgres|mariadb|vitess|kafka|nats\.io|milvus|qdrant|weaviate|crunchydata|stackgres|kubedb/;

const STORE_WORDS = /^(?:rds|dbinstance|dbcluster|sqlinstance|sqldatabase|bucket|s3|dynamodb|redis|postgres|mysql|mongo|kafka|elastic|cassandra|etcd)/;
