// Style sheets and pages speak of the same classes: no rule for what nobody writes, no class that nothing draws.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The living page of the kit shows; it is no use of a class. */
const pages = globSync('{src,islands}/**/*.ts', { cwd: root }).filter(
  (path) => !/\.test\.ts$|platform\/ui\/catalogue/.test(path),
)
const drawings = globSync('{src,definitions}/**/*.svg', { cwd: root })
const sheets = globSync('src/**/*.css', { cwd: root })

/** Classes that selectors name, each with its sheet; those of a library are its own. */
const styled = new Map(
  sheets.flatMap((path) => {
    const css = read(path).replace(/\/\*[^]*?\*\/|"[^"]*"/g, '')
    const selectors = [...css.matchAll(/([^{};]*)\{/g)].map(([, before = '']) => before.trim())
    const named = selectors.filter((text) => !text.startsWith('@')).join(' ')
    return [...named.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = '']) => [name, path] as const)
  }),
)

/** Where a hole `${…}` ends that opens at `start`. */
function endOfHole(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++
    if (text[at] === '}' && --depth === 0) return at + 1
  }
  return text.length
}

interface Classes {
  /** Written as they are. */
  written: string[]
  /** Words of the expressions that compute others. */
  computed: string[]
}

const words = (text: string) => text.split(/\s+/).filter((word) => /^[a-z][\w-]*$/i.test(word))
const strings = (code: string) => [...code.matchAll(/'([^'\n]*)'/g)].flatMap(([, text = '']) => words(text))

/** The classes in the attributes `class="…"` of a text. */
function attributesOf(text: string): Classes {
  const found: Classes = { written: [], computed: [] }
  for (const { index } of text.matchAll(/\bclass="/g)) {
    let plain = ''
    let at = index + 'class="'.length
    while (at < text.length && text[at] !== '"') {
      const isHole = text.startsWith('${', at)
      const end = isHole ? endOfHole(text, at + 1) : at + 1
      if (isHole) found.computed.push(...strings(text.slice(at, end)))
      // What touches a hole is the half of a word.
      plain += isHole ? '\u0000' : text[at]
      at = end
    }
    found.written.push(...words(plain))
  }
  return found
}

/** Classes given as values: attributes made from an object, elements made by a script. */
const given = (text: string) =>
  [...text.matchAll(/\bclass(?:Name)?(?:: | = )([^,\n]*)|classList\.\w+\(([^)\n]*)\)/g)].flatMap(
    ([, value, args]) => strings(value ?? args ?? ''),
  )

/** A tone, a kind or a state is a word of the code that draws. */
const drawn = (path: string) => /\/pages\/|platform\/ui\/|^islands\//.test(path)
const named = (text: string) =>
  [...text.matchAll(/'([a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*)*)'/g)].flatMap(([, said = '']) => words(said))

test('every rule of a style sheet is for a class that something draws', () => {
  assert.ok(styled.size > 200)
  const used = new Set(
    [...pages, ...drawings].flatMap((path) => {
      const text = read(path)
      const { written, computed } = attributesOf(text)
      return [...written, ...computed, ...given(text), ...(drawn(path) ? named(text) : [])]
    }),
  )
  assert.deepEqual(
    [...styled].filter(([name]) => !used.has(name) && !name.startsWith('leaflet-')),
    [],
  )
})

test('every class that a page writes has a rule', () => {
  const unknown = pages.flatMap((path) => {
    const text = read(path)
    // A mail carries its own rules.
    const isOwn = (name: string) => text.includes(`'${name}': '`)
    return attributesOf(text)
      .written.filter((name) => !styled.has(name) && !isOwn(name))
      .map((name) => `${name} in ${path}`)
  })
  assert.deepEqual(unknown, [])
})

test('rules stand one to a line', () => {
  const crowded = sheets.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, at) => ((line.match(/\{/g)?.length ?? 0) > 1 ? [`${path}:${at + 1}`] : [])),
  )
  assert.deepEqual(crowded, [])
})

test('every token is taken by a rule', () => {
  const css = sheets.map(read).join('\n')
  const told = new Set([...css.matchAll(/(?<![\w(-])(--[\w-]+):/g)].map(([, name = '']) => name))
  assert.ok(told.size > 50)
  assert.deepEqual(
    [...told].filter((name) => !new RegExp(`var\\(${name}[,)]`).test(css)),
    [],
  )
})
