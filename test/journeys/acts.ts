// What residents and agents do in several journeys.
import assert from 'node:assert/strict'
import sharp from 'sharp'
import { system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import type { Town, Visitor } from '#test/journey.ts'

export interface Sent {
  ref: string
  code: string
}

interface ReportOf {
  commune: string
  email: string | null
  /** The choices of the page « Le problème », one after the other. */
  problem: string[]
}

/** A small picture, as a phone gives one. */
export async function photo(name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const buffer = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#6a6258' } })
    .jpeg()
    .toBuffer()
  return { name, mimeType: 'image/jpeg', buffer }
}

/** From the first page of a report on public space to its receipt. */
export async function fillReport(
  { page, press }: Visitor,
  { commune, email, problem }: ReportOf,
): Promise<Sent> {
  await page.getByLabel('Commune', { exact: true }).selectOption({ label: commune })
  await page.getByLabel('Adresse ou endroit').fill('12, rue de la République')
  await page.getByText('Rue, place ou trottoir').click()
  await press('Continuer')
  // Without scripts, the question that the place brings is asked before going on.
  if ((await page.title()).startsWith('Étape 1')) await press('Continuer')
  await page.getByLabel('Photos').setInputFiles(await photo('trou.jpg'))
  // With scripts it has left already: a closed tab keeps it.
  if ((await page.locator('file-upload:defined').count()) > 0) {
    await page.getByRole('button', { name: 'Retirer trou.jpg' }).and(page.locator('[name=remove]')).waitFor()
    await page.reload()
    assert.match(await page.locator('[data-held]').innerText(), /trou\.jpg/)
  }
  for (const choice of problem) await page.getByText(choice, { exact: true }).click()
  await page.getByLabel('Autre chose à nous dire').fill('Juste après l’arrêt de bus.')
  await press('Continuer')
  await page.getByLabel('Votre nom et votre prénom').fill('Lucette Morandat')
  if (email === null) await page.getByLabel('Téléphone').fill('04 65 71 00 42')
  else await page.getByLabel('Adresse e-mail').fill(email)
  await press('Continuer')
  assert.match(await page.title(), /vérifiez avant d’envoyer/i)
  await press('Envoyer ma demande')
  return receiptOf(page)
}

/** What the receipt gives: the number and the code. */
export async function receiptOf(page: Visitor['page']): Promise<Sent> {
  const said = await page.locator('main').innerText()
  const ref = /\b\d{4}-\d{5,}\b/.exec(said)?.[0]
  const code = /\b[2-9A-Z]{4}-[2-9A-Z]{4}\b/.exec(said)?.[0]
  assert.ok(ref !== undefined && code !== undefined, said)
  return { ref, code }
}

/** A resident opens the follow-up with the code alone, in a browser that knows nothing of them. */
export async function opensByCode(visitor: Visitor, code: string): Promise<void> {
  await visitor.open('/suivi')
  await visitor.page.getByLabel('Numéro de suivi').fill(code)
  await visitor.press('Suivre ma demande')
}

/** Mails kept for somebody, newest first, once every planned job has run. */
export async function mailsFor(
  { parvis }: Town,
  email: string,
): Promise<{ subject: string; text: string }[]> {
  await parvis.runJobs()
  return parvis.db.read(system, async (tx) => {
    const mails = []
    for (const { id } of await keptMails(tx, { to: email })) {
      const mail = await keptMail(tx, id)
      if (mail !== null) mails.push({ subject: mail.subject, text: mail.text })
    }
    return mails
  })
}
