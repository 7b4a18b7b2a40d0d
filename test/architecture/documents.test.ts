// What documents point to exists: links between files, and paths of the tree in backticks. Decisions and the changelog keep the names
// of their day, but a link that is broken there is mended too.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { modules, rooms } from '../../src/modules.ts'

const root = join(import.meta.dirname, '../..')
const documents = globSync(['*.md', 'docs/**/*.md', 'definitions/*.md'], { cwd: root })
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

test('every link of a document leads somewhere', () => {
  assert.ok(documents.length > 40)
  const broken = documents.flatMap((path) =>
    [...textOf(path).matchAll(/\]\(([^)#\s]+)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^(?:[a-z]+:|\/)/.test(link) && !existsSync(join(root, dirname(path), link)))
      .map((link) => `${path}: ${link}`),
  )
  assert.deepEqual(broken, [])
})

test('every path that a guide names is in the tree', () => {
  const guides = documents.filter((path) => !path.startsWith('docs/decisions/') && path !== 'CHANGELOG.md')
  const gone = guides.flatMap((path) =>
    [...textOf(path).matchAll(/`((?:src|test|islands|bench|docs|definitions|db)\/[\w./-]+)`/g)]
      .map(([, named = '']) => named)
      .filter((named) => !existsSync(join(root, named)))
      .map((named) => `${path}: ${named}`),
  )
  assert.deepEqual(gone, [])
})

test('the tree of ARCHITECTURE.md is the tree: each module, and its rooms', () => {
  const [, tree = ''] = textOf('ARCHITECTURE.md').split('```')
  const parts = new Map(tree.split(/\n {2}(?=[a-z])/).map((part) => [/^[a-z]+/.exec(part)?.[0] ?? '', part]))
  const missing = Object.keys(modules).flatMap((name) => {
    const told = parts.get(name)
    if (told === undefined) return [name]
    const own: readonly string[] = rooms[name as keyof typeof modules] ?? []
    return own.filter((room) => !new RegExp(`\\b${room}/`).test(told)).map((room) => `${name}/${room}`)
  })
  assert.deepEqual(missing, [])
})
