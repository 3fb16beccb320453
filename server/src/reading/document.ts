// A log that is open in the editor: its lines on demand, what spans several of them once per version.
import type { AuditEvent } from '../audit/event';
import type { FrameContext } from '../golang/frameLines';
import type { OomReport } from '../kernel/oomReports';
import type { TimeModel } from '../log/time';
import type { LinePart } from './joined';
