import type { ResourceKind } from '../../model';

/** What a request is sent to. `own` is an application of somebody's own: what its paths mean is its business. */
export type Target = 'cloud' | 'kubernetes' | 'docker' | 'search' | 'store' | 'keys' | 'broker' | 'own';

/** Reads an address as curl does: `host/path` without a scheme is one, too. */
export function addressOf(url: string): { readonly host: string; readonly port: string; readonly path: string } {
  const match = /^(?:[a-z][\w+.-]*:\/\/)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)(?::(\d+))?([^?#]*)/i.exec(url);
  return { host: (match?.[1] ?? '').toLowerCase(), port: match?.[2] ?? '', path: match?.[3] ?? '' };
}

export function targetOf(url: string, socket: string | null): Target {
  const { host, port, path } = addressOf(url);
  if (socket !== null) return /docker|podman|containerd/.test(socket) ? 'docker' : 'own';
  if (CLOUDS.test(host)) return 'cloud';
  if (/^\/(?:k8s\/clusters\/[^/]+\/)?(?:api\/v1|apis\/[\w.-]+\/v\w+)\/(?:namespaces|nodes|persistentvolumes|clusterroles|customresourcedefinitions|[\w.-]+)/.test(path) && (/^(?:6443|8001|8443|443)$/.test(port) || /kube|k8s|eks|gke|aks/.test(host) || /\/namespaces\//.test(path))) return 'kubernetes';
  if (port === '2375' || port === '2376') return 'docker';
  if (port === '9200' || /(?:^|[.-])(?:es|elastic|elasticsearch|opensearch)\d*(?:[.-]|$)/.test(host) || /\/_(?:delete_by_query|all|data_stream|snapshot|ilm|close|cluster\/settings)\b/.test(path)) return 'search';
  if (/^(?:8200|8201)$/.test(port) || /(?:^|[.-])vault(?:[.-]|$)/.test(host)) return 'keys';
  if (/^(?:8500|2379|4646|5984|8086|6333|19530|8108|7700|8983|9091|8123)$/.test(port) || /(?:^|[.-])(?:consul|etcd|couch|couchdb|influx|influxdb|qdrant|nomad)(?:[.-]|$)/.test(host) || /^\/v1\/(?:kv|catalog|job|namespace|volume)\//.test(path)) return 'store';
  if (port === '15672' || /(?:^|[.-])(?:rabbit|rabbitmq)(?:[.-]|$)/.test(host) || /^\/(?:connectors|subjects|topics|v3\/clusters)\//.test(path)) return 'broker';
  return 'own';
}

export function isLoopbackHost(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0|host\.docker\.internal|.*\.localhost|.*\.test|.*\.local)$/.test(host);
}

/** What a target holds when the path says nothing. */
export const HOLDS: Readonly<Record<Target, ResourceKind>> = {
  cloud: 'infrastructure', kubernetes: 'infrastructure', docker: 'regenerated', search: 'data-store', store: 'data-store', keys: 'key', broker: 'data-store', own: 'other',
};

const CLOUDS =
  /(?:^|\.)(?:management\.azure\.com|management\.chinacloudapi\.cn|graph\.microsoft\.com|dev\.azure\.com|vault\.azure\.net|(?:blob|file|queue|table|dfs)\.core\.windows\.net|documents\.azure\.com|azurecr\.io|googleapis\.com|amazonaws\.com(?:\.cn)?|api\.aws|cloudflarestorage\.com|digitaloceanspaces\.com|backblazeb2\.com|wasabisys\.com|api\.cloudflare\.com|api\.digitalocean\.com|api\.hetzner\.(?:cloud|com)|robot-ws\.your-server\.de|dns\.hetzner\.com|api\.linode\.com|api\.vultr\.com|api\.scaleway\.com|api\.ovh\.com|(?:[a-z]+\.)?api\.ovh\.com|api\.civo\.com|api\.equinix\.com|api\.upcloud\.com|api\.exoscale\.com|iaas\.[\w-]+\.oraclecloud\.com|[\w.-]*oraclecloud\.com|cloud\.ibm\.com|[\w.-]*aliyuncs\.com|[\w.-]*tencentcloudapi\.com|api\.cloud\.yandex\.net|api\.heroku\.com|api\.vercel\.com|api\.netlify\.com|api\.fly\.io|api\.machines\.dev|api\.supabase\.com|console\.neon\.tech|backboard\.railway\.(?:app|com)|api\.render\.com|api\.monday\.com|api\.hubapi\.com|api\.airtable\.com|[\w-]+\.atlassian\.net|api\.planetscale\.com|api\.turso\.tech|cloud\.mongodb\.com|api\.confluent\.cloud|api\.aiven\.io|api\.koyeb\.com|api\.northflank\.com|api\.scalingo\.com|app\.terraform\.io|api\.pulumi\.com|spacelift\.io|api\.github\.com|api\.bitbucket\.org|gitlab\.com|gitlab\.[\w.-]+|api\.datadoghq\.(?:com|eu)|api\.newrelic\.com|api\.pagerduty\.com|api\.stripe\.com|api\.auth0\.com|[\w-]+\.auth0\.com|[\w-]+\.okta\.com|api\.launchdarkly\.com|app\.launchdarkly\.com|api\.doppler\.com|sentry\.io|api\.fastly\.com|api\.tailscale\.com|api\.ngrok\.com|api\.cloudamqp\.com|api\.upstash\.com|firestore\.googleapis\.com|firebaseio\.com|[\w-]+\.firebasedatabase\.app|api\.digicert\.com|api\.godaddy\.com|api\.name\.com|api\.dnsimple\.com|api\.gandi\.net|api\.dynu\.com|api\.nsone\.net|registry\.npmjs\.org|hub\.docker\.com|index\.docker\.io|quay\.io|ghcr\.io|api\.snowflake\.com|[\w.-]+\.snowflakecomputing\.com|[\w.-]+\.databricks(?:\.com|\.net)|[\w.-]*azuredatabricks\.net|api\.elastic-cloud\.com|[\w.-]+\.es\.io|api\.influxdata\.com|api\.algolia\.net|[\w-]+\.algolia\.net|api\.contentful\.com|[\w-]+\.myshopify\.com|api\.sendgrid\.com|api\.twilio\.com|api\.cloudinary\.com)$/;
