// npm run definitions: what the operator types, and what is answered.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'
import { commandDefinitions } from './definition-commands.ts'

describe('npm run definitions', () => {
  let parvis: TestApp
  let folder: string
  before(async () => {
    parvis = await createTestApp()
    folder = await mkdtemp(join(tmpdir(), 'parvis-definitions-'))
  })
  after(async () => {
    await parvis.close()
    await rm(folder, { recursive: true })
  })

  /** The code, then the lines. */
  async function answered(...args: string[]): Promise<[number, ...string[]]> {
    const lines: string[] = []
    const code = await commandDefinitions(parvis.db, args, parvis.house, (line) => lines.push(line))
    return [code, ...lines]
  }
  /** The same, with plain spaces. */
  async function typed(...args: string[]): Promise<[number, ...string[]]> {
    const [code, ...lines] = await answered(...args)
    return [code, ...lines.map((line) => line.replaceAll('\u00a0', ' '))]
  }
  async function file(name: string, content: unknown): Promise<string> {
    const path = join(folder, name)
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }

  test('changes a definition: a draft, what differs in words, its publication', async () => {
    const commands = await file('c.json', [{ do: 'set', at: ['title'], to: 'Un tag' }])
    assert.deepEqual(await typed('list'), [0])
    assert.deepEqual(await typed('edit', 'form/tag', commands), [0, 'draft of form/tag, commands: 1'])
    const difference = 'Le titre devient « Un tag » (avant : « Signaler un tag ou une affiche »).'
    assert.deepEqual(await typed('compare', 'form/tag'), [0, difference])
    assert.match((await typed('list'))[1] ?? '', /^form\/tag, on version 1, 2/)
    assert.match((await typed('log', 'form/tag'))[1] ?? '', /^1 {2}2.*"to":"Un tag"/)
    assert.deepEqual(await typed('publish', 'form/tag'), [0, 'form/tag (version 2)'])
    assert.deepEqual(await typed('compare', 'form/tag', '1', '2'), [0, difference])
    assert.deepEqual(await typed('compare', 'form/tag', '2'), [0, 'Rien ne diffère.'])
    assert.deepEqual(await typed('list'), [0])
  })

  test('says why it refuses, with a code of its own', async () => {
    await typed('edit', 'form/tag', await file('c.json', [{ do: 'set', at: ['title'], to: '' }]))
    const [code, line] = await typed('publish', 'form/tag')
    assert.equal(code, 2)
    assert.match(line ?? '', /^form\/tag, title : /)
    assert.deepEqual(await typed('renew', 'form/tag'), [0, 'on version 2'])
    assert.deepEqual(await typed('drop', 'form/tag'), [0])
    const [refused, why] = await typed('archive', 'form/tag')
    assert.equal(refused, 2)
    assert.match(why ?? '', /^form\/tag : Des démarches en dépendent : « Signaler un tag/)
    await assert.rejects(typed('publish', 'form/tag'), /pas de brouillon du formulaire/)
    await assert.rejects(typed('compare', 'form/tag'), /pas deux versions/)
  })

  test('takes definitions elsewhere as one file', async () => {
    const [, text] = await answered('export', 'form/tag', 'workflow/report')
    assert.deepEqual(await typed('import', await file('b.json', text)), [0], 'nothing differs')
    const changed = String(text).replace('"title": "Un tag"', '"title": "Deux tags"')
    assert.deepEqual(await typed('import', await file('b.json', changed)), [0, 'draft of form/tag'])
    assert.deepEqual(await typed('publish', 'form/tag'), [0, 'form/tag (version 3)'])
  })

  test('says how it is used', async () => {
    for (const args of [[], ['licorne'], ['toString'], ['edit', 'licorne/x'], ['publish', 'form']])
      await assert.rejects(typed(...args), /Usage: npm run definitions/, args.join(' '))
    await assert.rejects(typed('edit', 'form/tag', join(folder, 'absent')), /No file can be read/)
    await assert.rejects(typed('edit', 'form/tag', await file('x', '{')), /is no JSON/)
    await assert.rejects(typed('edit', 'form/tag', await file('x', [{ do: 'x' }])), /no list of commands/)
  })
})
