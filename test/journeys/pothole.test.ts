// A pothole in Mions, from its report to « ce n’est pas résolu »: once with scripts on a wide screen, once without on a phone.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { openTown, type Town, type Visitor, type VisitorOptions } from '#test/journey.ts'
import { fillReport, mailsFor, opensByCode, photo, type Sent } from './acts.ts'

const EMAIL = 'l.morandat@courriel.example'

/** From the search box of the home page to the receipt, with one mistake on the way. */
async function reports(resident: Visitor, scripts: boolean): Promise<Sent> {
  const { page, open, press } = resident
  await open('/')
  await page.getByLabel('De quoi avez-vous besoin').fill('trou dans la chaussée')
  await page.getByLabel('Où').fill('Mions')
  await press('Chercher')
  await press('Signaler un nid-de-poule')
  assert.match(await resident.text(), /Métropole de Lyon/)
  await press('Commencer le signalement')
  await press('Continuer')
  assert.match(await page.title(), /^Erreur/)
  if (scripts)
    assert.ok(await page.locator('.error-summary').evaluate((summary) => summary === document.activeElement))
  if (scripts) await mapIsAway(resident)
  const sent = await fillReport(resident, { commune: 'Mions', email: EMAIL, problem: ['Moyen'] })
  const receipt = await resident.text()
  assert.match(receipt, /Un premier message au plus tard le\s+vendredi 27\u00a0novembre/)
  assert.match(receipt, /au plus tard le\s+lundi 7\u00a0décembre/)
  assert.match(receipt, /lundi 23\u00a0novembre/)
  if (scripts)
    await holdsOnPaper(page, [
      ...[sent.ref, sent.code, 'lundi 23 novembre', 'Métropole de Lyon', '12, rue de la République'],
      ...['Un premier message au plus tard le vendredi 27 novembre', 'au plus tard le lundi 7 décembre'],
    ])
  return sent
}

/** No tile comes: the map says so and goes, without an error in the console (every page is held to that). */
async function mapIsAway({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: 'Montrer la carte' }).click()
  await page.getByText('La carte ne s’affiche pas en ce moment').waitFor()
  assert.equal(await page.locator('.map-box').count(), 0)
}

/** What is printed holds these words, and nothing to press, to fill or to go elsewhere by. */
async function holdsOnPaper(page: Page, words: readonly string[]): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  const printed = (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ')
  for (const word of words) assert.ok(printed.includes(word.replaceAll(/\s+/g, ' ')), `${word}: ${printed}`)
  for (const screenOnly of ['nav', 'form', 'textarea', 'button', '.button', '.site-footer', '.demo-band'])
    assert.equal(await page.locator(screenOnly).filter({ visible: true }).count(), 0, screenOnly)
  await page.emulateMedia({ media: 'screen' })
}

/** A picture that takes its time on a slow line: noise does not shrink. */
async function heavyPhoto(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const buffer = await sharp({ create: { width: 700, height: 500, channels: 3, background: '#888', noise } })
    .jpeg({ quality: 90 })
    .toBuffer()
  return { name: 'trou.jpg', mimeType: 'image/jpeg', buffer }
}

/** A bar moves while a file leaves, and goes; what could not leave says why, and leaves when the line is back. */
async function seesFilesLeave(resident: Visitor): Promise<void> {
  const { page, open, press } = resident
  await open('/demarches/signaler-un-nid-de-poule/demande?commune=69283')
  await page.getByLabel('Adresse ou endroit').fill('12, rue de la République')
  await page.getByText('Rue, place ou trottoir').click()
  await page.getByText('Sur la chaussée').click()
  await press('Continuer')
  const files = page.getByLabel('Photos')
  const bar = page.getByRole('progressbar', { name: 'Envoi du fichier trou.jpg' })
  const line = await page.context().newCDPSession(page)
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 100_000 }
  await line.send('Network.emulateNetworkConditions', slow)
  await files.setInputFiles(await heavyPhoto())
  const seen = [0]
  while (seen.length < 3) {
    const handle = await bar.elementHandle()
    const next = await page.waitForFunction(
      ([shown, last]) => shown instanceof HTMLProgressElement && shown.value > last && shown.value,
      [handle, seen.at(-1) ?? 0] as const,
    )
    seen.push(Number(await next.jsonValue()))
  }
  await line.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 })
  await page.getByRole('button', { name: 'Retirer trou.jpg' }).and(page.locator('[name=remove]')).waitFor()
  assert.equal(await bar.count(), 0)
  await page
    .getByRole('status')
    .filter({ hasText: '« trou.jpg » est envoyé.' })
    .waitFor({ state: 'attached' })

  const said = { said: 'Nous n’avons plus de place.' }
  await page.route('**/fichiers', (route) => route.fulfill({ status: 507, json: said }))
  await files.setInputFiles(await photo('arret.jpg'))
  await page.getByText('Nous n’avons plus de place. Ce fichier n’est pas encore envoyé').first().waitFor()
  await page.unroute('**/fichiers')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Retirer arret.jpg' }).click()
  await files.setInputFiles(await photo('arret.jpg'))
  await page.getByText('Pas de connexion. Ce fichier n’est pas encore envoyé').first().waitFor()
  assert.equal(await page.getByRole('progressbar').count(), 0)
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Retirer arret.jpg' }).and(page.locator('[name=remove]')).waitFor()
  await resident.close()
}

