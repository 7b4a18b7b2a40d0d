// The rules of the tree (ARCHITECTURE.md): who imports whom, through which door, along which arrows.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { test } from 'node:test'
import { modules, rooms } from '../../src/modules.ts'

const root = join(import.meta.dirname, '../..')
const src = join(root, 'src')

interface Import {
  file: string
  from: string
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  return [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'"\n;]*?(?:\{[^}]*\}[^'"\n]*?)?from\s+'([^']+)'|import\('([^']+)'\)/g,
    ),
  ].map((found) => ({ file: relative(root, file), from: found[1] ?? found[2] ?? '' }))
}

const sources = globSync('src/**/*.ts', { cwd: root }).map((path) => join(root, path))
const code = sources.filter((path) => !/\.(test|fixture)\.ts$/.test(path))
const moduleOf = (path: string): string => relative(src, path).split('/')[0] ?? ''
const names = Object.keys(modules) as (keyof typeof modules)[]

test('there is code to check, and every folder of src is a known module', () => {
  assert.ok(code.length > 100)
  const folders = new Set(code.map(moduleOf).filter((name) => !name.endsWith('.ts')))
  assert.deepEqual(
    [...folders].filter((name) => name !== 'platform' && !names.includes(name as never)),
    [],
  )
})

test('platform imports no module; rules imports nothing of Parvis', () => {
  for (const { file, from } of code.filter((path) => moduleOf(path) === 'platform').flatMap(importsOf)) {
    assert.ok(!from.startsWith('#') || from.startsWith('#platform/'), `${file} imports ${from}`)
  }
  for (const { file, from } of code.filter((path) => moduleOf(path) === 'rules').flatMap(importsOf)) {
    assert.ok(from.startsWith('./') || from === 'zod' || from === 'fast-check', `${file} imports ${from}`)
  }
})

test('a module is imported only through its door and only along the arrows', () => {
  for (const path of code.filter((item) => names.includes(moduleOf(item) as never))) {
    const here = moduleOf(path) as keyof typeof modules
    for (const { file, from } of importsOf(path)) {
      if (from.startsWith('.'))
        assert.equal(moduleOf(resolve(dirname(path), from)), here, `${file} reaches into ${from}`)
      if (!from.startsWith('#') || from.startsWith('#platform/')) continue
      const target = from.slice(1)
      assert.ok(
        target === here || (modules[here] as readonly string[]).includes(target),
        `${file} imports ${from}: no such arrow`,
      )
    }
  }
})

test('the arrows have no cycle', () => {
  const visit = (name: string, path: string[]): void => {
    assert.ok(!path.includes(name), `cycle: ${[...path, name].join(' -> ')}`)
    for (const next of modules[name as keyof typeof modules]) visit(next, [...path, name])
  }
  for (const name of names) visit(name, [])
})

test('a room imports only the rooms before it, and nothing of what stands beside them', () => {
  for (const [name, order] of Object.entries(rooms)) {
    const folders = new Set(
      code
        .filter((path) => moduleOf(path) === name && relative(src, path).split('/').length > 2)
        .map((path) => relative(src, path).split('/')[1] ?? ''),
    )
    assert.deepEqual([...folders].toSorted(), order.toSorted(), `rooms of ${name}`)
    const roomOf = (path: string): number => order.indexOf(relative(src, path).split('/')[1] ?? '')
    for (const path of code.filter((item) => moduleOf(item) === name && roomOf(item) >= 0))
      for (const { file, from } of importsOf(path).filter((item) => item.from.startsWith('.'))) {
        const target = roomOf(resolve(dirname(path), from))
        assert.ok(
          target >= 0 && target <= roomOf(path),
          `${file} imports ${from}: against the order of rooms`,
        )
      }
  }
})

/** Folders that hold more, and why they stay whole. Pages are one a file, and are not counted. */
const WHOLE: Readonly<Record<string, string>> = {
  'platform/http': 'the kernel',
  'platform/ui': 'the kit: one part a file',
  territory: 'small files of facts',
  'signin/federation': 'one protocol, read whole',
  'signin/paper': 'one desk and its sign-in, read whole',
}

test('past about fifteen files a folder is divided once, by what people do', () => {
  const held = Map.groupBy(code, (path) => relative(src, dirname(path)))
  const large = [...held].filter(([folder, files]) => files.length > 15 && !/(^|\/)pages$/.test(folder))
  assert.deepEqual(
    large.flatMap(([folder]) => (folder === '' || folder in WHOLE ? [] : [folder])),
    [],
  )
  for (const folder of Object.keys(WHOLE))
    assert.ok(
      large.some(([name]) => name === folder),
      `${folder} is no longer large: take it off the list`,
    )
})

