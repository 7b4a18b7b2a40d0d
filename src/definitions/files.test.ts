// Files of definitions, read: what is right in the order of names, what is wrong said, what is absent none.
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { definitionReader } from './files.ts'

describe('files, read,', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parvis-files-'))
    await mkdir(join(folder, 'some'))
    const files = {
      'b.json': '{"n": 2}',
      'a.json': '{"n": 1}',
      'c.json': '{',
      'd.json': '{"n": "x"}',
      'e.json': '1',
      'f.txt': '',
    }
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'some', name), text)
  })
  after(() => rm(folder, { recursive: true }))

  const schema = z.object({ n: z.number('Un nombre.') }, 'Un objet.')

  test('of a folder, those that are right; what is wrong with each other is noted', async () => {
    const reader = definitionReader(folder)
    assert.deepEqual(await reader.names('some'), ['a', 'b', 'c', 'd', 'e'])
    assert.deepEqual(await reader.all('some', schema), [
      { file: 'some/a.json', value: { n: 1 } },
      { file: 'some/b.json', value: { n: 2 } },
    ])
    assert.deepEqual(reader.problems, [
      'some/c.json : ce fichier n’est pas du JSON.',
      'some/d.json, n : Un nombre.',
      'some/e.json, tout le fichier : Un objet.',
    ])
  })

  test('one of them, or none; what cannot be read at all is no absence', async () => {
    const reader = definitionReader(folder)
    assert.deepEqual(await reader.one('some/a.json', schema), { n: 1 })
    assert.equal(await reader.one('some/z.json', schema), undefined)
    assert.deepEqual([await reader.names('none'), await reader.all('none', schema)], [[], []])
    assert.deepEqual(reader.problems, [])
    await assert.rejects(reader.one('some', schema), { code: 'EISDIR' })
    await assert.rejects(reader.names('some/a.json'), { code: 'ENOTDIR' })
  })
})
