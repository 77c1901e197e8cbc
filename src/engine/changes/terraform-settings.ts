import type { Resource } from '../model';
import type { Difference } from './terraform-compare';
import { exposureOf } from './terraform-exposure';
import type { Part } from './terraform-module';
import { weakeningOf } from './terraform-protection';
import { forcedPaths, forcingOf } from './terraform-replacement';
import { linesOfDifference, report, type Run } from './terraform-run';
import { stopOf } from './terraform-stops';
import type { Value } from './terraform-value';
import { ignoredBy } from './terraform-lifecycle';

/** What differing settings of a resource do to it: replace it, weaken its protection, open it, stop it, or only update it. */
export function judgeSettings(run: Run, part: Part, resource: Resource, differences: readonly Difference[], setting: (name: string) => Value | undefined): void {
  const { surroundings } = run.context;
  const ignored = ignoredBy(part);
  const paths = differences.length === 0 ? null : forcedPaths(resource.type, surroundings);
  const told = new Set<string>();
  let quiet = true;
  for (const difference of differences) {
    if (ignored(difference.path)) continue;
    const lines = linesOfDifference(run, difference);
    const weakened = inside(told, difference) ? null : weakeningOf(resource.type, difference, surroundings);
    const open = weakened !== null || inside(told, difference) ? null : exposureOf(resource.type, difference);
    const stopped = stopOf(resource.type, difference);
    const forcing = forcingOf(paths, difference, setting);
    if (weakened !== null || open !== null) report(run, lines, { verb: 'unprotect', resource, note: weakened ?? open });
    if (weakened !== null || open !== null) told.add(spot(difference));
    if (stopped !== null) report(run, lines, { verb: 'stop', resource: stoppable(resource), undo: 'from-code', note: stopped });
    if (forcing === 'untold') run.untold.add(resource.type);
    if ((forcing === 'forces' || forcing === 'may') && !inside(told, { ...difference, place: `replaced${difference.place}` })) {
      told.add(`replaced${spot(difference)}`);
      report(run, lines, { verb: 'replace', resource: madeForReplacement(resource), note: `${difference.path} ${forcing === 'may' ? 'may force' : 'forces'} replacement` });
    }
    if (weakened ?? open ?? stopped ?? (forcing === 'forces' || forcing === 'may' ? '' : null)) quiet = false;
  }
  if (quiet && differences.length > 0) report(run, linesOfDifference(run, differences[0] as Difference), { verb: 'update', resource, undo: 'yes' });
}

function spot({ path, place }: Difference): string {
  return `${place} ${path}`;
}

/** Whether a difference stands inside one that was told already: one block that went is one finding. */
function inside(told: ReadonlySet<string>, { path, place }: Difference): boolean {
  const segments = path.split('.');
  const places = place.split('/');
  return segments.some((_, i) => i > 0 && told.has(`${places.slice(0, places.length - i).join('/')} ${segments.slice(0, segments.length - i).join('.')}`));
}

function stoppable(resource: Resource): Resource {
  return STOPPABLE.has(resource.kind) ? resource : { ...resource, kind: 'service' };
}

const STOPPABLE: ReadonlySet<string> = new Set(['service', 'data-store', 'stack', 'infrastructure', 'network-control', 'other']);

/** Versions of something: each change makes a new one and the old one is not missed. */
function madeForReplacement(resource: Resource): Resource {
  return VERSIONS.test(resource.type) ? { ...resource, kind: 'regenerated' } : resource;
}

const VERSIONS =
  /^(?:aws_ecs_task_definition|aws_batch_job_definition|aws_launch_configuration|aws_lambda_(?:layer_version|permission|layer_version_permission|invocation)|aws_api_gateway_deployment|aws_apigatewayv2_deployment|aws_ami_copy|aws_acm_certificate_validation|aws_s3_object|aws_s3_bucket_object|aws_s3_object_copy|aws_lb_target_group_attachment|aws_autoscaling_attachment|aws_codedeploy_deployment|aws_appconfig_(?:deployment|hosted_configuration_version)|aws_imagebuilder_(?:component|image_recipe|container_recipe|image)|aws_cloudfront_function_association|google_compute_(?:instance_template|region_instance_template)|google_storage_bucket_object|azurerm_storage_blob|azurerm_api_management_api_schema|kubernetes_job(?:_v1)?|kubernetes_config_map(?:_v1)?|docker_image|local_file|local_sensitive_file|tls_cert_request)$/;
