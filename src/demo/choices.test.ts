// What town halls of the demonstration chose was chosen by somebody who administers them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { system } from '#platform/actor.ts'
import { createTestApp } from '#test/app.ts'
import { chooseSettings, decideReorganisation, writeTemplate } from './choices.ts'

test('each choice has its author', async () => {
  const parvis = await createTestApp()
  try {
    await parvis.db.write(system, async (tx) => {
      await chooseSettings(tx, parvis.house.settings)
      await writeTemplate(tx)
      await decideReorganisation(tx)
    })
    const page = async (email: string) =>
      (await (await parvis.signedInAs(email)).get('/administration/reglages/requests.receipt_note')).body
    assert.doesNotMatch(await page('admin@parvis.example'), /Quelqu’un qui n’est plus là/)
    assert.match(await page('admin@parvis.example'), /Inès Fourvière/)
    const own = await (await parvis.signedInAs('admin.bron@parvis.example')).get(
      '/administration/modeles?q=maison',
    )
    assert.match(own.body, /Bron.: passer à la Maison des services[^]*Ville de Bron/)
    const decided = await (await parvis.signedInAs('admin@parvis.example')).get(
      '/administration/organisation/changements',
    )
    assert.match(decided.body, /Fermer le service Feux et signalisation[^]*Décidée/)
  } finally {
    await parvis.close()
  }
})
