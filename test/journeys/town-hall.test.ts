// The secretary of a town of 1,200 inhabitants opens its town hall by herself: from the mail that invites her, with scripts on a wide
// screen, to the first request that she answers, without scripts on a phone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { codeAt } from '#signin'
import { openTown, type Town, type Visitor } from '#test/journey.ts'
import { mailsFor, opensByCode } from './acts.ts'

/** Cogny, in the Beaujolais: 1,211 inhabitants. */
const CODE = '69061'
const SECRETARY = 'secretaire@mairie-cogny.example'
const OPENING = '/administration/ouverture'

describe('a small town hall', () => {
  let town: Town
  before(async () => {
    town = await openTown()
    const metropolis = await town.parvis.signedInAs('admin@parvis.example')
    const made = await metropolis.post(`${OPENING}/communes/nouvelle`, { commune: CODE, mail: SECRETARY })
    assert.equal(made.statusCode, 303, made.body)
  })
  after(() => town.close())

  async function answersInvitation({ page, open, press }: Visitor): Promise<void> {
    const texts = (await mailsFor(town, SECRETARY)).map(({ text }) => text)
    await open(/\/invitation\?jeton=[\w-]+/.exec(texts.join('\n'))?.[0] ?? assert.fail('no invitation'))
    await page.getByLabel('Prénom et nom').fill('Solange Cogny')
    await page.getByLabel('Mot de passe à choisir').fill('trois cerises dans un panier')
    await press('Continuer')
    const key = (await page.locator('copy-code .code').innerText()).replace(/\s/g, '')
    await page.getByLabel('Code à six chiffres').fill(codeAt(key, town.parvis.now()))
    await press('Activer')
    await press('Continuer')
  }

  /** What stands between her and the opening: where her town hall is, and who answers. */
  async function seesToWhatIsLeft({ page, press, text }: Visitor): Promise<void> {
    await press('Toutes les étapes avant d’ouvrir')
    await page.getByLabel('Le guichet ouvre le').fill('2026-12-01')
    await press('Ouvrir ce jour-là')
    assert.match(await text(), /n’ouvre pas sans cela[^]*Où vous joindre[^]*Qui répond/)
    await press('Où vous joindre')
    await page.getByLabel('Adresse (facultatif)').fill('1, place de la Mairie, 69640 Cogny')
    await page.getByLabel('Téléphone').fill('04 65 71 00 61')
    await page.getByLabel('Adresse e-mail').fill('mairie@mairie-cogny.example')
    await press('Enregistrer')
    await press('Agents')
    await press('Solange Cogny')
    await press('Ajouter une fonction')
    await page.getByLabel('Service', { exact: true }).selectOption({ label: 'Services techniques' })
    await page.getByLabel('Instruction').check()
    await press('Donner cette fonction')
    await press('Ouvrir le guichet')
    await press(/^C’est\svérifié.*Où vous joindre/)
    assert.match(await text(), /1\sétape vérifiée sur 10/)
    await page.getByLabel('Le guichet ouvre le').fill('2026-12-01')
    await press('Ouvrir ce jour-là')
    assert.match(await text(), /Le guichet ouvre le mardi 1er\sdécembre\s2026/)
  }

  test('opens from the invitation to the first answered request', async () => {
    const secretary = await town.visitor()
    await answersInvitation(secretary)
    assert.match(await secretary.text(), /Premiers pas[^]*0\sétape vérifiée sur 10/)
    await seesToWhatIsLeft(secretary)

    town.parvis.advance({ days: 8 })
    const { code, ref } = await town.parvis.makeRequest({
      service: 'eclairage-public-en-panne',
      commune: CODE,
    })
    const clerk = await town.visitor({ as: SECRETARY, scripts: false, width: 390 })
    await clerk.open('/agents?vue=toutes')
    await clerk.press(clerk.page.locator(`main a[href*="${ref}"]`).first())
    await clerk.press('Clore avec une réponse')
    await clerk.page.getByLabel('Message à l’usager').fill('La lampe est changée ce matin.')
    await clerk.press('Clore avec une réponse')
    const resident = await town.visitor({ width: 390 })
    await opensByCode(resident, code)
    assert.match(await resident.text(), /La lampe est changée ce matin[^]*Mairie de Cogny/)
  })
})
