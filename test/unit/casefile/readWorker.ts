// The thread that tests start: it answers with a part of a file as soon as it has one.
import { serveReadThread } from '../../../server/src/readThread';

serveReadThread(__filename, 0);
