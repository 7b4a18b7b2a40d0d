// A road worker before the round: the badge is read by a reader that types, leave is asked for, the urgent brief read and acknowledged, the
// kiosk left; with « Back » nothing comes again. The same without scripts, with a number that is typed.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { ownAudience } from '#audiences'
import { system } from '#platform/actor.ts'
import { asTyped, beginContent, publish, writtenContent } from '#publishing'
import { openTown, type Town, type Visitor } from '#test/journey.ts'

const KEEPER = 'admin@parvis.example'
const BRIEF = 'Gel jeudi, votre tour de garde'
const PIN = '802917'
const WHY = 'Congé d’hiver'

describe('a road worker at the kiosk', () => {
  let town: Town
  before(async () => {
    town = await openTown()
    const { parvis } = town
    const keeper = await parvis.actor(KEEPER)
    const { unitId, authorityId } = keeper.memberships[0] ?? assert.fail()
    const audienceId = (await parvis.db.read(system, (tx) => ownAudience(tx, authorityId))) ?? assert.fail()
    await parvis.db.write(keeper, async (tx) => {
      const { typeVersion, fields } = await asTyped(tx, 'brief', { text: 'Prise de service à 5 h.' })
      const text = { title: BRIEF, summary: 'Jeudi et vendredi.', theme: '', about: [] }
      const where = { authorityId, unitId, type: 'brief' }
      const id = await beginContent(tx, where, { typeVersion, fields, ...text })
      await publish(tx, id, (await writtenContent(tx, id))?.version ?? 0, {
        ...{ audienceId, startsAt: new Date(tx.now.getTime() - 3_600_000), endsAt: null },
        ...{ isSilent: false, urgency: 'urgent', reviewOn: '2030-01-01' },
      })
    })
  })
  after(() => town.close())

  /** The number of an agent who chose their digits. */
  async function numberOf(email: string): Promise<string> {
    const { parvis } = town
    const browser = await parvis.signedInAs(email)
    assert.equal((await browser.post('/compte/borne', { code: PIN, encore: PIN })).statusCode, 303)
    const { personId } = await parvis.actor(email)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ badge: string }>`select badge from kiosk.access where person_id = ${personId}`.execute(tx.q),
    )
    return rows[0]?.badge ?? assert.fail()
  }

  async function opened(options: { scripts: boolean; width: number }): Promise<Visitor> {
    const keeper = await town.visitor({ as: KEEPER })
    await keeper.open('/administration/bornes/nouvelle')
    await keeper.page.getByLabel('Où elle est').fill(`Dépôt, ${options.width}`)
    await keeper.press('Faire son code')
    const code = (await keeper.page.locator('copy-code').nth(1).getAttribute('data-text')) ?? assert.fail()
    await keeper.close()
    const device = await town.visitor(options)
    await device.open('/kiosque')
    await device.page.getByLabel('Code de la borne').fill(code)
    await device.press('Ouvrir')
    return device
  }

  async function enters({ page }: Visitor, number: string, isRead: boolean): Promise<void> {
    if (isRead) {
      // Wherever the focus is.
      await page.getByRole('link', { name: 'Premier accès' }).focus()
      await page.keyboard.type(number)
      await page.keyboard.press('Enter')
      for (const digit of PIN) await page.getByRole('button', { name: digit, exact: true }).click()
    } else {
      await page.getByLabel('Votre numéro').fill(number)
      await page.getByLabel('Vos six chiffres').fill(PIN)
    }
  }

  async function asksLeave(device: Visitor): Promise<string> {
    const { page } = device
    await device.press(/^Demander/)
    await device.press(/^Demander un congé/)
    await page.getByLabel('Commune').selectOption({ label: 'Bron' })
    await page.getByLabel('Un congé annuel').check()
    for (const [field, day] of [
      ['from', '21'],
      ['to', '24'],
    ] as const)
      for (const [part, value] of [
        ['jour', day],
        ['mois', '12'],
        ['annee', '2026'],
      ] as const)
        await page.locator(`[name="${field}-${part}"]`).fill(value)
    await device.press('Continuer')
    assert.match(await device.text(), /Répondez/, 'what is missing is said')
    await page.getByLabel('En quelques mots').fill(WHY)
    await device.press('Continuer')
    await device.press('Continuer')
    assert.match(await device.text(), new RegExp(WHY))
    await device.press('Envoyer ma demande')
    const ref = await page.locator('.big-ref').innerText()
    assert.match(ref, /^\d{4}-\d{5}$/)
    await device.reflows()
    await device.press('Mes demandes')
    assert.match(await device.text(), new RegExp(`${WHY}[^]*au plus tard le`))
    return ref
  }

  async function readsBrief(device: Visitor): Promise<void> {
    await device.press('Retour')
    await device.press(new RegExp(BRIEF))
    assert.match(await device.text(), /Prise de service à 5/)
    await device.press('J’ai lu')
    assert.match(await device.text(), /Vous avez dit l’avoir lu/)
  }

  for (const [worker, scripts, width] of [
    ['voirie@parvis.example', true, 1440],
    ['chef.voirie@parvis.example', false, 390],
  ] as const)
    test(`at ${width} pixels, ${scripts ? 'with' : 'without'} scripts`, async () => {
      const device = await opened({ scripts, width })
      const { page } = device
      const { label } = await town.parvis.actor(worker)
      await enters(device, await numberOf(worker), scripts)
      await device.press('Entrer')
      assert.match(await device.text(), new RegExp(`Bonjour ${label}`))
      const ref = await asksLeave(device)
      await readsBrief(device)
      await device.press('Terminer')
      assert.match(await device.text(), /C’est fermé/)
      for (let step = 0; step < 4; step += 1) {
        await page.goBack().catch(() => {})
        const left = await device.text()
        for (const gone of [label, ref, WHY]) assert.ok(!left.includes(gone), `${gone}, ${step} pages back`)
      }
      if (scripts) {
        // Whoever comes next reads their badge at once: they are at the door.
        await device.open('/kiosque/fini')
        await page.keyboard.type('77123')
        await Promise.all([page.waitForURL(/\/kiosque$/), page.keyboard.press('Enter')])
        assert.match(await device.text(), /Votre numéro/)
      }
      await device.close()
    })
})
