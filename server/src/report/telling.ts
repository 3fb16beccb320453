// What tells whose logs these are, as it stands in text: the patterns of redaction.
import { SECRETS } from './secrets';

/** Endings of names of hosts: what organizations have, and what resolves inside their networks. A file's ending is none. */
const HOST_ENDING =
  'com|net|org|edu|gov|mil|info|biz|io|dev|app|cloud|ai|co|eu|de|fr|uk|nl|ch|at|es|it|se|fi|dk|cz|ru|cn|jp|kr|br|au|ca|us|be|pt|ie|nz|tw|hk|sg|il|za|mx|tr|ua|internal|local|lan|corp|intra|intranet|home|example|invalid|svc';
const LABELS = String.raw`(?:[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?\.)+`;
/** A part of a path; a comma before another key ends it (task_memcg=/docker/ID,task=x). */
const PART = String.raw`\/(?:(?!,[\w-]+=)[\w.@+~%=:,-])+`;

/** Each in a group of its own name, what is more exact before what is less. */
export const TELLING = [
  ...SECRETS,
  String.raw`(?<=\w:\/\/)(?<login>[^\s\/"'\\:@?#\0]+)(?::(?<password>[^\s\/"'\\@\0]*))?(?=@)`,
  String.raw`(?<mail>(?<![\w@\/.+-])[A-Za-z0-9][\w.+-]*@${LABELS}(?:${HOST_ENDING})(?![\w-]))`,
  String.raw`(?<mac>(?<![\w:.-])(?:[0-9a-fA-F]{2}(?<between>[:-])(?:[0-9a-fA-F]{2}\k<between>){4}[0-9a-fA-F]{2}|(?:[0-9a-fA-F]{4}\.){2}[0-9a-fA-F]{4})(?![\w:-]))`,
  String.raw`(?<v6>(?<![\w:.])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:]|\.\d))`,
  String.raw`(?<v4>(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d))`,
  String.raw`(?<=\w:\/\/(?:[^\s\/@]*@)?)(?<url>[^\s\/"'\\:@?#\0[]+)(?<urlPath>(?::\d+)?(?:${PART})*)`,
  String.raw`(?<![\w.\/-])(?<domain>${LABELS}(?:(?:${HOST_ENDING})(?![\w.-])|[a-z]{2,}(?=(?::\d+)?\/)))(?<domainPath>(?::\d+)?(?:${PART})*)`,
];
/** Less exact than any name that is known: it comes last. */
export const PATH = String.raw`(?<path>(?<![\w.:\/@])(?:${PART})+\/?)`;

/** Where source of public programs lies: paths of frames stay whole. */
export const PUBLIC_SOURCE =
  /(?:^|[/@])(?:github\.com|golang\.org|google\.golang\.org|k8s\.io|sigs\.k8s\.io|gopkg\.in|go\.etcd\.io|go\.uber\.org|go\.opentelemetry\.io)\/|\/(?:usr\/local\/go|usr\/lib(?:64)?\/go(?:-[\d.]+)?|usr\/lib\/golang)\/src\//;
export const PUBLIC_HOST =
  /^(?:(?:[\w-]+\.)*(?:github\.com|gitlab\.com|docker\.io|docker\.com|quay\.io|gcr\.io|k8s\.io|kubernetes\.io|golang\.org|go\.etcd\.io|go\.uber\.org|go\.opentelemetry\.io|gopkg\.in|containerd\.io|io\.containerd\.[\w.]+)|localhost)$/;
/** Registries and forges whose every path names somebody. */
export const PUBLIC_REGISTRY = /^(?:(?:[\w-]+\.)*(?:docker\.io|quay\.io|gcr\.io|gitlab\.com))$/;
