// Builds programs with gostackparse where there are a Go toolchain and the module.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from '../host/machine';
import { run } from '../host/processes';

const MODULE = 'github.com/DataDog/gostackparse';
const VERSION = 'v0.7.0';
const LIMIT_MS = 120_000;

/** Reads a file and parses it, and prints how many frames there are: what its Parse gives, and no more. */
const PARSE = `package main

import (
	"bufio"
	"fmt"
	"os"

	"${MODULE}"
)

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	goroutines, problems := gostackparse.Parse(bufio.NewReaderSize(file, 1<<20))
	frames := 0
	for _, goroutine := range goroutines {
		frames += len(goroutine.Stack)
		if goroutine.CreatedBy != nil {
			frames++
		}
	}
	fmt.Println(len(goroutines), frames, len(problems))
}
`;

/** Programs that were built: one that parses a file, and the module's own that prints standard input as JSON. */
export interface Gostackparse {
  readonly parse: string;
  readonly json: string;
}

/**
 * Builds both in a folder; a text says why where that is not possible. NODELOG_GOSTACKPARSE names a clone of the module,
 * for machines that do not reach the module proxy.
 */
export async function buildGostackparse(folder: string): Promise<Gostackparse | string> {
  const go = findProgram(['go']);
  if (go === null) return 'There is no Go toolchain (go) on PATH.';
  const clone = process.env['NODELOG_GOSTACKPARSE'];
  const source = path.join(folder, 'gostackparse');
  mkdirSync(source, { recursive: true });
  const replaced = clone === undefined ? '' : `\nreplace ${MODULE} => ${path.resolve(clone)}\n`;
  writeFileSync(path.join(source, 'go.mod'), `module bench\n\ngo 1.18\n\nrequire ${MODULE} ${VERSION}\n${replaced}`);
  writeFileSync(path.join(source, 'main.go'), PARSE);
  const built: Gostackparse = { parse: path.join(source, 'parse'), json: path.join(source, 'json') };
  const env = { ...process.env, GOFLAGS: '-mod=mod' };
  for (const [output, of] of [
    [built.parse, '.'],
    [built.json, `${MODULE}/cmd/gostack2json`],
  ] as const) {
    const { code, output: said } = await run(go, ['build', '-o', output, of], {
      cwd: source,
      env,
      timeoutMs: LIMIT_MS,
    });
    if (code !== 0 || !existsSync(output)) return `gostackparse cannot be built: ${said.trim().replaceAll('\n', ' ')}`;
  }
  return built;
}
