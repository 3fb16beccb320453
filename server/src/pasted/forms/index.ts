// The tables of forms: what objects in JSON or YAML tell, and what begins at a line.
import type { LineForm, ObjectForm } from '../form';
import { crictlInspect, crictlInspectp, crictlPs } from './cri';
import { kubectlDescribe } from './describe';
import { dockerEventsJson, dockerInspect, dockerPsJson } from './docker';
import { dockerEvents } from './dockerEvents';
import { dockerPs } from './dockerPs';
import { kubernetesEvent, kubernetesPod } from './kubernetes';

export const OBJECT_FORMS: readonly ObjectForm[] = [
  dockerInspect,
  dockerPsJson,
  dockerEventsJson,
  crictlInspect,
  crictlInspectp,
  kubernetesPod,
  kubernetesEvent,
];

/** The first that fits counts. */
export const LINE_FORMS: readonly LineForm[] = [dockerEvents, dockerPs, crictlPs, kubectlDescribe];
