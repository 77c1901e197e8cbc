import type { Tool } from '../../model';
import { aws } from './aws';
import { az } from './az';
import { gcloud } from './gcloud';
import { bq, gsutil } from './google-stores';
import { otherCloud } from './other-clouds';

export const CLOUD: Readonly<Record<string, Tool>> = {
  aws, aws2: aws, awslocal: aws,
  gcloud, gsutil, bq,
  az,
  doctl: otherCloud, hcloud: otherCloud, 'linode-cli': otherCloud, 'vultr-cli': otherCloud, scw: otherCloud, ovhcloud: otherCloud, upctl: otherCloud, exo: otherCloud, civo: otherCloud,
  oci: otherCloud, ibmcloud: otherCloud, aliyun: otherCloud, tencentcloud: otherCloud, tccli: otherCloud, yc: otherCloud, openstack: otherCloud, stackit: otherCloud, ionosctl: otherCloud,
  metal: otherCloud, packet: otherCloud, gscloud: otherCloud, nova: otherCloud, cinder: otherCloud, neutron: otherCloud, glance: otherCloud,
};
