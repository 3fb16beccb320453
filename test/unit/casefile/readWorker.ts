// The thread that threads.test.ts starts.
import { serveReadThread } from '../../../server/src/readThread';

serveReadThread(__filename);
