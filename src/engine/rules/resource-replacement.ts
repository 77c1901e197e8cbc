import { edit, type Rule, sh } from '../rule';

export const resourceReplacement: Rule = {
  id: 'resource-replacement',
  disposition: 'hold',

  summary: 'Deletes something and creates it again under the same name.',
  why: 'Between the two it does not exist, and the new one starts empty, with new addresses and identities.',
  instead: 'Change it in place, or create the new one beside the old and move over.',

  matches: ({ verb, resource }) => verb === 'replace' && !HARMLESS.has(resource.kind),
  message: ({ resource, note }) => `would delete ${resource.address} and create it again${note ? ` (${note})` : ''}`,

  fires: [
    sh('aws elasticbeanstalk rebuild-environment --environment-name shop-prod'),
    sh('terraform apply -replace=aws_instance.web'),
    sh('terraform taint aws_instance.web'),
    sh('aws cloudformation delete-stack --stack-name shop && aws cloudformation create-stack --stack-name shop --template-body file://t.yaml'),
    sh('kubectl replace --force -f deployment.yaml'),
    edit('main.tf', 'resource "aws_instance" "web" {\n  ami = "ami-1"\n}\n', 'resource "aws_instance" "web" {\n  ami = "ami-2"\n}\n'),
  ],
  silent: [
    sh('kubectl replace -f deployment.yaml'),
    sh('terraform plan -replace=aws_instance.web'),
    sh('terraform untaint aws_instance.web'),
    sh('docker run --rm alpine true'),
    edit('main.tf', 'resource "aws_instance" "web" {\n  ami = "ami-1"\n}\n', '# the web server\nresource "aws_instance" "web" {\n  ami = "ami-1"\n}\n'),
  ],
};

const HARMLESS: ReadonlySet<string> = new Set(['regenerated', 'trivial', 'other']);
