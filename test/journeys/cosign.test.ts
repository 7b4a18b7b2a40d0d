// A subsidy that two people sign: the president with scripts on a wide screen, the treasurer on a phone without; then, without scripts
// anywhere, refused, changed and signed.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { openTown, type Town, type Visitor } from '#test/journey.ts'

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n')

describe('a form that two people sign', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  const followed = new Set<string>()
  /** Where the mail to that address leads that nobody followed yet. */
  async function linkTo(address: string): Promise<string> {
    await town.parvis.runJobs()
    return town.parvis.db.read(system, async (tx) => {
      const texts = await Promise.all(
        (await keptMails(tx, { to: address })).map(async ({ id }) => (await keptMail(tx, id))?.text ?? ''),
      )
      const links = texts.flatMap((text) => /\/cosignature\?jeton=[\w-]{43}/.exec(text)?.[0] ?? [])
      const link = links.find((one) => !followed.has(one)) ?? assert.fail(`no link to ${address}`)
      followed.add(link)
      return link
    })
  }

  async function fills({ page, open, press }: Visitor, treasurer: string): Promise<void> {
    const field = (name: string) => page.locator(`[name="${name}"]`)
    await open('/demarches/subvention-a-une-association/demande?commune=69029')
    await field('place-adresse').fill('12, rue de la Paix')
    await field('association').fill('Les Amis du stade')
    await field('rna').fill('W123456789')
    await press('Continuer')
    for (const one of ['members', 'volunteers', 'employees']) await field(one).fill('0')
    for (const one of ['rooms_lent', 'last_grant']) await page.locator(`[name="${one}"][value="non"]`).check()
    await press('Continuer')
    await page.getByText('Au fonctionnement de l’année').click()
    await field('amount').fill('1200')
    await field('details').fill('Un tournoi pour les enfants du quartier.')
    for (const [at, [what = '', side = '']] of [
      ['Lots', 'Dépense'],
      ['Subvention', 'Recette demandée'],
    ].entries()) {
      const cell = (column: number) => field('budget').nth(at * 4 + column)
      await cell(0).fill(what)
      await cell(1).selectOption(side)
      await cell(2).fill('1200')
    }
    for (const paper of ['budget_file', 'papers'])
      await page
        .locator(`#${paper}`)
        .setInputFiles({ name: 'budget.pdf', mimeType: 'application/pdf', buffer: PDF })
    await press('Continuer')
    await field('name').fill('Élise Le Gall')
    await field('email').fill(`president-${treasurer}`)
    await press('Continuer')
    // By keyboard: the name, the box, then whoever signs too.
    await field('signed-nom').focus()
    await page.keyboard.type('Elise le gall')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Paul Fourvière')
    await page.keyboard.press('Tab')
    await page.keyboard.type(treasurer)
    await press('Continuer')
  }

  async function asks(president: Visitor): Promise<void> {
    assert.match(await president.text(), /Paul Fourvière reçoit un e-mail/)
    await president.press('Signer et demander l’autre signature')
    assert.match(await president.text(), /Votre demande attend une signature/)
  }

  async function reads(treasurer: Visitor, address: string): Promise<void> {
    await treasurer.open(await linkTo(address))
    assert.doesNotMatch(await treasurer.text(), /tournoi/)
    await treasurer.press('Lire la demande')
    assert.match(await treasurer.text(), /tournoi/)
  }

  async function signs({ page, press, text }: Visitor): Promise<void> {
    await press('Signer')
    assert.match(await page.title(), /^Erreur/)
    await page.getByLabel('Prénom et nom').fill('paul fourviere')
    await page.getByText('Je signe cette phrase de mon nom').click()
    await press('Signer')
    assert.match(await text(), /Vous avez signé/)
    await town.parvis.runJobs()
  }

  async function isSent({ page, open, text }: Visitor, at: string): Promise<void> {
    await open(`${at}/recu`)
    assert.match(await text(), /Votre demande est enregistrée/)
    assert.match(await text(), /paul fourviere, la personne qui tient la trésorerie/)
    assert.equal(await page.getByText('n’ont pas changé depuis la signature').count(), 2)
  }

  const draftAt = ({ page }: Visitor): string => new URL(page.url()).pathname.replace(/\/[^/]*$/, '')

  test('both sign, and it leaves', async () => {
    const [president, treasurer] = [await town.visitor(), await town.visitor({ width: 390, scripts: false })]
    const address = 'paul.signe@courriel.example'
    await fills(president, address)
    await asks(president)
    await president.checkedOnPhone()
    const at = draftAt(president)
    await president.open('/brouillons')
    assert.match(await president.text(), /En attente de la signature de Paul Fourvière/)
    await reads(treasurer, address)
    await signs(treasurer)
    await isSent(president, at)
  })

  test('refused without scripts, the reason is read, the form changed, and signed', async () => {
    const [president, treasurer] = [
      await town.visitor({ scripts: false, width: 390 }),
      await town.visitor({ scripts: false }),
    ]
    const address = 'paul.refuse@courriel.example'
    await fills(president, address)
    await asks(president)
    const at = draftAt(president)
    await reads(treasurer, address)
    await treasurer.press('Refuser de signer')
    assert.match(await treasurer.page.title(), /^Erreur/)
    await treasurer.page.getByLabel('Pourquoi').fill('Le montant est de 900 euros.')
    await treasurer.press('Refuser de signer')
    assert.match(await treasurer.text(), /Vous avez refusé de signer/)
    await president.open(`${at}/attente`)
    assert.match(await president.text(), /a refusé de signer[^]*Le montant est de 900 euros/)
    await president.open(`${at}/project`)
    await president.page.locator('[name="amount"]').fill('900')
    await president.press('Continuer')
    await asks(president)
    await reads(treasurer, address)
    assert.match(await treasurer.text(), /900/)
    await signs(treasurer)
    await isSent(president, at)
  })
})
