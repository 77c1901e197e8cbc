#!/bin/sh
# Takes the whole shop down. Used once, for the staging account, years ago.
set -eu
cd "$(dirname "$0")/.."
kubectl delete namespace shop
terraform -chdir=infra destroy -auto-approve
aws s3 rb "s3://shop-uploads-prod" --force
