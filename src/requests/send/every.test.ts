// Right answers to any form are sent by whoever has no account: what the program writes of them is what the database reads in them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { catalogue } from '#services'
import { createTestApp, type TestApp } from '#test/app.ts'

describe('every form', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  test('is sent, once its answers are right', async () => {
    const { services } = await parvis.db.read(system, catalogue)
    const refused: string[] = []
    const offered = services.filter(
      ({ definition: { form, meantFor } }) => form !== undefined && meantFor === undefined,
    )
    assert.ok(offered.length > 50)
    for (const { definition } of offered)
      await parvis
        .makeRequest({ service: definition.slug, commune: definition.commune ?? '69029' })
        .catch((error: Error) => refused.push(`${definition.slug}: ${error.message}`))
    assert.deepEqual(refused, [])
  })
})
