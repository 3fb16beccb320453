// Takes the place of the native module @vscode/spdlog in code-server: log files, and with them the Output panel,
// then need no compiler. It has the part of the module's interface (its index.d.ts) that VS Code calls.
import fs from 'node:fs';
import path from 'node:path';

const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

class Logger {
  constructor(file) {
    this.file = file;
    this.level = LEVELS.indexOf('info');
    this.raw = false;
  }
  write(level, message) {
    if (level < this.level) return;
    const stamp = new Date().toISOString().replace('T', ' ').replace('Z', '');
    fs.appendFileSync(this.file, this.raw ? message : `${stamp} [${LEVELS[level]}] ${message}\n`);
  }
  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  /** VS Code asks for one pattern only, the one that write() has. */
  setPattern() {
    this.raw = false;
  }
  clearFormatters() {
    this.raw = true;
  }
  /** Every write is on disk already. */
  flush() {
    return undefined;
  }
  drop() {
    return undefined;
  }
}

export async function createAsyncRotatingLogger(name, file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.appendFileSync(file, '');
  return new Logger(file);
}

export function setFlushOn() {
  return undefined;
}
