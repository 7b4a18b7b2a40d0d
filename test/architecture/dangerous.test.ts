// What the code never does, read in the code itself: text that becomes code, SQL, a command or markup; weak chance and ciphers.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

const root = join(import.meta.dirname, '../..')
const read = (pattern: string) =>
  globSync(pattern, { cwd: root })
    .filter((path) => !/\.(test|fixture)\.ts$|\.generated\.ts$/.test(path))
    .map((path) => ({
      path,
      code: readFileSync(join(root, path), 'utf8').replace(/^\s*(\/\/|\*|\/\*\*).*$/gm, ''),
    }))
const program = read('src/**/*.ts')
const islands = read('islands/**/*.ts')

/** Files that hold it, and what they hold. */
const found = (files: typeof program, what: RegExp) =>
  files.flatMap(({ path, code }) => [...code.matchAll(what)].map(([text]) => `${path}: ${text.trim()}`))

describe('what the code never does', () => {
  it('is read whole', () => assert.ok(program.length > 400 && islands.length > 10))

  it('makes no code of a text: no eval, no Function, no machine of its own', () =>
    assert.deepEqual(
      found([...program, ...islands], /\beval\(|\bnew Function\(|node:vm\b|setTimeout\(['"`]/g),
      [],
    ))

  it('makes no regular expression of what somebody typed', () =>
    // Of constants of the same file.
    assert.deepEqual(found([...program, ...islands], /new RegExp\([^)]*\)/g), [
      "src/platform/html.ts: new RegExp(UNSAFE, 'g')",
    ]))

  it('starts other programs to run the database and to convert documents, and itself to read directories and documents, each argument apart, without a shell', () => {
    const apart = [
      "src/platform/outside/ldap.ts: import { fork } from 'node:child_process'",
      // What reads and draws documents, as itself; and the converter that the operator installed, away from every network.
      "src/platform/files/apart.ts: import { fork } from 'node:child_process'",
      "src/platform/files/preview/convert.ts: import { spawn } from 'node:child_process'",
    ]
    const users = found(program, /^import .* from 'node:child_process'$/gm)
    assert.ok(apart.every((line) => users.includes(line)))
    for (const line of users.filter((line) => !apart.includes(line)))
      assert.match(
        line,
        /^src\/(platform\/postgres\/\w+|generate)\.ts: import \{ (type ChildProcess, )?(spawn|spawnSync|execFile) \}/,
      )
    assert.deepEqual(found(program, /\bshell: ?true\b|\bexecSync\(/g), [])
  })

  it('makes no SQL of pieces of text but lists of columns of our own', () => {
    const raw = found(program, /sql\.raw\([^)]{0,20}/g).map((line) => line.split(':')[0])
    assert.deepEqual(
      new Set(raw),
      new Set([
        'src/forms/drafts/queries.ts',
        'src/requests/inbox/queries.ts',
        'src/requests/record/queries.ts',
      ]),
    )
    // Names of our own databases and accounts, as they are made.
    const built = found(program, /\.query\(\s*`[^`]*\$\{[^`]*`/g).map((line) => line.split(':')[0])
    assert.deepEqual(
      new Set(built),
      new Set([
        'src/platform/db/migrate.ts',
        'src/platform/postgres/open.ts',
        'src/platform/postgres/roles.ts',
      ]),
    )
  })

  it('draws no lot but the system’s', () =>
    assert.deepEqual(found([...program, ...islands], /Math\.random|pseudoRandomBytes/g), []))

  it('knows one cipher, AES-256 in GCM, and one digest, SHA-256', () => {
    const ciphers = found(program, /create(?:Dec|C)ipheriv\('([^']*)'/g)
    assert.ok(ciphers.length >= 4)
    for (const line of ciphers) assert.match(line, /'aes-256-gcm'$/)
    const digests = found(program, /(?:createHash|createHmac|hkdfSync)\('[^']*'/g)
    assert.ok(digests.length > 20)
    for (const line of digests) assert.match(line, /'sha256'$/)
    assert.deepEqual(found(program, /'(?:md5|sha1|des|rc4|aes-\d+-(?:ecb|cbc|ctr))'/gi), [])
  })

  it('writes text in a page, never markup, and keeps nobody from pasting', () => {
    assert.deepEqual(
      found(
        islands,
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|createContextualFragment/g,
      ),
      [],
    )
    assert.deepEqual(
      found(
        [...program, ...islands],
        /onpaste|addEventListener\('(?:paste|copy|contextmenu)'|autocomplete="off"/g,
      ),
      [],
    )
  })

  it('stands on libraries that are each pinned, with a checksum, and come from the registry alone', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    ) as Record<'dependencies' | 'devDependencies', Record<string, string>>
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name)
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version?: string; integrity?: string; link?: boolean; resolved?: string }>
    }
    const { '': _ours, ...libraries } = packages
    assert.ok(Object.keys(libraries).length > 100)
    for (const [path, { version, integrity, link, resolved }] of Object.entries(libraries)) {
      assert.match(path, /^node_modules\//)
      assert.match(version ?? '', /^\d+\.\d+\.\d+/, path)
      assert.match(integrity ?? '', /^sha512-/, path)
      assert.equal(link ?? false, false, path)
      assert.doesNotMatch(resolved ?? '', /^(git|file|http:)/, path)
    }
  })
})
