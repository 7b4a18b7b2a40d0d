// What town halls of the demonstration chose was chosen by somebody who administers them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { system } from '#platform/actor.ts'
import { createTestApp } from '#test/app.ts'
import { chooseSettings } from './choices.ts'

test('each choice has its author', async () => {
  const parvis = await createTestApp()
  try {
    await parvis.db.write(system, (tx) => chooseSettings(tx, parvis.house.settings))
    const page = async (email: string) =>
      (await (await parvis.signedInAs(email)).get('/administration/reglages/requests.receipt_note')).body
    assert.doesNotMatch(await page('admin@parvis.example'), /Quelqu’un qui n’est plus là/)
    assert.match(await page('admin@parvis.example'), /Inès Fourvière/)
  } finally {
    await parvis.close()
  }
})
