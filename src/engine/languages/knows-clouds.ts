import { kindByWords } from '../kinds/words';
import type { Call } from './program-walk';
import { awsCommand, json, serviceOf } from './sdk-names';
import { compiledClouds } from './knows-clouds-compiled';
import { settings } from './knows-cloud-settings';
import { type Deeds, DONE, effect, type Knower, tool } from './deeds';
import { asText } from './values';
import { kebab } from '../lookup';

/** Calls of cloud SDKs, put down as the command line that does the same where there is one. */
export const clouds: Knower = (call, deeds) => boto(call, deeds) ?? awsForJavaScript(call, deeds) ?? kubernetes(call, deeds) ?? docker(call, deeds) ?? compiledClouds(call, deeds) ?? settings(call, deeds, CLOUDS.test(call.path)) ?? requests(call, deeds) ?? others(call, deeds);

/** `boto3.client('rds').delete_db_instance(…)`, `boto3.resource('s3').Bucket(…).objects.all().delete()`. */
function boto(call: Call, deeds: Deeds): ReturnType<Knower> {
  const found = /^(?:boto3|aioboto3|botocore\.session|session|aiobotocore\.session)(?:\.(?:Session|session\.Session|get_session))?(?:\(\))?\.(client|resource|create_client)\(\)\.(.+)$/.exec(call.path);
  if (!found) return null;
  const at = call.before.findIndex(({ args, named }) => (args[0]?.is === 'text' && !/^[\w-]+-\d$/.test(args[0].text)) || named.has('service_name'));
  const service = asText(call.before[at]?.args[0] ?? call.before[at]?.named.get('service_name')).text;
  const rest = found[2] as string;
  if (found[1] !== 'resource') {
    if (rest.includes('.')) return null;
    const operation = kebab(rest);
    return awsCommand(call, service === 's3' ? 's3api' : service, operation, call, deeds);
  }
  const steps = rest.split('.');
  const action = steps.at(-1) as string;
  if (!/^(?:delete|terminate|stop|purge|reboot|delete_objects|batch_delete|remove_permission|disable|detach_from_\w+|delete_tags)$/.test(action)) return null;
  const given = call.before.slice(at + 1).find(({ args }) => args.length > 0);
  const names = given?.args.map((arg) => asText(arg).text) ?? [];
  if (service === 's3' && /objects|object_versions/.test(rest)) return tool(call, 'aws', ['s3', 'rm', `s3://${names[0] ?? ''}`, '--recursive'], deeds), DONE;
  if (service === 's3') return tool(call, 'aws', rest.startsWith('Object') ? ['s3', 'rm', `s3://${names.join('/')}`] : ['s3api', 'delete-bucket', '--bucket', names[0] ?? ''], deeds), DONE;
  const noun = kebab((steps.at(-2) ?? '').replace(/\(\)$/, '').replace(/^(?:all|filter|limit|page_size)$/, steps.at(-3) ?? ''));
  const operation = noun === '' ? action : /^instances?$/.test(noun) ? `${action}-instances` : `${action === 'purge' ? 'purge' : action}-${noun.replace(/s$/, '')}`;
  tool(call, 'aws', [service, kebab(operation), ...names.flatMap((name) => [`--${noun}-name`, name])], deeds);
  return DONE;
}

/** `new DeleteBucketCommand({ Bucket })` of SDK 3, `new AWS.S3().deleteBucket({ Bucket })` of SDK 2. */
function awsForJavaScript(call: Call, deeds: Deeds): ReturnType<Knower> {
  const command = /^@aws-sdk\/(?:client|lib)-([\w-]+)\.(\w+)Command$/.exec(call.path);
  if (command) return awsCommand(call, serviceOf(command[1] as string), kebab(command[2] as string), call, deeds);
  const method = /^@aws-sdk\/client-([\w-]+)(?:\.\w+)?\(\)\.(\w+)$/.exec(call.path);
  if (method && method[2] !== 'send') return awsCommand(call, serviceOf(method[1] as string), kebab(method[2] as string), call, deeds);
  const old = /^(?:aws-sdk|AWS|Aws)\.(\w+)(?:\.(?:Client|Resource|DocumentClient))?(?:\.new)?(?:\(\))?\.(\w+)$/.exec(call.path);
  if (old && !/^(?:promise|new|Client|Resource|DocumentClient)$/.test(old[2] as string)) return awsCommand(call, serviceOf((old[1] as string).toLowerCase()), kebab(old[2] as string), call, deeds);
  return null;
}

