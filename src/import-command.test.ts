// npm run import: the database is the truth once something was changed on screen; a file is taken all the same by its name.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { live, publishEdited } from '#definitions'
import { FORM } from '#forms'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { commandImport } from './import-command.ts'

describe('npm run import', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  async function run(...args: string[]): Promise<{ code: number; said: string[] }> {
    const said: string[] = []
    const code = await commandImport(parvis.db, parvis.house, args, (line) => said.push(line))
    return { code, said }
  }
  const tag = async () =>
    (await parvis.db.read(system, (tx) => live(tx, FORM))).find(({ id }) => id === 'tag') ?? assert.fail()

  test('read again, changes nothing; a form changed on screen stays, which is said with how to take its file', async () => {
    assert.deepEqual(await run('definitions'), { code: 0, said: ['0 definitions published'] })
    const editor = await parvis.actor('admin@parvis.example')
    const { version, body } = await tag()
    const commands = [{ do: 'set' as const, at: ['title'], to: 'Un tag, dit à l’écran' }]
    const name = { kind: FORM, id: 'tag' }
    await publishEdited(parvis.db, editor, parvis.house, name, { commands, seen: version })
    const { code, said } = await run('definitions')
    assert.equal(code, 0)
    assert.deepEqual(said.slice(0, 2), [
      '0 definitions published',
      '  formulaire tag : changé hors des fichiers, laissé tel quel.',
    ])
    assert.match(said[2] ?? '', /--force form\/tag/)
    assert.equal((await tag()).body.title, 'Un tag, dit à l’écran')
    assert.deepEqual(await run('definitions', '--force', 'form/tag'), {
      code: 0,
      said: ['1 definitions published'],
    })
    assert.deepEqual([(await tag()).version, (await tag()).body], [version + 2, body])
    assert.deepEqual(await run('definitions'), { code: 0, said: ['0 definitions published'] })
  })

  test('asked wrongly, does nothing and says how it is asked', async () => {
    for (const args of [
      [],
      ['--force', 'form/tag'],
      ['definitions', '--force'],
      ['definitions', '-f', 'form/tag'],
    ])
      await assert.rejects(run(...args), /Usage: npm run import/, args.join(' '))
    await assert.rejects(run('definitions', '--force', 'formulaire/tag'), /kinds are .*form/)
  })
})
