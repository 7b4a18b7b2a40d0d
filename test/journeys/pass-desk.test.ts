// The pass away from its holder: a desk finds, opens and prints it, and declares it lost; who manages a partner invites its people; who administers bounds
// what a door takes of a credit.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { openTown, type Town } from '#test/journey.ts'
import { openPool, type TestPartner } from '#test/pass.ts'

describe('the pass at a desk, at a partner, in the administration', () => {
  let town: Town
  let pool: TestPartner
  before(async () => {
    town = await openTown()
    const { parvis } = town
    pool = await openPool(parvis, { by: 'admin@parvis.example', managedBy: 'habitant@parvis.example' })
    const { personId } = await parvis.actor('habitante@parvis.example')
    await parvis.db.write(system, async (tx) => {
      await sql`insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at)
        values (${personId}, 'birthdate', '1961-03-12', 'declared', 'declared', ${tx.now})`.execute(tx.q)
      await sql`with free as (insert into pass.product (partner_id, sector, name, kind, months, alone, on_paper, since)
          values (${pool.partner}, 'sport', 'Entrée libre', 'entry', 12, 0, true, '2026-01-01') returning id)
        insert into pass.price (product_id, class, cents) select id, '', 0 from free`.execute(tx.q)
    })
  })
  after(() => town.close())

  test('a desk finds whoever is there, opens their pass, prints it, and declares the paper lost', async () => {
    const desk = await town.visitor({ as: 'accueil@parvis.example' })
    const { page } = desk
    await desk.open('/agents/pass')
    await desk.press('Trouver la personne')
    assert.match(await desk.text(), /Écrivez le numéro de compte, ou/)
    await page.getByLabel('Prénom').fill('lucette')
    await page.getByLabel(/^Nom\b/).fill('MORANDAT')
    await page.getByLabel('Date de naissance').fill('1961-03-12')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Pass de Lucette Morandat' }).waitFor()
    await desk.press('Ouvrir un pass')
    await desk.press('Donner ou vendre un droit')
    await page.getByRole('link', { name: 'Revenir au pass' }).first().click()
    await page.getByRole('heading', { name: 'Pass de Lucette Morandat' }).waitFor()
    await town.parvis.db.write(system, (tx) =>
      sql`insert into pass.entitlement (pass_id, product_id, class, given_as, because, since, until, decided_at)
        select p.id, d.id, '', 'desk', 'Pour tous.', '2026-01-01', '2027-01-01', ${tx.now}
        from pass.pass p, pass.product d where d.name = 'Entrée libre'`.execute(tx.q),
    )
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: /Imprimer sur papier/ }).focus()
    await page.keyboard.press('Enter')
    assert.equal((await download).suggestedFilename(), 'pass.pdf')
    await page.reload()
    await desk.checked()
    await desk.checkedOnPhone()
    await desk.press(page.getByRole('link', { name: /Perdu, suspendre, remplacer/ }))
    await page.getByLabel('Ce que vous faites').selectOption('lost')
    await desk.press('Confirmer')
    assert.match(await desk.text(), /Aucun support en service/)
    await desk.close()
  })

  test('who manages a partner invites somebody by keyboard', async () => {
    const manager = await town.visitor({ as: 'habitant@parvis.example', width: 390 })
    const { page } = manager
    await manager.open(`/pass/partenaire/${pool.partner}/personnes`)
    await manager.press('Inviter une personne')
    await page.getByLabel('Prénom et nom').fill('Nina Mercier')
    await page.keyboard.press('Tab')
    await page.keyboard.type('nina')
    await manager.press('Envoyer l’invitation')
    assert.match(await manager.text(), /adresse e-mail complète/)
    await page.getByLabel('Adresse e-mail').fill('nina@bassin.example')
    await page.keyboard.press('Enter')
    await page.getByText('L’invitation part à nina@bassin.example.').waitFor()
    await manager.checked()
    await manager.close()
  })

  test('who administers bounds a credit, and reads the bound', async () => {
    const admin = await town.visitor({ as: 'admin@parvis.example' })
    const { page } = admin
    await town.parvis.db.write(system, (tx) =>
      sql`with made as (insert into pass.product (partner_id, sector, name, kind, quantity, months, alone, on_paper, since)
          values (${pool.partner}, 'sport', 'Vingt euros', 'credit', 2000, 12, 500, false, '2026-01-01') returning id)
        insert into pass.price (product_id, class, cents) select id, '', 250 from made`.execute(tx.q),
    )
    await admin.open(`/administration/pass/partenaires/${pool.partner}`)
    await admin.press('Vingt euros')
    await page.getByLabel(/pris par porte et par jour/).fill('6')
    await admin.press('Enregistrer')
    assert.match(await admin.text(), /6,00.€ par porte et par jour au plus/)
    await admin.close()
  })
})