/** `v1.delete_namespaced_pod('name', 'ns')`, `k8sApi.deleteNamespace({ name })`. */
function kubernetes(call: Call, deeds: Deeds): ReturnType<Knower> {
  const method = kebab(call.path.slice(call.path.lastIndexOf('.') + 1));
  const found = /^delete-(collection-)?(namespaced-)?([a-z-]+)$/.exec(method);
  if (!found || !(found[2] || /^(?:namespace|node|persistent-volume|cluster-role|cluster-role-binding|custom-resource-definition|storage-class|cluster-custom-object)$/.test(found[3] as string))) return null;
  if (!found[2] && !/kubernetes|CoreV1Api|AppsV1Api|k8s|RbacAuthorization|ApiextensionsV1|makeApiClient|StorageV1|\bv1\b|\bapi\b/i.test(call.path)) return null;
  const table = call.args.find((arg) => arg.is === 'table');
  const entry = (key: string) => call.named.get(key) ?? (table?.is === 'table' ? table.entries.get(key) : undefined);
  const texts = call.args.filter((arg) => arg.is !== 'table').map((arg) => asText(arg).text);
  const name = entry('name') ? asText(entry('name')).text : texts[0];
  const namespace = entry('namespace') ? asText(entry('namespace')).text : found[1] ? texts[0] : texts[1];
  const noun = (found[3] as string).replaceAll('-', '');
  tool(call, 'kubectl', ['delete', noun, ...(found[1] ? ['--all'] : [name ?? '$(name)']), ...(found[2] && namespace ? ['-n', namespace] : [])], deeds);
  return DONE;
}

/** `docker.from_env().volumes.prune()`, `client.containers.get('x').remove(v=True)`. */
function docker(call: Call, deeds: Deeds): ReturnType<Knower> {
  const found = /^(?:docker\.(?:from_env|DockerClient|Client|APIClient)\(\)|dockerode\(\)|docker)\.(volumes?|containers?|images?|networks?|getVolume|getContainer)(?:\.(?:get|list))?(?:\(\))?\.(remove|prune|stop|kill)$/.exec(call.path);
  if (!found) return null;
  const noun = (found[1] as string).replace(/^get/, '').toLowerCase().replace(/s$/, '');
  const name = asText(call.before.at(-1)?.args[0]).text;
  tool(call, 'docker', found[2] === 'prune' ? [noun, 'prune', '-f'] : [noun, found[2] === 'remove' ? 'rm' : (found[2] as string), ...(found[2] === 'remove' ? ['-f'] : []), name], deeds);
  return DONE;
}

/** `requests.delete(url)`, `fetch(url, { method: 'DELETE' })`, `axios.delete(url)`. */
function requests(call: Call, deeds: Deeds): ReturnType<Knower> {
  const { path, args } = call;
  const found = /^(?:requests|httpx|aiohttp|axios|got|ky|superagent|request|needle|undici|HTTParty|Faraday|RestClient|Http|Net\.HTTP|(?:requests\.(?:Session|session)|httpx\.(?:Client|AsyncClient)|aiohttp\.ClientSession|axios\.create|GuzzleHttp\.Client|Client|Faraday\.new|LWP\.UserAgent\.new)\(\))\.(delete|del|request|put|post|patch)$/.exec(path);
  const plain = /^(?:fetch|node-fetch|axios|got|ky|request|undici\.(?:fetch|request)|urllib\.request\.Request|\$fetch|ofetch\.ofetch)$/.test(path);
  if (!found && !plain) return null;
  const options = args.find((arg) => arg.is === 'table');
  const entry = (key: string) => call.named.get(key) ?? (options?.is === 'table' ? options.entries.get(key) : undefined);
  const verb = found && found[1] !== 'request' ? (found[1] === 'del' ? 'DELETE' : (found[1] as string).toUpperCase()) : asText(entry('method') ?? (found ? args[0] : undefined)).text.toUpperCase();
  const url = entry('url') ?? (found?.[1] === 'request' && args[0]?.is === 'text' && /^[a-z]+$/i.test(args[0].text) ? args[1] : args[0]);
  const body = entry('json') ?? entry('data') ?? entry('body');
  if (!url || url.is === 'table' || !/^[A-Z]+$/.test(verb)) return null;
  const texts = body ? [body.is === 'chain' ? asText(body.calls.at(-1)?.args[0]).text : body.is === 'text' ? body.text : json(body)] : [];
  tool(call, 'curl', ['-X', verb, ...texts.flatMap((one) => ['--data', one]), asText(url).text], deeds);
  // What a request gives matters to those who run it.
  return null;
}