test('no file imports itself by way of others, not even for a type', () => {
  const fileOf = (path: string, from: string): string =>
    from.startsWith('#platform/') ? join(src, 'platform', from.slice(10)) : resolve(dirname(path), from)
  const imported = new Map(
    code.map((path) => [
      path,
      importsOf(path)
        .filter(({ from }) => from.startsWith('.') || from.startsWith('#platform/'))
        .map(({ from }) => fileOf(path, from)),
    ]),
  )
  const done = new Set<string>()
  const visit = (path: string, way: readonly string[]): void => {
    const circle = [...way.slice(way.indexOf(path)), path].map((item) => relative(src, item))
    assert.ok(!way.includes(path), `circle: ${circle.join(' -> ')}`)
    if (done.has(path)) return
    for (const next of imported.get(path) ?? []) visit(next, [...way, path])
    done.add(path)
  }
  for (const path of code) visit(path, [])
})

test('pages never query, queries never see HTTP, verbs never see a request object', () => {
  for (const path of code.filter((item) => names.includes(moduleOf(item) as never))) {
    const file = relative(root, path)
    const from = importsOf(path).map((item) => item.from)
    if (path.includes('/pages/'))
      assert.ok(
        !from.some(
          (item) => item === 'kysely' || (/queries[.\w]*\.ts$/.test(item) && !isTypeOnly(path, item)),
        ),
        `${file} queries`,
      )
    if (/queries[.\w]*\.ts$/.test(path))
      assert.ok(!from.some((item) => item.includes('/http/') || item === 'fastify'), `${file} sees HTTP`)
    if (!/routes?[.\w-]*\.ts$|pages\/|\.citizen\.ts$|\.agent\.ts$|\.admin\.ts$/.test(path))
      assert.ok(!from.includes('fastify'), `${file} sees a request object`)
  }
})

function isTypeOnly(path: string, from: string): boolean {
  const text = readFileSync(path, 'utf8')
  return [...text.matchAll(/import (type )?(\{[^}]*\})[^'"\n]*from '([^']+)'/g)]
    .filter((found) => found[3] === from)
    .every(
      (found) =>
        found[1] !== undefined ||
        (found[2] ?? '')
          .replace(/[{}]/g, '')
          .split(',')
          .filter((item) => item.trim() !== '')
          .every((item) => item.trim().startsWith('type ')),
    )
}

test('islands import only pure files and other islands', () => {
  const islands = globSync('islands/**/*.ts', { cwd: root })
    .map((path) => join(root, path))
    .filter((path) => !path.endsWith('.test.ts'))
  assert.ok(islands.length > 5)
  for (const { file, from } of islands.flatMap(importsOf)) {
    const allowed =
      from === 'leaflet' ||
      from.startsWith('./') ||
      from.startsWith('../src/rules/') ||
      from.startsWith('../src/platform/ui/') ||
      from.startsWith('../src/forms/')
    assert.ok(allowed, `${file} imports ${from}`)
  }
})

/** Of the pass, what runs in browsers and in turnstiles as on the server. */
const PURE = /^src\/pass\/(?:token|status|gate|door\/screen|holder\/screen)\//
const LIBRARIES = new Set(['cborg', 'jsqr', 'uqr'])

test('the page of a door, and what a phone shows, are made of pure files alone', () => {
  const screen = code.filter(
    (path) => /pass\/(?:door|holder)\/screen\//.test(path) && !path.endsWith('.citizen.ts'),
  )
  assert.ok(screen.length > 10)
  const pure = code.filter((path) => /^src\/pass\/(?:token|status|gate)\//.test(relative(root, path)))
  for (const { file, from } of [...screen, ...pure].flatMap(importsOf)) {
    const target = from.startsWith('.') ? relative(root, resolve(root, dirname(file), from)) : from
    assert.ok(PURE.test(target) || LIBRARIES.has(from), `${file} imports ${from}`)
    assert.ok(!target.endsWith('.citizen.ts'), `${file} imports ${from}`)
  }
})

test('files are short and say what they are for, tests as the others', () => {
  const tests = globSync('{test,islands}/**/*.ts', { cwd: root }).map((path) => join(root, path))
  for (const path of [...sources, ...tests].filter((item) => !item.includes('.generated.'))) {
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
    assert.ok(lines.length <= 400, `${relative(root, path)} has ${lines.length} lines`)
    // Tables of cases, one a module, say it once, in the file that gathers them.
    if (path.includes('/route-cases/')) continue
    assert.match(lines[0] ?? '', /^\/\/|^\/\*\*/, `${relative(root, path)} does not say what it is for`)
  }
})
