// @ts-nocheck
/* Generated from media/policy.schema.json by scripts/policy-validator.mjs with ajv (MIT). Do not edit. */

export const validate = validate21;
export default validate21;
const schema6 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"https://infrahold.dev/policy.schema.json","title":"Infrahold policy","description":"What a team lets an AI assistant do to its infrastructure. The workspace may tighten; it loosens only text that a person has released on this machine.","type":"object","additionalProperties":false,"required":["version"],"properties":{"version":{"const":1,"description":"Version of this file's language. Always 1."},"extends":{"description":"What this file starts from: a preset (`recommended`, `strict`, `watch`), or a list of presets and files. Fetched sources carry a `sha256` pin.","anyOf":[{"$ref":"#/definitions/base"},{"type":"array","items":{"$ref":"#/definitions/base"}}]},"environments":{"description":"How to recognise where a command would land. Without this, whole words in names decide (`prod`, `staging`, `dev`).","type":"object","additionalProperties":false,"properties":{"production":{"$ref":"#/definitions/environment"},"shared":{"$ref":"#/definitions/environment"},"development":{"$ref":"#/definitions/environment"}}},"rules":{"description":"A disposition for a rule, for all environments or by environment.","type":"object","additionalProperties":false,"patternProperties":{"^(?:control-loss|data-store-deletion|filesystem-wipe|guard-tampering|history-rewrite|key-destruction|protection-removal|resource-deletion|resource-replacement|service-stop|stack-destruction|state-surgery|unattended-apply|uncommitted-work-loss|unseen-code)$":{"$ref":"#/definitions/judgement"}}},"protect":{"description":"Things that any change but creating and reading is held or denied for, whatever the rules say.","type":"array","items":{"type":"object","additionalProperties":false,"required":["with"],"minProperties":2,"properties":{"resource":{"$ref":"#/definitions/glob","description":"Glob over a resource's address, such as `aws_db_instance.*`."},"path":{"$ref":"#/definitions/glob","description":"Glob over a file's path, counted from the folder of this policy."},"account":{"$ref":"#/definitions/glob","description":"Glob over the AWS account or profile, Google project or Azure subscription."},"context":{"$ref":"#/definitions/glob","description":"Glob over the Kubernetes or Docker context."},"with":{"enum":["warn","hold","deny"],"description":"What a change to it is worth."}}}},"commands":{"description":"Commands that the team knows to be fine or not. `run` is matched against the program with its arguments, wrappers taken off, never against the text.","type":"array","items":{"type":"object","additionalProperties":false,"required":["run","with"],"properties":{"run":{"$ref":"#/definitions/glob","description":"Glob over the words joined by one space: `terraform -chdir=envs/dev destroy*`."},"with":{"$ref":"#/definitions/disposition"}}}},"waivers":{"description":"Standing, dated permissions. A waiver never covers a whole stack.","type":"array","items":{"type":"object","additionalProperties":false,"required":["rule","until","reason"],"properties":{"rule":{"type":"string","description":"Id of the rule that is waived."},"resource":{"$ref":"#/definitions/glob","description":"Glob over the resource's address."},"path":{"$ref":"#/definitions/glob","description":"Glob over the file's path, counted from the folder of this policy."},"environment":{"$ref":"#/definitions/class"},"until":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}$","description":"Last day it counts, as YYYY-MM-DD; at most 90 days ahead unless an upper layer says more."},"reason":{"type":"string","pattern":"\\S","description":"Why, for whoever reads it later."},"author":{"type":"string","description":"Who gave it."}}}},"assistants":{"description":"Rules for one assistant, by its id (`claude`, `copilot`, `codex`, `cursor`, …).","type":"object","additionalProperties":{"type":"object","additionalProperties":false,"properties":{"rules":{"$ref":"#/properties/rules"}}}},"release":{"description":"Who may release what is held, by environment.","type":"object","additionalProperties":false,"patternProperties":{"^(?:production|shared|development|unknown)$":{"$ref":"#/definitions/release"}}},"limits":{"description":"Time and reach of the gate itself.","type":"object","additionalProperties":false,"properties":{"answer-within":{"type":"integer","minimum":10,"maximum":3300,"description":"Seconds a person has to answer a hold. Default 600; always shorter than the host's own limit."},"pause":{"type":"boolean","description":"Whether a person may pause the guard. Default true."},"previews":{"type":"boolean","description":"Whether real tools may be asked what would be lost. Default true; nothing is ever changed by asking."},"waiver-days":{"type":"integer","minimum":1,"maximum":365,"description":"How far ahead a waiver may end. Default 90."}}},"partial-coverage":{"$ref":"#/definitions/disposition","description":"What a text that could not be read whole is worth. Default allow: what could destroy unread is an effect of its own."},"terminals":{"enum":["assistants","everyone"],"description":"Whose terminal commands pass the gate. Default: assistants only."},"may-loosen":{"description":"Rules that a lower layer (user, workspace, folder) may loosen although this one names them.","type":"array","items":{"type":"string"}}},"definitions":{"base":{"anyOf":[{"enum":["recommended","strict","watch"]},{"type":"object","additionalProperties":false,"required":["from","sha256"],"properties":{"from":{"type":"string","description":"A file, an npm package, a git repository at a commit, or an HTTPS address."},"sha256":{"type":"string","pattern":"^[0-9a-f]{64}$","description":"SHA-256 of the exact text."}}}]},"disposition":{"enum":["allow","warn","hold","deny"]},"class":{"enum":["production","shared","development","unknown"]},"judgement":{"anyOf":[{"enum":["recommended","allow","warn","hold","deny"]},{"type":"object","additionalProperties":false,"patternProperties":{"^(?:production|shared|development|unknown|default)$":{"enum":["recommended","allow","warn","hold","deny"]}}}]},"glob":{"type":"string","pattern":"^\\P{Cc}{1,256}$"},"environment":{"type":"object","additionalProperties":false,"required":["any"],"properties":{"any":{"type":"array","description":"It is this environment when one of these fits. All keys of one entry must fit.","items":{"$ref":"#/definitions/facts"}}}},"facts":{"type":"object","additionalProperties":false,"minProperties":1,"patternProperties":{"^(?:path|aws-profile|aws-region|aws-account|endpoint|kube-context|kube-namespace|terraform-workspace|terraform-var-file|terraform-backend|pulumi-stack|gcloud-project|gcloud-configuration|az-subscription|az-resource-group|docker-context|database-host|database|git-remote|git-branch|host|stack|app)$":{"$ref":"#/definitions/glob"}}},"release":{"type":"object","additionalProperties":false,"required":["people"],"properties":{"people":{"type":"integer","minimum":1,"maximum":2,"description":"How many people must agree. The one who asks cannot be the second."},"signers":{"type":"string","description":"The allowed_signers file of ssh-keygen, counted from the folder of this policy."}}}}};
const func2 = Object.prototype.hasOwnProperty;
const schema7 = {"anyOf":[{"enum":["recommended","strict","watch"]},{"type":"object","additionalProperties":false,"required":["from","sha256"],"properties":{"from":{"type":"string","description":"A file, an npm package, a git repository at a commit, or an HTTPS address."},"sha256":{"type":"string","pattern":"^[0-9a-f]{64}$","description":"SHA-256 of the exact text."}}}]};
const pattern0 = new RegExp("^[0-9a-f]{64}$", "u");

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = false;
const _errs1 = errors;
if(!(((data === "recommended") || (data === "strict")) || (data === "watch"))){
const err0 = {instancePath,schemaPath:"#/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema7.anyOf[0].enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.from === undefined){
const err1 = {instancePath,schemaPath:"#/anyOf/1/required",keyword:"required",params:{missingProperty: "from"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.sha256 === undefined){
const err2 = {instancePath,schemaPath:"#/anyOf/1/required",keyword:"required",params:{missingProperty: "sha256"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "from") || (key0 === "sha256"))){
const err3 = {instancePath,schemaPath:"#/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.from !== undefined){
if(typeof data.from !== "string"){
const err4 = {instancePath:instancePath+"/from",schemaPath:"#/anyOf/1/properties/from/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.sha256 !== undefined){
let data1 = data.sha256;
if(typeof data1 === "string"){
if(!pattern0.test(data1)){
const err5 = {instancePath:instancePath+"/sha256",schemaPath:"#/anyOf/1/properties/sha256/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/sha256",schemaPath:"#/anyOf/1/properties/sha256/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/anyOf/1/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var _valid0 = _errs2 === errors;
valid0 = valid0 || _valid0;
}
if(!valid0){
const err8 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
else {
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
}
validate22.errors = vErrors;
return errors === 0;
}

const schema8 = {"type":"object","additionalProperties":false,"required":["any"],"properties":{"any":{"type":"array","description":"It is this environment when one of these fits. All keys of one entry must fit.","items":{"$ref":"#/definitions/facts"}}}};
const schema9 = {"type":"object","additionalProperties":false,"minProperties":1,"patternProperties":{"^(?:path|aws-profile|aws-region|aws-account|endpoint|kube-context|kube-namespace|terraform-workspace|terraform-var-file|terraform-backend|pulumi-stack|gcloud-project|gcloud-configuration|az-subscription|az-resource-group|docker-context|database-host|database|git-remote|git-branch|host|stack|app)$":{"$ref":"#/definitions/glob"}}};
const pattern1 = new RegExp("^(?:path|aws-profile|aws-region|aws-account|endpoint|kube-context|kube-namespace|terraform-workspace|terraform-var-file|terraform-backend|pulumi-stack|gcloud-project|gcloud-configuration|az-subscription|az-resource-group|docker-context|database-host|database|git-remote|git-branch|host|stack|app)$", "u");
const schema10 = {"type":"string","pattern":"^\\P{Cc}{1,256}$"};
const pattern3 = new RegExp("^\\P{Cc}{1,256}$", "u");

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!pattern3.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^\\P{Cc}{1,256}$"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}


function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(pattern1.test(key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
for(const key1 in data){
if(pattern1.test(key1)){
if(!(validate27(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}


function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.any === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "any"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "any")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.any !== undefined){
let data0 = data.any;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate26(data0[i0], {instancePath:instancePath+"/any/" + i0,parentData:data0,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath:instancePath+"/any",schemaPath:"#/properties/any/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}

const schema11 = {"anyOf":[{"enum":["recommended","allow","warn","hold","deny"]},{"type":"object","additionalProperties":false,"patternProperties":{"^(?:production|shared|development|unknown|default)$":{"enum":["recommended","allow","warn","hold","deny"]}}}]};
const pattern6 = new RegExp("^(?:production|shared|development|unknown|default)$", "u");

function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = false;
const _errs1 = errors;
if(!(((((data === "recommended") || (data === "allow")) || (data === "warn")) || (data === "hold")) || (data === "deny"))){
const err0 = {instancePath,schemaPath:"#/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema11.anyOf[0].enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(pattern6.test(key0))){
const err1 = {instancePath,schemaPath:"#/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
for(const key1 in data){
if(pattern6.test(key1)){
let data0 = data[key1];
if(!(((((data0 === "recommended") || (data0 === "allow")) || (data0 === "warn")) || (data0 === "hold")) || (data0 === "deny"))){
const err2 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/anyOf/1/patternProperties/%5E(%3F%3Aproduction%7Cshared%7Cdevelopment%7Cunknown%7Cdefault)%24/enum",keyword:"enum",params:{allowedValues: schema11.anyOf[1].patternProperties["^(?:production|shared|development|unknown|default)$"].enum}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/anyOf/1/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var _valid0 = _errs2 === errors;
valid0 = valid0 || _valid0;
}
if(!valid0){
const err4 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
else {
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
}
validate33.errors = vErrors;
return errors === 0;
}

const schema12 = {"enum":["allow","warn","hold","deny"]};

function validate40(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!((((data === "allow") || (data === "warn")) || (data === "hold")) || (data === "deny"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema12.enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate40.errors = vErrors;
return errors === 0;
}

const schema13 = {"enum":["production","shared","development","unknown"]};

function validate44(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!((((data === "production") || (data === "shared")) || (data === "development")) || (data === "unknown"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema13.enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate44.errors = vErrors;
return errors === 0;
}

const schema14 = {"description":"A disposition for a rule, for all environments or by environment.","type":"object","additionalProperties":false,"patternProperties":{"^(?:control-loss|data-store-deletion|filesystem-wipe|guard-tampering|history-rewrite|key-destruction|protection-removal|resource-deletion|resource-replacement|service-stop|stack-destruction|state-surgery|unattended-apply|uncommitted-work-loss|unseen-code)$":{"$ref":"#/definitions/judgement"}}};
const pattern4 = new RegExp("^(?:control-loss|data-store-deletion|filesystem-wipe|guard-tampering|history-rewrite|key-destruction|protection-removal|resource-deletion|resource-replacement|service-stop|stack-destruction|state-surgery|unattended-apply|uncommitted-work-loss|unseen-code)$", "u");

function validate46(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(pattern4.test(key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
for(const key1 in data){
if(pattern4.test(key1)){
if(!(validate33(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate46.errors = vErrors;
return errors === 0;
}

const schema15 = {"type":"object","additionalProperties":false,"required":["people"],"properties":{"people":{"type":"integer","minimum":1,"maximum":2,"description":"How many people must agree. The one who asks cannot be the second."},"signers":{"type":"string","description":"The allowed_signers file of ssh-keygen, counted from the folder of this policy."}}};

function validate49(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.people === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "people"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "people") || (key0 === "signers"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.people !== undefined){
let data0 = data.people;
if(!((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0)))){
const err2 = {instancePath:instancePath+"/people",schemaPath:"#/properties/people/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(typeof data0 == "number"){
if(data0 > 2 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/people",schemaPath:"#/properties/people/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0 < 1 || isNaN(data0)){
const err4 = {instancePath:instancePath+"/people",schemaPath:"#/properties/people/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.signers !== undefined){
if(typeof data.signers !== "string"){
const err5 = {instancePath:instancePath+"/signers",schemaPath:"#/properties/signers/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate49.errors = vErrors;
return errors === 0;
}

const pattern8 = new RegExp("^\\d{4}-\\d{2}-\\d{2}$", "u");
const pattern9 = new RegExp("\\S", "u");
const pattern12 = new RegExp("^(?:production|shared|development|unknown)$", "u");

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="https://infrahold.dev/policy.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema6.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.version !== undefined){
if(1 !== data.version){
const err2 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.extends !== undefined){
let data1 = data.extends;
const _errs4 = errors;
let valid1 = false;
const _errs5 = errors;
if(!(validate22(data1, {instancePath:instancePath+"/extends",parentData:data,parentDataProperty:"extends",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var _valid0 = _errs5 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs6 = errors;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate22(data1[i0], {instancePath:instancePath+"/extends/" + i0,parentData:data1,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/anyOf/1/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var _valid0 = _errs6 === errors;
valid1 = valid1 || _valid0;
}
if(!valid1){
const err4 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
else {
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
}
}
if(data.environments !== undefined){
let data3 = data.environments;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if(!(((key1 === "production") || (key1 === "shared")) || (key1 === "development"))){
const err5 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data3.production !== undefined){
if(!(validate25(data3.production, {instancePath:instancePath+"/environments/production",parentData:data3,parentDataProperty:"production",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data3.shared !== undefined){
if(!(validate25(data3.shared, {instancePath:instancePath+"/environments/shared",parentData:data3,parentDataProperty:"shared",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data3.development !== undefined){
if(!(validate25(data3.development, {instancePath:instancePath+"/environments/development",parentData:data3,parentDataProperty:"development",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.rules !== undefined){
let data7 = data.rules;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key2 in data7){
if(!(pattern4.test(key2))){
const err7 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
for(const key3 in data7){
if(pattern4.test(key3)){
if(!(validate33(data7[key3], {instancePath:instancePath+"/rules/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data7,parentDataProperty:key3,rootData}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
}
}
else {
const err8 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.protect !== undefined){
let data9 = data.protect;
if(Array.isArray(data9)){
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
let data10 = data9[i1];
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(Object.keys(data10).length < 2){
const err9 = {instancePath:instancePath+"/protect/" + i1,schemaPath:"#/properties/protect/items/minProperties",keyword:"minProperties",params:{limit: 2}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data10.with === undefined){
const err10 = {instancePath:instancePath+"/protect/" + i1,schemaPath:"#/properties/protect/items/required",keyword:"required",params:{missingProperty: "with"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key4 in data10){
if(!(((((key4 === "resource") || (key4 === "path")) || (key4 === "account")) || (key4 === "context")) || (key4 === "with"))){
const err11 = {instancePath:instancePath+"/protect/" + i1,schemaPath:"#/properties/protect/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data10.resource !== undefined){
if(!(validate27(data10.resource, {instancePath:instancePath+"/protect/" + i1+"/resource",parentData:data10,parentDataProperty:"resource",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data10.path !== undefined){
if(!(validate27(data10.path, {instancePath:instancePath+"/protect/" + i1+"/path",parentData:data10,parentDataProperty:"path",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data10.account !== undefined){
if(!(validate27(data10.account, {instancePath:instancePath+"/protect/" + i1+"/account",parentData:data10,parentDataProperty:"account",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data10.context !== undefined){
if(!(validate27(data10.context, {instancePath:instancePath+"/protect/" + i1+"/context",parentData:data10,parentDataProperty:"context",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data10.with !== undefined){
let data15 = data10.with;
if(!(((data15 === "warn") || (data15 === "hold")) || (data15 === "deny"))){
const err12 = {instancePath:instancePath+"/protect/" + i1+"/with",schemaPath:"#/properties/protect/items/properties/with/enum",keyword:"enum",params:{allowedValues: schema6.properties.protect.items.properties.with.enum}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/protect/" + i1,schemaPath:"#/properties/protect/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/protect",schemaPath:"#/properties/protect/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.commands !== undefined){
let data16 = data.commands;
if(Array.isArray(data16)){
const len2 = data16.length;
for(let i2=0; i2<len2; i2++){
let data17 = data16[i2];
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.run === undefined){
const err15 = {instancePath:instancePath+"/commands/" + i2,schemaPath:"#/properties/commands/items/required",keyword:"required",params:{missingProperty: "run"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data17.with === undefined){
const err16 = {instancePath:instancePath+"/commands/" + i2,schemaPath:"#/properties/commands/items/required",keyword:"required",params:{missingProperty: "with"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
for(const key5 in data17){
if(!((key5 === "run") || (key5 === "with"))){
const err17 = {instancePath:instancePath+"/commands/" + i2,schemaPath:"#/properties/commands/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data17.run !== undefined){
if(!(validate27(data17.run, {instancePath:instancePath+"/commands/" + i2+"/run",parentData:data17,parentDataProperty:"run",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data17.with !== undefined){
if(!(validate40(data17.with, {instancePath:instancePath+"/commands/" + i2+"/with",parentData:data17,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
errors = vErrors.length;
}
}
}
else {
const err18 = {instancePath:instancePath+"/commands/" + i2,schemaPath:"#/properties/commands/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/commands",schemaPath:"#/properties/commands/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.waivers !== undefined){
let data20 = data.waivers;
if(Array.isArray(data20)){
const len3 = data20.length;
for(let i3=0; i3<len3; i3++){
let data21 = data20[i3];
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.rule === undefined){
const err20 = {instancePath:instancePath+"/waivers/" + i3,schemaPath:"#/properties/waivers/items/required",keyword:"required",params:{missingProperty: "rule"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data21.until === undefined){
const err21 = {instancePath:instancePath+"/waivers/" + i3,schemaPath:"#/properties/waivers/items/required",keyword:"required",params:{missingProperty: "until"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data21.reason === undefined){
const err22 = {instancePath:instancePath+"/waivers/" + i3,schemaPath:"#/properties/waivers/items/required",keyword:"required",params:{missingProperty: "reason"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
for(const key6 in data21){
if(!(((((((key6 === "rule") || (key6 === "resource")) || (key6 === "path")) || (key6 === "environment")) || (key6 === "until")) || (key6 === "reason")) || (key6 === "author"))){
const err23 = {instancePath:instancePath+"/waivers/" + i3,schemaPath:"#/properties/waivers/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data21.rule !== undefined){
if(typeof data21.rule !== "string"){
const err24 = {instancePath:instancePath+"/waivers/" + i3+"/rule",schemaPath:"#/properties/waivers/items/properties/rule/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data21.resource !== undefined){
if(!(validate27(data21.resource, {instancePath:instancePath+"/waivers/" + i3+"/resource",parentData:data21,parentDataProperty:"resource",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data21.path !== undefined){
if(!(validate27(data21.path, {instancePath:instancePath+"/waivers/" + i3+"/path",parentData:data21,parentDataProperty:"path",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data21.environment !== undefined){
if(!(validate44(data21.environment, {instancePath:instancePath+"/waivers/" + i3+"/environment",parentData:data21,parentDataProperty:"environment",rootData}))){
vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
errors = vErrors.length;
}
}
if(data21.until !== undefined){
let data26 = data21.until;
if(typeof data26 === "string"){
if(!pattern8.test(data26)){
const err25 = {instancePath:instancePath+"/waivers/" + i3+"/until",schemaPath:"#/properties/waivers/items/properties/until/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}$"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/waivers/" + i3+"/until",schemaPath:"#/properties/waivers/items/properties/until/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data21.reason !== undefined){
let data27 = data21.reason;
if(typeof data27 === "string"){
if(!pattern9.test(data27)){
const err27 = {instancePath:instancePath+"/waivers/" + i3+"/reason",schemaPath:"#/properties/waivers/items/properties/reason/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/waivers/" + i3+"/reason",schemaPath:"#/properties/waivers/items/properties/reason/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data21.author !== undefined){
if(typeof data21.author !== "string"){
const err29 = {instancePath:instancePath+"/waivers/" + i3+"/author",schemaPath:"#/properties/waivers/items/properties/author/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/waivers/" + i3,schemaPath:"#/properties/waivers/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/waivers",schemaPath:"#/properties/waivers/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.assistants !== undefined){
let data29 = data.assistants;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
for(const key7 in data29){
let data30 = data29[key7];
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
for(const key8 in data30){
if(!(key8 === "rules")){
const err32 = {instancePath:instancePath+"/assistants/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/assistants/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data30.rules !== undefined){
if(!(validate46(data30.rules, {instancePath:instancePath+"/assistants/" + key7.replace(/~/g, "~0").replace(/\//g, "~1")+"/rules",parentData:data30,parentDataProperty:"rules",rootData}))){
vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
errors = vErrors.length;
}
}
}
else {
const err33 = {instancePath:instancePath+"/assistants/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/assistants/additionalProperties/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/assistants",schemaPath:"#/properties/assistants/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.release !== undefined){
let data32 = data.release;
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
for(const key9 in data32){
if(!(pattern12.test(key9))){
const err35 = {instancePath:instancePath+"/release",schemaPath:"#/properties/release/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
for(const key10 in data32){
if(pattern12.test(key10)){
if(!(validate49(data32[key10], {instancePath:instancePath+"/release/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data32,parentDataProperty:key10,rootData}))){
vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors);
errors = vErrors.length;
}
}
}
}
else {
const err36 = {instancePath:instancePath+"/release",schemaPath:"#/properties/release/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.limits !== undefined){
let data34 = data.limits;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
for(const key11 in data34){
if(!((((key11 === "answer-within") || (key11 === "pause")) || (key11 === "previews")) || (key11 === "waiver-days"))){
const err37 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data34["answer-within"] !== undefined){
let data35 = data34["answer-within"];
if(!((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35)))){
const err38 = {instancePath:instancePath+"/limits/answer-within",schemaPath:"#/properties/limits/properties/answer-within/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(typeof data35 == "number"){
if(data35 > 3300 || isNaN(data35)){
const err39 = {instancePath:instancePath+"/limits/answer-within",schemaPath:"#/properties/limits/properties/answer-within/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3300}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data35 < 10 || isNaN(data35)){
const err40 = {instancePath:instancePath+"/limits/answer-within",schemaPath:"#/properties/limits/properties/answer-within/minimum",keyword:"minimum",params:{comparison: ">=", limit: 10}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
if(data34.pause !== undefined){
if(typeof data34.pause !== "boolean"){
const err41 = {instancePath:instancePath+"/limits/pause",schemaPath:"#/properties/limits/properties/pause/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data34.previews !== undefined){
if(typeof data34.previews !== "boolean"){
const err42 = {instancePath:instancePath+"/limits/previews",schemaPath:"#/properties/limits/properties/previews/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data34["waiver-days"] !== undefined){
let data38 = data34["waiver-days"];
if(!((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38)))){
const err43 = {instancePath:instancePath+"/limits/waiver-days",schemaPath:"#/properties/limits/properties/waiver-days/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(typeof data38 == "number"){
if(data38 > 365 || isNaN(data38)){
const err44 = {instancePath:instancePath+"/limits/waiver-days",schemaPath:"#/properties/limits/properties/waiver-days/maximum",keyword:"maximum",params:{comparison: "<=", limit: 365}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data38 < 1 || isNaN(data38)){
const err45 = {instancePath:instancePath+"/limits/waiver-days",schemaPath:"#/properties/limits/properties/waiver-days/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
}
else {
const err46 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data["partial-coverage"] !== undefined){
if(!(validate40(data["partial-coverage"], {instancePath:instancePath+"/partial-coverage",parentData:data,parentDataProperty:"partial-coverage",rootData}))){
vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
errors = vErrors.length;
}
}
if(data.terminals !== undefined){
let data40 = data.terminals;
if(!((data40 === "assistants") || (data40 === "everyone"))){
const err47 = {instancePath:instancePath+"/terminals",schemaPath:"#/properties/terminals/enum",keyword:"enum",params:{allowedValues: schema6.properties.terminals.enum}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data["may-loosen"] !== undefined){
let data41 = data["may-loosen"];
if(Array.isArray(data41)){
const len4 = data41.length;
for(let i4=0; i4<len4; i4++){
if(typeof data41[i4] !== "string"){
const err48 = {instancePath:instancePath+"/may-loosen/" + i4,schemaPath:"#/properties/may-loosen/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/may-loosen",schemaPath:"#/properties/may-loosen/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