/** Google, Azure, DigitalOcean and others: by the noun in the method's name, or the one before it. */
function others(call: Call, deeds: Deeds): ReturnType<Knower> {
  const { path } = call;
  const steps = path.split('.').map((step) => step.replace(/\(\)$/, ''));
  const method = kebab(steps.at(-1) as string).replaceAll('-', '_');
  if (!CLOUDS.test(path)) return null;
  const found = /^(?:begin_)?(delete|destroy|terminate|drop|remove|purge|undeploy|deallocate|power_?off|shutdown|stop|detach|rebuild)(?:_and_wait)?(?:_(.+?))?(?:_and_wait|_async|_files)?$/.exec(method);
  if (!found || /^(?:delete|remove)_(?:label|tag|metadata|cors|listener|event|all_listeners|header)s?$/.test(method)) return null;
  const noun = found[2] ?? kebab(steps.at(-2) ?? '').replaceAll('-', '_').replace(/_?client$/, '');
  const singular = noun.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
  const kind = kindByWords(`sdk_${singular}`);
  const name = [...call.named.values(), ...call.args, ...call.before.flatMap(({ args }) => args)].find((value) => value.is === 'text' && value.known);
  const stops = /^(?:stop|deallocate|power_?off|shutdown)$/.test(found[1] as string);
  effect(call, { verb: stops ? 'stop' : 'delete', resource: { kind: kind === 'other' ? 'infrastructure' : kind, type: singular, address: name ? `${singular} ${asText(name).text}` : singular }, reach: kind === 'stack' && !stops ? 'stack' : stops ? 'collection' : 'resource', undo: stops ? 'yes' : 'no' }, deeds);
  return DONE;
}

const CLOUDS = /^(?:google\.cloud|google\.|googleapiclient|@google-cloud\/|googleapis|azure\.|@azure\/|azure-|digitalocean|pydo|dots-wrapper|linode|hcloud|ibm|oci\.|openstack|cloudflare|heroku|pulumi\.automation|@pulumi\/|vultr|scaleway|supabase|@supabase\/|firebase|firebase-admin|stripe|github\.Github|octokit|@octokit\/|gitlab|consul|hvac|nomad|pinecone|qdrant_client|weaviate|chromadb|@pinecone|proxmoxer|libvirt|pyvmomi|kafka\.|confluent_kafka|kafkajs|minio\.|Minio|cloud\.google\.com\/go|google\.golang\.org\/api|com\.google\.cloud|com\.azure|com\.microsoft\.azure|gitlab\.com\/|k8s\.io\/|(?:Arm|Blob(?:Service|Container)?|Secret|Key|Certificate|Cosmos|Queue(?:Service)?|Share(?:Service)?|TableService|ServiceBusAdministration)Client\b|github\.com\/(?:cloudflare|Azure|digitalocean|hetznercloud|linode|scaleway|vultr|google\/go-github|xanzy\/go-gitlab|hashicorp\/(?:consul|vault|nomad)\/api|minio|docker\/docker\/client|ovh|stripe|aiven|exoscale|civo|gophercloud|ionos-cloud|kafka|IBM\/sarama|segmentio\/kafka-go|vmware\/govmomi|PaloAltoNetworks|DataDog\/datadog-api|PagerDuty|grafana)\b)/;
