// The kernel names no module: it imports none (imports.test.ts), and no address of a module stands in it.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { wholeDoor } from '#platform/house/door.ts'
import { pathOf } from '#platform/db/table.ts'
import { kernel as kernelModule } from '#platform/house/kernel.ts'
import { houseOf } from '../../src/app.ts'

const root = join(import.meta.dirname, '../..')
const house = houseOf({ demo: true })

const kernel = globSync('src/platform/**/*.ts', { cwd: root }).filter(
  (path) => !/\.(test|generated)\.ts$/.test(path),
)

/** What stands between quotes; comments say where a thing is used, and may. */
const codeOf = (path: string): string =>
  readFileSync(join(root, path), 'utf8')
    .replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
    .replace(/\s\/\/ .*$/gm, '')

/** Addresses that the kernel still knows, and why. */
const KNOWN: Readonly<Record<string, string>> = {
  'src/platform/ui/catalogue.ts': 'the living page of the kit shows components with examples',
  'src/platform/ui/catalogue-desk.ts': 'the same, for the desk',
  'src/platform/ui/catalogue-fields.ts': 'the same, for fields',
  'src/platform/ui/location.ts': 'the question of a place asks the addresses of the territory',
  'src/platform/http/frame.ts': 'maps take the tiles of the territory',
  'src/platform/ui/theme.ts': 'makes the address of a theme, which the territory serves',
  'src/platform/http/keep.ts': 'what is kept waits at one address, which signing in answers',
  'src/platform/ui/layout.ts': 'the band of a demonstration leads to its mails',
}

test('no address of a module stands in the kernel', () => {
  const own = (kernelModule.routes ?? []).map(pathOf)
  const addresses = house.routes.map(pathOf).filter((address) => !own.includes(address))
  const first = new Set(addresses.map((address) => address.split('/')[1] ?? '').filter((name) => name !== ''))
  assert.ok(first.has('agents') && first.has('compte') && kernel.length > 80)
  const named = kernel.filter((path) =>
    [...codeOf(path).matchAll(/["'`]\/([a-z-]+)(?=[/"'`?#$])/g)].some(([, name = '']) => first.has(name)),
  )
  assert.deepEqual(named.toSorted(), Object.keys(KNOWN).toSorted())
})

test('each part of the door is brought by a module', () => {
  const { signIn, signOut, account, ownName } = wholeDoor(house.door)
  const posted = new Set(house.routes.flatMap((route) => ('post' in route ? [route.post] : [])))
  const got = new Set(house.routes.flatMap((route) => ('get' in route ? [route.get] : [])))
  assert.ok(got.has(signIn) && got.has(account) && posted.has(signOut) && posted.has(ownName))
  assert.throws(() => wholeDoor({ ...house.door, signIn: undefined as never }), /no module brings « signIn »/)
})
