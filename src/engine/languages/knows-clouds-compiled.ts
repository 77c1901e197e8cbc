import type { Call } from './program-walk';
import { type Deeds, DONE, type Knower, tool } from './deeds';
import { asText, type Given, type Value } from './values';
import { awsCommand, serviceOf } from './sdk-names';
import { kebab } from '../lookup';

/** Cloud SDKs of Go, Rust, Java, Kotlin and C#, put down as the command line that does the same. */
export function compiledClouds(call: Call, deeds: Deeds): ReturnType<Knower> {
  return awsFor(call, deeds) ?? kubernetesFor(call, deeds);
}

function awsFor(call: Call, deeds: Deeds): ReturnType<Knower> {
  const { path } = call;
  // `s3.NewFromConfig(cfg).DeleteBucket(ctx, &s3.DeleteBucketInput{…})`
  const go = /^github\.com\/aws\/aws-sdk-go(?:-v2)?\/service\/(\w+)\.New(?:FromConfig)?\(\)\.(\w+?)(?:WithContext)?$/.exec(path);
  if (go) return awsCommand(call, serviceOf(go[1] as string), kebab(go[2] as string), call, deeds), DONE;
  // `aws_sdk_s3::Client::new(&config).delete_bucket().bucket("x").send()`
  const rust = /^aws_sdk_(\w+)\.Client\.new\(\)\.(\w+)\(\)((?:\.\w+\(\))*)\.send$/.exec(path);
  if (rust) return awsCommand(call, serviceOf(rust[1] as string), kebab(rust[2] as string), stepsOf(rust[3] as string, call.before), deeds), DONE;
  // `S3Client.create().deleteBucket(DeleteBucketRequest.builder().bucket("x").build())`, `new AmazonS3Client().DeleteBucketAsync("x")`
  const java = /(?:^|\.)(\w+?)(?:Async)?Client(?:\.(?:create|builder\(\)(?:\.\w+\(\))*\.build))\(\)\.(\w+)$/.exec(path) ?? /(?:^|\.)Amazon(\w+?)Client(?:Builder\.(?:defaultClient|standard\(\)(?:\.\w+\(\))*\.build))?\(\)\.(\w+)$/.exec(path);
  // A class that is imported says whose it is; else its name has to be one of those.
  if (!java || !(/^(?:software\.amazon\.awssdk|com\.amazonaws|aws\.sdk\.kotlin)\./.test(path) || /^(?:S3|Ec2|EC2|Rds|RDS|DynamoDb|DynamoDB|DynamoDBv2|Sqs|SQS|Sns|Kms|KMS|KeyManagementService|Iam|IdentityManagement\w*|Lambda|Ecs|ECS|Eks|EKS|Ecr|ECR|Route53|SecretsManager|CloudFormation|CloudFront|CloudWatch\w*|CloudTrail|Backup|Efs|ElastiCache|Redshift|Kinesis|OpenSearch|ElasticLoadBalancing\w*|AutoScaling|CognitoIdentityProvider|Ssm|Glue|Athena|DocDb|Neptune)$/.test(java[1] as string))) return null;
  const [request] = call.args;
  const given: Given = request?.is === 'chain' ? stepsOf(request.path.replace(/^.*?builder\(\)/, ''), request.calls) : call;
  awsCommand(call, serviceOf(kebab(java[1] as string).replaceAll('-', '').replace('dynamodbv2', 'dynamodb')), kebab(java[2] as string).replace(/-async$/, ''), given, deeds);
  return DONE;
}

/** `.bucket("x").key("y")` as named arguments. */
function stepsOf(path: string, calls: readonly Given[]): Given {
  const steps = [...path.matchAll(/(\w+)\(\)/g)].map((match) => match[1] as string);
  const named = new Map<string, Value>();
  steps.forEach((step, i) => {
    const value = calls[calls.length - steps.length + i]?.args[0];
    if (value && step !== 'build') named.set(step, value);
  });
  return { args: [], named };
}

/** `clientset.AppsV1().Deployments("prod").Delete(ctx, "api", …)`, `client.apps().deployments().inNamespace("prod").withName("api").delete()` */
function kubernetesFor(call: Call, deeds: Deeds): ReturnType<Knower> {
  const { path, args, before } = call;
  const go = /\.(?:\w+V\d\w*)\(\)\.([A-Z]\w+)\(\)\.(Delete|DeleteCollection|UpdateScale|Update|Patch)$/.exec(path);
  if (go) {
    const [, noun, verb] = go as unknown as [string, string, string];
    const namespace = asText(before.at(-1)?.args[0]);
    const place = before.at(-1)?.args[0] ? ['-n', namespace.text] : [];
    if (verb.startsWith('Delete')) return tool(call, 'kubectl', ['delete', noun.toLowerCase(), ...(verb === 'DeleteCollection' ? ['--all'] : [asText(args[1]).text]), ...place], deeds), DONE;
    return args.some((arg) => zeroReplicas(arg)) ? (tool(call, 'kubectl', ['scale', noun.toLowerCase(), asText(args[1]).text, '--replicas=0', ...place], deeds), DONE) : null;
  }
  const java = /(?:KubernetesClient\w*|KubernetesClientBuilder)\b.*?\.(\w+)\(\)((?:\.(?:inNamespace|withName|withLabel|inAnyNamespace)\(\))*)\.(delete|scale)$/.exec(path);
  if (!java) return null;
  const { named } = stepsOf(java[2] as string, before);
  const name = named.has('withName') ? [asText(named.get('withName')).text] : ['--all'];
  const place = named.has('inNamespace') ? ['-n', asText(named.get('inNamespace')).text] : [];
  const noun = (java[1] as string).toLowerCase();
  if (java[3] === 'delete') return tool(call, 'kubectl', ['delete', noun, ...name, ...place], deeds), DONE;
  return asText(args[0]).text === '0' ? (tool(call, 'kubectl', ['scale', noun, ...name, '--replicas=0', ...place], deeds), DONE) : null;
}

function zeroReplicas(value: Value, depth = 0): boolean {
  if (depth > 6) return false;
  if (value.is === 'table') return [...value.entries].some(([key, entry]) => (/^replicas$/i.test(key) && asText(entry).text === '0') || zeroReplicas(entry, depth + 1));
  return value.is === 'text' && /"replicas"\s*:\s*0\b/.test(value.text);
}