async function takesAndAsks(agent: Visitor, { ref }: Sent): Promise<void> {
  const { page, open, press } = agent
  await open('/agents')
  await press(page.getByRole('link', { name: /nid-de-poule/i }).and(page.locator(`[href*="${ref}"]`)))
  assert.match(await agent.text(), /12, rue de la République, Mions/)
  await press('Prendre')
  await press('Demander une précision')
  await page.getByLabel('Message').fill('Bonjour, le trou est-il avant ou après l’arrêt de bus ?')
  // A template has the same name: the act's own button comes after it.
  await press(
    page.locator('#acte').getByRole('button', { name: 'Demander une précision', exact: true }).last(),
  )
  assert.match(await agent.text(), /En pause/)
}

async function answersWithPicture(resident: Visitor, { code }: Sent): Promise<void> {
  const { page, press } = resident
  await opensByCode(resident, code)
  assert.match(await resident.text(), /avant ou après l’arrêt de bus/)
  await page.getByLabel('Votre réponse').fill('Après, dans la bande cyclable.')
  await page.getByLabel('Joindre des photos').setInputFiles(await photo('arret.jpg'))
  await press('Envoyer ma réponse')
  assert.match(await resident.text(), /Le délai a repris/)
  for (const box of await page.locator('form[data-autosave] textarea').all())
    assert.equal(await box.inputValue(), '', 'what was sent is not typed again')
  const shot = page.getByRole('img', { name: /arret\.jpg/ })
  await shot.scrollIntoViewIfNeeded()
  await page.waitForFunction(
    (img) => img instanceof HTMLImageElement && img.naturalWidth > 0,
    await shot.elementHandle(),
  )
}

async function closes(agent: Visitor, { ref }: Sent): Promise<void> {
  await agent.open(`/agents/demandes/${ref}`)
  assert.match(await agent.text(), /dans la bande cyclable/)
  await agent.press('Clore avec une réponse')
  await agent.page.getByLabel('Message à l’usager').fill('Le trou est rebouché ce matin.')
  await agent.press('Clore avec une réponse')
}

/** Two days later the code is asked again: it opens a request for some hours only. */
async function reopens(resident: Visitor, { ref, code }: Sent): Promise<void> {
  await resident.open(`/suivi/${ref}`)
  await resident.press('tapez de nouveau son numéro de suivi')
  await resident.page.getByLabel('Numéro de suivi').fill(code)
  await resident.press('Suivre ma demande')
  assert.match(await resident.text(), /Le trou est rebouché ce matin/)
  await holdsOnPaper(resident.page, [ref, 'dans la bande cyclable', 'Le trou est rebouché ce matin'])
  await resident.page.getByLabel('Dites-nous ce qui ne va pas').fill('Il s’est rouvert avec la pluie.')
  await resident.press('Rouvrir la demande')
  assert.match(await resident.text(), /Votre demande est rouverte/)
}

async function wholeLife(town: Town, scripts: boolean): Promise<void> {
  const asked: VisitorOptions = { scripts, width: scripts ? 1440 : 390 }
  const resident = await town.visitor(asked)
  if (scripts) await seesFilesLeave(await town.visitor())
  const sent = await reports(resident, scripts)
  assert.ok(
    (await mailsFor(town, EMAIL)).some(({ text }) => text.includes(sent.code) && text.includes(sent.ref)),
  )
  town.parvis.advance({ hours: 3 })
  const agent = await town.visitor({ scripts, as: 'voirie@parvis.example' })
  await takesAndAsks(agent, sent)
  assert.ok((await mailsFor(town, EMAIL)).some(({ text }) => text.includes('avant ou après l’arrêt de bus')))
  const again = await town.visitor(asked)
  await answersWithPicture(again, sent)
  await closes(agent, sent)
  town.parvis.advance({ days: 2 })
  await reopens(again, sent)
  const colleague = await town.parvis.signedInAs('chef.voirie@parvis.example')
  assert.match((await colleague.get('/agents')).body, /Rouverte/)
}

describe('a pothole in Mions is reported, asked about, answered, closed, and said not to be solved', {
  concurrency: 2,
}, () => {
  for (const scripts of [true, false]) {
    test(scripts ? 'with scripts' : 'without scripts', async () => {
      const town = await openTown({ PARVIS_TILES_URL: 'http://127.0.0.1:9/{z}/{x}/{y}' })
      await wholeLife(town, scripts)
      await town.close()
    })
  }
})
