// Rights of the pass by proofs, at a real browser: the family quotient asked of the fund, on a phone and at a desk.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { recordValue } from '#people'
import { system } from '#platform/actor.ts'
import { draftRead, onDraft } from '#test/drafts.ts'
import { film } from '#test/film.ts'
import { openTown, type Town } from '#test/journey.ts'
import { openPool } from '#test/pass.ts'
import { party } from '../../src/pass/proof/document/signed-documents.fixture.ts'
import { type QuotientSimulator, startQuotientSimulator } from '../../simulators/index.ts'

const LUCETTE = 'habitante@parvis.example'

describe('proofs of the pass in a browser', () => {
  let fund: QuotientSimulator
  let town: Town
  before(async () => {
    fund = await startQuotientSimulator({ port: 0, token: 'jeton' })
    town = await openTown({
      ...{ PARVIS_QUOTIENT_URL: fund.baseUrl, PARVIS_QUOTIENT_TOKEN: 'jeton' },
      PARVIS_QUOTIENT_RECIPIENT: '20004697700019',
    })
    const { parvis } = town
    const pool = await openPool(parvis, { by: 'admin@parvis.example', managedBy: 'habitant@parvis.example' })
    const { personId } = await parvis.actor(LUCETTE)
    const civil = { given_name: 'Lucette', family_name: 'MORANDAT', birthdate: '1984-02-17' } as const
    await parvis.db.write(system, async (tx) => {
      await sql`update pass.product set grid = 'piscine-solidaire' where id = ${pool.product}`.execute(tx.q)
      await sql`insert into pass.price (product_id, class, cents) values (${pool.product}, 'plein', 3000), (${pool.product}, 'solidaire', 1500)`.execute(
        tx.q,
      )
      for (const [valueId, value] of Object.entries(civil) as [keyof typeof civil, string][])
        await recordValue(tx, {
          ...{ personId: personId ?? 0, valueId, value, source: 'franceconnect', level: 'certified' },
        })
    })
  })
  after(async () => {
    await town.close()
    await fund.stop()
  })

  test('the quotient is asked on a phone; a fund that is away says so, and is asked again', async () => {
    const { open, press, page, text, checkedInDark, reflows } = await town.visitor({
      as: LUCETTE,
      width: 390,
    })
    await open('/pass')
    await press('Ouvrir mon pass')
    await press('Ajouter un droit')
    await press('Demander votre quotient à la caisse')
    assert.match(await text(), /Ce qui est envoyé à la caisse\s+Nom de naissance\s+MORANDAT/)
    await checkedInDark()
    await reflows()
    await press('Demander à la caisse')
    assert.match(await text(), /Cochez la case/)
    const agreed = page.getByLabel('Je veux que la caisse dise mon quotient')
    await agreed.check()
    fund.setFault('down')
    await press('Demander à la caisse')
    assert.match(await text(), /La caisse ne répond pas en ce moment/)
    fund.setFault(null)
    await agreed.focus()
    await page.keyboard.press('Space')
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    assert.match(await text(), /La caisse a répondu\s:\sdeuxième tranche/)
    assert.match(await text(), /Tarif solidaire/)
  })

  test('at a desk, without scripts, and the tariff sold without another paper', async () => {
    const { open, press, page, text } = await town.visitor({ as: 'accueil@parvis.example', scripts: false })
    await town.parvis.db.write(system, (tx) => sql`delete from pass.proof`.execute(tx.q))
    await open('/agents/pass')
    await page.locator('[name=prenom]').fill('Lucette')
    await page.locator('[name=nom]').fill('Morandat')
    await page.getByLabel('Date de naissance').fill('1984-02-17')
    await press('Trouver la personne')
    await press('Donner ou vendre un droit')
    await press('demander le quotient à la caisse')
    await page.getByLabel('Nom de naissance').fill('Morandat')
    await page.getByLabel('Prénoms').fill('Lucette')
    await page.getByLabel('Date de naissance').fill('1984-02-17')
    await page.getByLabel('La personne est là').check()
    await press('Demander à la caisse')
    assert.match(await text(), /deuxième tranche/)
    await page.getByLabel('Ce que vous donnez ou vendez').selectOption({ label: OFFERED })
    await page.getByLabel('Ce que vous avez vu').selectOption('known')
    await page.getByLabel('Payé par').selectOption('card')
    await press('Donner ou vendre')
    assert.match(await text(), /Reçu/)
  })

  test('a right is contested on a phone, followed, and treated at a desk by the number of the request', async () => {
    const { open, press, page, text, reflows } = await town.visitor({ as: LUCETTE, width: 390 })
    await open('/pass/droits')
    await press(/^Contester/)
    assert.match(await text(), /Ce qui a été décidé/)
    await page.getByText('Ce que demande la règle').click()
    await reflows()
    await press('Envoyer')
    assert.match(await text(), /Dites ce qui ne va pas/)
    await page.getByLabel('Ce qui ne va pas').fill('Je cherche un emploi depuis mars.')
    await page.getByLabel('Votre commune').selectOption({ label: 'Bron' })
    await press('Envoyer')
    const ref = /Votre contestation (\d{4}-\d+)/.exec(await text())?.[1] ?? assert.fail(await text())

    const desk = await town.visitor({ as: 'accueil@parvis.example' })
    await desk.open(`/agents/demandes/${ref}`)
    assert.match(await desk.text(), /Je cherche un emploi depuis mars/)
    await desk.open('/agents/pass')
    await desk.page.locator('[name=numero]').fill(ref)
    await desk.press('Trouver la personne')
    await desk.press('Garder une preuve')
    await desk.page.getByLabel('Ce que vous avez vu').selectOption({ label: 'Avis de situation' })
    await desk.press('Garder')
    assert.match(await desk.text(), /C’est gardé jusqu’au/)
  })

  test('a 2D-Doc is seen by the camera, where the browser reads such codes', async () => {
    const { parvis } = town
    await parvis.db.write(system, (tx) => sql`delete from pass.proof`.execute(tx.q))
    const admin = await parvis.signedInAs('admin@parvis.example')
    const tax = party('FR05', 'TAX1')
    const list = '/administration/pass/confiance/2d-doc/certificateurs/nouveau'
    const { version } = await draftRead(admin, list)
    await admin.post(list, { id: 'FR05', nom: 'Un certificateur', certificat: tax.above, version })
    await onDraft(admin, '/administration/pass/confiance/2d-doc', 'publier')
    const folder = await mkdtemp(join(tmpdir(), 'film-'))
    const seen = join(folder, 'film.y4m')
    film(seen, 'un carré')
    const { open, press, page, text, checked } = await town.visitor({ as: LUCETTE, width: 390, film: seen })
    await page.addInitScript(seeing, 'DC04\u001dABC')
    await open('/pass/droits')
    await page.getByRole('button', { name: 'Lire avec l’appareil photo' }).click()
    await page.getByText('Le code est vu').waitFor()
    assert.equal(await page.getByLabel('Ou ce que dit le code').inputValue(), 'DC04\u001dABC')
    await checked()
    await press('Lire ce code')
    assert.match(await text(), /Ce n’est pas un code 2D-Doc, ou il n’a pas été lu en entier/)
    await rm(folder, { recursive: true })
  })
})

/** A browser whose camera reads codes, as those of phones do. */
function seeing(said: string): void {
  class Detector {
    static getSupportedFormats = () => Promise.resolve(['data_matrix'])
    detect = () => Promise.resolve([{ rawValue: said }])
  }
  Object.assign(globalThis, { BarcodeDetector: Detector })
}

const OFFERED = 'Une piscine, Dix entrées, tarif solidaire\u00a0: 15,00\u00a0€ (déjà prouvé)'
