import type { Argument } from './arguments';
import { given } from './reading';

/** An HTTP request that a call would send, as `curl` is told. */
export interface SentRequest {
  readonly words: readonly string[];
  readonly pointer: string;
}

const METHODS = /^(?:GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE|PURGE)$/;

/**
 * Calls that pass a request on: a method with an address or a path, a GraphQL document, or code that asks its host's client.
 * `null`: none of these. Paths without a host are those of the server's own API.
 */
export function requestOf(server: readonly string[], tool: readonly string[], found: readonly Argument[]): readonly SentRequest[] | null {
  const document = found.find(({ name, value }) => /^(?:query|mutation|document|graphql|body|operation)$/.test(name) && typeof value === 'string' && /^\s*(?:#[^\n]*\n\s*)*(?:mutation|query|subscription)\b[^{;]*\{/.test(value));
  if (document) return [{ pointer: document.pointer, words: ['curl', '-X', 'POST', `${hostOf(server)}/graphql`, '-d', JSON.stringify({ query: document.value })] }];
  const code = found.filter(({ name, value }) => /^(?:code|script|function|program)$/.test(name) && typeof value === 'string').flatMap(({ pointer, value }) => requestsIn(value as string, server, pointer));
  if (code.length > 0) return code;
  const sent = found.filter(({ name, value }) => PLACES.test(name) && typeof value === 'string' && /^(?:https?:\/\/|\/)/.test(value)).flatMap((where) => sentTo(where, server, tool, found));
  return sent.length === 0 ? null : sent;
}

const PLACES = /^(?:url|uri|endpoint|path|apipath|kubernetesapipath|dockerapipath|requestpath|route|resourcepath)$/;

/** The method and the body are those beside the address: a batch has many. */
function sentTo(where: Argument, server: readonly string[], tool: readonly string[], found: readonly Argument[]): SentRequest[] {
  const place = where.pointer.slice(0, where.pointer.lastIndexOf('/'));
  const beside = found.filter(({ pointer }) => pointer.slice(0, pointer.lastIndexOf('/')) === place);
  const said = given(beside, /^(?:method|httpmethod|verb|requestmethod)$/)?.toUpperCase();
  const method = said !== undefined && METHODS.test(said) ? said : namedMethod(tool);
  if (method === null) return [];
  const body = beside.find(({ name, value }) => /^(?:body|data|payload|json|requestbody)$/.test(name) && value !== null && value !== undefined && value !== '')?.value;
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const base = given(found, /^(?:baseurl|host|apiurl|serverurl)$/);
  const host = base !== undefined && /^https?:\/\//.test(base) ? base.replace(/\/+$/, '') : hostOf(server);
  const url = (where.value as string).startsWith('/') ? `${host}${where.value as string}` : (where.value as string);
  return [{ pointer: where.pointer, words: ['curl', '-X', method, url, ...(text === undefined ? [] : ['-d', text])] }];
}

/** `bb_delete`, `api_post`, `http_put`: the tool is the method. A tool that is about anything else is not. */
function namedMethod(tool: readonly string[]): string | null {
  const rest = tool.filter((word) => !/^(?:bb|bitbucket|api|http|https|rest|request|call|send|raw|kubernetes|docker|proxy)$/.test(word));
  const only = rest.length === 1 ? (rest[0] as string).toUpperCase() : '';
  return METHODS.test(only) ? only : null;
}

/** `client.request({ method: 'DELETE', path: '/accounts/1/r2/buckets/x' })`, `fetch(url, { method: 'DELETE' })` in a program for a host's own client. */
function requestsIn(code: string, server: readonly string[], pointer: string): SentRequest[] {
  return [...code.matchAll(/\bmethod\s*:\s*['"`](DELETE|PUT|PATCH|POST)['"`]/g)].slice(0, 50).flatMap(({ 0: text, 1: method = '', index }) => {
    const around = code.slice(Math.max(0, index - 300), index + text.length + 300);
    const path = /\b(?:path|url|uri|endpoint)\s*:\s*['"`]([^'"`\n]+)['"`]/.exec(around)?.[1] ?? /\b(?:fetch|request|axios)\(\s*['"`]([^'"`\n]+)['"`]/.exec(around)?.[1];
    if (path === undefined || !/^(?:https?:\/\/|\/)/.test(path)) return [];
    return [{ pointer, words: ['curl', '-X', method, path.startsWith('/') ? `${hostOf(server)}${path.replace(/\$\{[^}]*\}/g, '0')}` : path] }];
  });
}

/** Where a server's own API is. A server nobody knows is somebody's own application. */
function hostOf(server: readonly string[]): string {
  return HOSTS.find(([name]) => server.some((word) => name.test(word)))?.[1] ?? `https://${server.join('-') || 'server'}.internal`;
}

const HOSTS: readonly (readonly [RegExp, string])[] = [
  // What runs in a page acts with a person's session, wherever that is.
  [/^(?:playwright|puppeteer|browser|chrome|devtools|selenium|browserbase|stagehand)$/, 'https://api.fly.io'],
  [/^monday$/, 'https://api.monday.com/v2'], [/^hubspot$/, 'https://api.hubapi.com'], [/^airtable$/, 'https://api.airtable.com/v0'], [/^linear$/, 'https://api.linear.app'],
  [/^ovh$/, 'https://api.ovh.com/1.0'], [/^(?:jira|confluence|atlassian)$/, 'https://acme.atlassian.net'], [/^(?:lokka|graph|entra|m365|microsoft)$/, 'https://graph.microsoft.com/v1.0'], [/^scaleway$/, 'https://api.scaleway.com'], [/^(?:newrelic)$/, 'https://api.newrelic.com'], [/^sentry$/, 'https://sentry.io'],
  [/^github$/, 'https://api.github.com'], [/^gitlab$/, 'https://gitlab.com/api/v4'], [/^(?:bitbucket|bb)$/, 'https://api.bitbucket.org/2.0'], [/^cloudflare$/, 'https://api.cloudflare.com/client/v4'],
  [/^(?:elasticsearch|elastic|opensearch|es)$/, 'http://elasticsearch:9200'], [/^railway$/, 'https://backboard.railway.com'], [/^vercel$/, 'https://api.vercel.com'], [/^netlify$/, 'https://api.netlify.com'],
  [/^render$/, 'https://api.render.com'], [/^heroku$/, 'https://api.heroku.com'], [/^fly(?:ctl)?$/, 'https://api.machines.dev'], [/^supabase$/, 'https://api.supabase.com'], [/^neon$/, 'https://console.neon.tech'],
  [/^(?:digitalocean|do)$/, 'https://api.digitalocean.com'], [/^hetzner$/, 'https://api.hetzner.cloud'], [/^(?:datadog|dd)$/, 'https://api.datadoghq.com'], [/^okta$/, 'https://acme.okta.com'], [/^auth0$/, 'https://acme.auth0.com'],
  [/^vault$/, 'https://vault:8200'], [/^consul$/, 'http://consul:8500'], [/^(?:kubernetes|k8s|portainer|rancher|kube)$/, 'https://kubernetes'], [/^azure$/, 'https://management.azure.com'], [/^(?:gcp|gcloud|google)$/, 'https://compute.googleapis.com'],
  [/^(?:rabbitmq|rabbit)$/, 'http://rabbitmq:15672'], [/^twilio$/, 'https://api.twilio.com'], [/^stripe$/, 'https://api.stripe.com'], [/^docker$/, 'http://docker:2375'], [/^linode$/, 'https://api.linode.com'], [/^vultr$/, 'https://api.vultr.com'],
];
