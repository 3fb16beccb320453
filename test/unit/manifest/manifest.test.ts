// What the manifest promises: every text is there, every command and setting is described and reachable.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import nls from '../../../package.nls.json';
import { manifest } from './manifest';

const root = process.cwd();
const texts: Readonly<Record<string, string>> = nls;
const { contributes } = manifest;

/** The English text of a manifest value that is a %key%. */
function textOf(value: string | undefined): string {
  const key = /^%(.+)%$/.exec(value ?? '')?.[1];
  assert.ok(key !== undefined, `${String(value)} is a %key%`);
  return texts[key] ?? '';
}

describe('texts of the manifest', () => {
  const manifestText = readFileSync(path.join(root, 'package.json'), 'utf8');
  const used = new Set(Array.from(manifestText.matchAll(/"%([\w.]+)%"/g), match => match[1] ?? ''));

  test('every %key% has an English text', () => {
    assert.deepEqual(
      [...used].filter(key => !texts[key]),
      [],
    );
  });

  test('no text is left over', () => {
    assert.deepEqual(
      Object.keys(texts).filter(key => !used.has(key)),
      [],
    );
  });

  test('every command link names a command that exists', () => {
    const known = new Set([...contributes.commands.map(item => item.command), 'nodelog.containers.focus']);
    const links = Object.values(texts).flatMap(text =>
      Array.from(text.matchAll(/\]\(command:([\w.]+)\)/g), match => match[1] ?? ''),
    );
    assert.ok(links.length > 0);
    assert.deepEqual(
      links.filter(link => !known.has(link)),
      [],
    );
  });

  test('every welcome offers exactly one action, as a button', () => {
    for (const { contents } of contributes.viewsWelcome) {
      const lines = textOf(contents).split('\n');
      assert.equal(lines.filter(line => /^\[[^\]]+\]\(command:[\w.]+\)$/.test(line)).length, 1, contents);
      assert.equal(textOf(contents).split('](command:').length, 2, contents);
    }
  });
});

describe('settings', () => {
  const settings = Object.entries(contributes.configuration.properties);

  for (const [name, setting] of settings) {
    test(`${name} says what it controls, has a scope, a default and a text for each choice`, () => {
      assert.match(name, /^nodelog\.[a-zA-Z]+\.[a-zA-Z]+$/);
      const text = textOf(setting.markdownDescription);
      assert.match(text, /^Controls /);
      assert.match(text, /\.$/);
      assert.ok(setting.scope !== undefined);
      assert.ok(setting.default !== undefined);
      assert.equal(setting.enumDescriptions?.length, setting.enum?.length);
      setting.enumDescriptions?.forEach(description => assert.match(textOf(description), /\.$/));
    });
  }

  test('each has an order of its own', () => {
    const orders = settings.map(([, setting]) => setting.order);
    assert.equal(new Set(orders).size, settings.length);
    assert.ok(orders.every(order => order !== undefined));
  });

  test('what an untrusted workspace may not set exists', () => {
    for (const name of manifest.capabilities.untrustedWorkspaces.restrictedConfigurations) {
      assert.ok(name in contributes.configuration.properties, name);
    }
  });
});

describe('commands', () => {
  const commands = new Set(contributes.commands.map(item => item.command));

  test('each has the category Nodelog and a title of its own in title case', () => {
    assert.equal(commands.size, contributes.commands.length);
    for (const { command, category, title } of contributes.commands) {
      assert.match(command, /^nodelog\.[a-zA-Z]+\.[a-zA-Z]+$/);
      assert.equal(category, 'Nodelog', command);
      for (const word of textOf(title).split(' ')) {
        assert.match(word, /^(?:[A-Z]|(?:a|and|as|at|by|for|in|of|the|to)$)/, textOf(title));
      }
    }
  });

  test('every command of a menu exists', () => {
    for (const [menu, items] of Object.entries(contributes.menus)) {
      for (const { command, submenu } of items) {
        const exists =
          command === undefined ? contributes.submenus.some(({ id }) => id === submenu) : commands.has(command);
        assert.ok(exists, `${menu}: ${command ?? submenu ?? ''}`);
      }
    }
  });
});

describe('the extension as a whole', () => {
  test('it is activated by what is opened, never by everything', () => {
    assert.ok(!manifest.activationEvents.includes('*'));
    assert.ok(!manifest.activationEvents.includes('onStartupFinished'));
  });

  test('the types of VS Code are those of the oldest VS Code that is allowed', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode'] ?? ''}`);
  });

  test('every step of a lesson has its page and one way to complete it', () => {
    for (const step of contributes.walkthroughs.flatMap(lesson => lesson.steps)) {
      assert.ok(existsSync(path.join(root, step.media.markdown)), step.media.markdown);
      assert.equal(step.completionEvents.length, 1, step.id);
    }
  });

  test('icon, grammars and language configurations are there, each grammar with the scope that it is registered for', () => {
    assert.ok(existsSync(path.join(root, manifest.icon)));
    for (const { path: file, scopeName, language } of contributes.grammars) {
      const grammar = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as { scopeName: string };
      assert.equal(grammar.scopeName, scopeName);
      assert.ok(contributes.languages.some(({ id }) => id === language));
    }
    for (const { configuration } of contributes.languages) {
      assert.ok(configuration === undefined || existsSync(path.join(root, configuration)), configuration);
    }
  });
});
