// The pass away from the phone of its holder: a desk finds, opens and prints it, sells and takes back, counts its till; a card is ordered, made, put into
// service; a partner reads its month, disputes it and is paid; who administers writes a grid, signs a partner, bounds a credit.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { openTown, type Town, type Visitor } from '#test/journey.ts'
import { openPool, type TestPartner } from '#test/pass.ts'

const [LUCETTE, MANAGER, DESK, ADMIN] = [
  'habitante@parvis.example',
  'habitant@parvis.example',
  'accueil@parvis.example',
  'admin@parvis.example',
]

/** What the button or link that is focused does by keyboard, and the page that it leads to. */
async function entered({ page, checked }: Visitor, name: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name, exact: true }).focus()
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  await checked()
}

describe('the pass at a desk, at a partner, in the administration', () => {
  let town: Town
  let pool: TestPartner
  before(async () => {
    town = await openTown()
    const { parvis } = town
    pool = await openPool(parvis, { by: ADMIN, managedBy: MANAGER })
    const { personId } = await parvis.actor(LUCETTE)
    await parvis.db.write(system, async (tx) => {
      await sql`insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at)
        values (${personId}, 'birthdate', '1961-03-12', 'declared', 'declared', ${tx.now})`.execute(tx.q)
      await sql`with free as (insert into pass.product (partner_id, sector, name, kind, months, alone, on_paper, since)
          values (${pool.partner}, 'sport', 'Entrée libre', 'entry', 12, 0, true, '2026-01-01') returning id)
        insert into pass.price (product_id, class, cents) select id, '', 0 from free`.execute(tx.q)
      await sql`with owed as (update pass.partner set is_private = true where id = ${pool.partner}),
          used as (insert into pass.use (partner_id, place_id, product_id, class, day, result, is_online, count)
            values (${pool.partner}, ${pool.place}, ${pool.product}, '', '2026-10-05', 'ok', true, 40))
        insert into pass.price (product_id, class, cents, reimbursed_cents) values (${pool.product}, '', 3100, 240)`.execute(
        tx.q,
      )
    })
  })
  after(() => town.close())

  test('a desk finds whoever is there, opens their pass, prints it, and declares the paper lost', async () => {
    const desk = await town.visitor({ as: DESK })
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

  test('a desk sells without scripts, takes back the same day, and its till counts what is left', async () => {
    const desk = await town.visitor({ as: DESK, scripts: false })
    const { open, page, press, text } = desk
    await open('/agents/pass')
    await page.locator('[name=prenom]').fill('Lucette')
    await page.locator('[name=nom]').fill('Morandat')
    await page.getByLabel('Date de naissance').fill('1961-03-12')
    await press('Trouver la personne')
    const file = new URL(page.url()).pathname
    const sold = async (means: string) => {
      await open(`${file}/droit`)
      await page.getByLabel('Ce que vous donnez ou vendez').selectOption({ label: OFFERED })
      await page.getByLabel('Ce que vous avez vu').selectOption('none')
      if (means === 'card') {
        await press('Donner ou vendre')
        assert.match(await text(), /Dites comment les 31,00\s€ sont payés/)
      }
      await page.getByLabel('Payé par').selectOption(means)
      await press('Donner ou vendre')
      assert.match(await text(), /Reçu n°\s\d+[\s\S]*31,00\s€/)
    }
    await sold('card')
    await sold('cash')
    await press('Ma caisse')
    assert.match(await text(), /Espèces\s+31,00\s€[\s\S]*Carte bancaire\s+31,00\s€/)
    await page.getByText('Un par un').click()
    await press(/^Reçu n°/)
    await press('Annuler')
    await press('Annuler, et rendre ce qui a été payé')
    assert.match(await text(), /Ce qui a été payé a été rendu/)
    await open(`${new URL(page.url()).pathname}/annulation`)
    assert.match(await text(), /Il est déjà annulé/)
    await open('/agents/pass/caisse')
    await page.getByText('Un par un').click()
    const till = await text()
    assert.match(till, /Annulé/)
    assert.equal(till.match(/31,00\s€/g)?.length, 2, 'one means and one line of the table')
    await desk.checkedOnPhone()
    await desk.close()
  })

  test('a holder stops the pass and takes it up, orders a card, and puts it into service once it is made', async () => {
    const holder = await town.visitor({ as: LUCETTE, width: 390 })
    const { open, page, press, text } = holder
    await open('/pass')
    await press('Arrêter mon pass')
    await press('Tout arrêter')
    assert.match(await text(), /Pass arrêté[\s\S]*Vos droits et vos entrées sont gardés/)
    await entered(holder, 'Reprendre mon pass')
    assert.match(await text(), /Le pass est repris/)
    await press(/^Commander/)
    await press('Commander')
    assert.match(await text(), /Choisissez dans la liste/)
    await page.getByLabel('Carte à puce').check()
    await page.getByLabel('Adresse où l’envoyer').fill('7 rue du Port, 69001 Lyon')
    await press('Commander')
    assert.match(await text(), /C’est commandé/)
    await holder.checkedInDark()
    await holder.reflows()

    const maker = await town.visitor({ as: ADMIN })
    await maker.open('/administration/pass/cartes')
    await maker.press(/^Mettre en liste/)
    assert.match(await maker.text(), /La liste est faite/)
    assert.doesNotMatch(await maker.text(), /Lucette|rue du Port/)
    const download = maker.page.waitForEvent('download')
    await maker.page.getByRole('button', { name: /^Fichier/ }).click()
    const [, line = ''] = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n')
    const [name, , code = ''] = line.slice(1, -1).split('";"')
    assert.equal(name, 'Lucette Morandat')
    await maker.press(/^Tout est fait/)
    await maker.press(/^Tout est parti/)
    assert.match(await maker.text(), /Partie[\s\S]*Adresses effacées/)
    await maker.close()

    await open('/pass/cartes')
    const typed = page.getByLabel('Code de la lettre')
    await typed.fill('AAAA AAAA')
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    await holder.checked()
    assert.equal(await typed.getAttribute('aria-invalid'), 'true')
    await typed.fill(code)
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    await holder.checked()
    assert.match(await text(), /C’est en service/)
    await open('/pass')
    assert.match(await text(), /Carte à puce/)
    await holder.close()
  })

  test('a partner reads its month and disputes a line; it is answered by a counter-entry, accepted, paid', async () => {
    const manager = await town.visitor({ as: MANAGER })
    const admin = await town.visitor({ as: ADMIN })
    const its = `/administration/pass/partenaires/${pool.partner}`
    await admin.open(its)
    await admin.press('Décomptes')
    assert.equal(await admin.page.getByLabel('Mois à arrêter').inputValue(), '2026-10')
    await admin.press('Arrêter ce décompte')
    assert.match(await admin.text(), /octobre 2026[\s\S]*96,00\s€/)

    await manager.open(`/pass/partenaire/${pool.partner}`)
    await manager.press('octobre 2026')
    assert.match(await manager.text(), /Dix entrées[\s\S]*40/)
    await manager.press('Décomptes')
    await manager.press('octobre 2026')
    await manager.press(/^Contester Dix entrées/)
    await entered(manager, 'Contester cette ligne')
    assert.match(await manager.text(), /Dites ce qui ne va pas dans cette ligne/)
    await manager.page.getByLabel('Ce qui ne va pas').fill('Il manque le mercredi 7.')
    await entered(manager, 'Contester cette ligne')
    assert.match(await manager.text(), /Contestations[\s\S]*Il manque le mercredi 7\.[\s\S]*Sans réponse/)
    await manager.checkedOnPhone()

    await admin.page.reload()
    await admin.press('Répondre')
    await admin.page.getByLabel('Passages à ajouter ou à retirer').fill('12')
    await admin.page.getByLabel('Réponse au partenaire').fill('Retrouvés dans le journal de la porte.')
    await admin.press('Répondre')
    assert.match(await admin.text(), /Correction\s: Dix entrées[\s\S]*28,80\s€[\s\S]*124,80\s€/)

    await manager.page.reload()
    await manager.press('Accepter ce décompte')
    await manager.press('Accepter ce décompte')
    await admin.page.reload()
    await admin.press('Noter le paiement')
    await admin.page.getByLabel('Référence du mandat').fill('M-2026-0412')
    await entered(admin, 'Noter ce paiement')
    assert.match(await admin.text(), /Le paiement est noté/)
    await manager.page.reload()
    await manager.checked()
    assert.match(await manager.text(), /Payé le\s+.* M-2026-0412[\s\S]*124,80\s€/)
    for (const one of [manager, admin]) await one.close()
  })

  test('who administers writes a grid from lists, sees it proved, and signs a partner who follows it', async () => {
    const admin = await town.visitor({ as: ADMIN })
    const { page, press, text } = admin
    await admin.open('/administration/pass/droits')
    await press('Nouvelle grille')
    await page.getByLabel('Nom de la grille').fill('Patinoire')
    await page.getByLabel('Elle commence comme').selectOption('musee-moins-de-26')
    await press('Commencer le brouillon')
    await press('Ajouter une ligne')
    await page.getByLabel('Nom de la ligne').fill('Habitants de Bron')
    await page.getByLabel('Elle donne').selectOption('reduit')
    await page.getByLabel('Dans l’une de ces communes').check()
    await page.getByText('Choisir des communes').click()
    await page.getByLabel('Bron', { exact: true }).check()
    await press('Voir ce que cela change')
    assert.match(await text(), /La ligne «\sHabitants de Bron\s» est ajoutée[\s\S]*À revoir avant de publier/)
    await page.getByLabel('Âge, à partir de (compris)').fill('65')
    await entered(admin, 'Garder dans le brouillon')
    assert.match(await text(), /Chaque cas garde une réponse, et une seule/)
    await admin.checkedOnPhone()
    await press('Garder dans le brouillon')
    await press('Publier')
    assert.match(await text(), /Prouvé[\s\S]*Habitants de Bron/)

    await admin.open('/administration/pass')
    await press('Ajouter un partenaire')
    await page.getByLabel('Nom', { exact: true }).fill('Patinoire du port')
    await page.getByLabel('Privé').check()
    await page.getByLabel('Ce qu’on y trouve').fill('Une piste, des patins à louer.')
    await page.getByLabel('Sport et loisirs').check()
    await page.getByLabel('Dernier jour').fill('2028-12-31')
    await press('Ajouter ce partenaire')
    assert.match(await text(), /Un partenaire privé est payé\s: écrivez son SIRET/)
    await page.getByLabel('SIRET').fill('900 000 001 00017')
    await press('Ajouter ce partenaire')
    await press('Ajouter un lieu')
    await page.getByLabel('Nom du lieu').fill('Entrée du quai')
    await page.getByLabel('Adresse').fill('3 quai du Port, 69001 Lyon')
    await press('Ajouter ce lieu')
    await press('Ajouter un produit')
    await page.getByLabel('Ce que c’est').selectOption('price')
    await page.getByLabel('Nom du produit').fill('Entrée de la piste')
    await page.getByLabel('Grille de droits').fill('patinoire')
    for (const [row, [name, price]] of [
      ['libre', '0'],
      ['reduit', '4,50'],
    ].entries()) {
      await page
        .getByLabel('Classe')
        .nth(row)
        .fill(name ?? '')
      await page
        .getByLabel('Prix, en euros')
        .nth(row)
        .fill(price ?? '')
    }
    await press('Ajouter ce produit')
    assert.match(await text(), /Entrée de la piste[\s\S]*4,50\s€[\s\S]*patinoire/)
    await admin.close()
  })

  test('who manages a partner invites somebody by keyboard', async () => {
    const manager = await town.visitor({ as: MANAGER, width: 390 })
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
    const admin = await town.visitor({ as: ADMIN })
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

const OFFERED = 'Une piscine, Dix entrées\u00a0: 31,00\u00a0€'
