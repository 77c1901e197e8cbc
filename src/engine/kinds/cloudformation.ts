import type { ResourceKind, Surroundings } from '../model';
import { kindByWords } from './words';
import { lookup } from '../lookup';

/** What sort of thing a CloudFormation type (`AWS::RDS::DBInstance`) is. */
export function cloudformationKind(type: string, surroundings: Pick<Surroundings, 'table'>): ResourceKind {
  const whole = lookup(WHOLE, type);
  if (whole) return whole;
  if (surroundings.table('stateful').includes(`\n${type}|`)) return /Snapshot|Backup/.test(type) ? 'backup' : 'data-store';
  return kindByWords(snakeCase(type));
}

/** `AWS::ElasticLoadBalancingV2::LoadBalancer` in the words of a Terraform type: `aws_elastic_load_balancing_v2_load_balancer`. */
function snakeCase(type: string): string {
  return type
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[:.\-_]+/g, '_')
    .toLowerCase();
}

/** Types whose words mislead. */
const WHOLE: Readonly<Record<string, ResourceKind>> = {
  'AWS::EC2::Instance': 'service',
  'AWS::EC2::VPC': 'infrastructure',
  'AWS::EC2::Subnet': 'infrastructure',
  'AWS::EC2::EIP': 'infrastructure',
  'AWS::ECS::Cluster': 'stack',
  'AWS::EKS::Cluster': 'stack',
  'AWS::ECS::Service': 'service',
  'AWS::CloudFormation::Stack': 'stack',
  'AWS::CloudFormation::StackSet': 'stack',
  'AWS::CloudFormation::WaitCondition': 'other',
  'AWS::CloudFormation::WaitConditionHandle': 'other',
  'AWS::CDK::Metadata': 'other',
  'AWS::RDS::DBSubnetGroup': 'infrastructure',
  'AWS::RDS::DBParameterGroup': 'infrastructure',
  'AWS::RDS::DBProxy': 'service',
  'AWS::S3::BucketPolicy': 'identity',
  'AWS::SQS::QueuePolicy': 'identity',
  'AWS::SNS::TopicPolicy': 'identity',
  'AWS::Organizations::Account': 'stack',
  'AWS::Organizations::Organization': 'stack',
  'AWS::Serverless::SimpleTable': 'data-store',
  'AWS::Serverless::Function': 'service',
};
