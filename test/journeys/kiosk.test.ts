// A road worker at the kiosk of the depot: a printed code, six digits, what is to be read, a number; a colleague who guesses, slowed and told.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town, type Visitor } from '#test/journey.ts'

const [KEEPER, WORKER] = ['admin.bron@parvis.example', 'agent.bron@parvis.example']

describe('a kiosk', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  /** The code of a device that is installed there. */
  async function installed(keeper: Visitor, place: string): Promise<string> {
    await keeper.open('/administration/bornes')
    await keeper.press('Installer une borne')
    await keeper.page.getByLabel('Où elle est').fill(place)
    await keeper.press('Faire son code')
    return (await keeper.page.locator('copy-code').nth(1).getAttribute('data-text')) ?? assert.fail()
  }
  async function opened(scripts: boolean, code: string): Promise<Visitor> {
    const device = await town.visitor({ scripts, width: scripts ? 1440 : 390 })
    await device.open('/kiosque')
    await device.page.getByLabel('Code de la borne').fill(code)
    await device.press('Ouvrir')
    return device
  }
  async function types(device: Visitor, number: string, code: string): Promise<void> {
    await device.page.getByLabel('Votre numéro').fill(number)
    await device.page.getByLabel('Vos six chiffres').fill(code)
    // By keyboard: a device may have no other.
    await Promise.all([device.page.waitForEvent('load'), device.page.keyboard.press('Enter')])
    await device.checked()
  }

  test('is installed, entered a first time with a printed code, read and left: nothing stays', async () => {
    const keeper = await town.visitor({ as: KEEPER })
    const device = await opened(true, await installed(keeper, 'Dépôt de Bron'))
    await device.checkedInDark()
    const { label } = await town.parvis.actor(WORKER)
    await keeper.open('/compte/borne/equipe')
    await keeper.press(`Donner un code à ${label}`)
    await keeper.page.getByLabel('Numéro de badge').fill('40 812')
    await keeper.press('Donner ce code')
    const [, , once = ''] = await keeper.page.locator('.facts dd').allInnerTexts()
    await keeper.checkedOnPhone()

    await device.press('Premier accès')
    const { page } = device
    await page.getByLabel('Votre numéro').fill('40 812')
    await page.getByLabel('Code du papier').fill(once)
    await page.getByLabel('Vos six chiffres').fill('123456')
    await page.getByLabel('Encore une fois').fill('123456')
    await device.press('Choisir et entrer')
    assert.match(await device.text(), /se devine trop vite/)
    await page.getByLabel('Code du papier').fill(once)
    await page.getByLabel('Vos six chiffres').fill('802917')
    await page.getByLabel('Encore une fois').fill('802917')
    await device.press('Choisir et entrer')
    assert.match(await device.text(), new RegExp(`Bonjour ${label}[^]*se ferme dans`))
    for (const target of await page.locator('main a, .stand-foot button').all())
      assert.ok(((await target.boundingBox())?.height ?? 0) >= 64)
    for (const place of ['Messages', 'À lire', 'Questionnaires', 'Emplois', 'La semaine']) {
      await device.press(new RegExp(`^${place}`))
      await device.press('Retour')
    }
    await device.press(/^Aide et numéros/)
    await page.getByLabel('Un nom, une fonction, un service').fill(label.split(' ').at(-1) ?? '')
    await device.press('Chercher')
    assert.match(await device.text(), /112[^]*Un collègue/)
    await device.reflows()
    await device.press('Rester').catch(() => assert.match(page.url(), /numeros/))
    await device.press('Terminer')
    assert.match(await device.text(), /C’est fermé/)
    await page.goBack()
    assert.ok(!(await device.text()).includes(label), 'nothing on the way back')
    await device.close()
    await keeper.close()
  })

  test('a badge that is read types the number wherever the focus is, and large keys type the rest', async () => {
    const keeper = await town.visitor({ as: KEEPER })
    const device = await opened(true, await installed(keeper, 'Serres'))
    const { page } = device
    const [number, pin] = [page.getByLabel('Votre numéro'), page.getByLabel('Vos six chiffres')]
    const badge = async (digits: string) => {
      await page.keyboard.type(digits)
      await page.keyboard.press('Enter')
    }
    await badge('40812')
    assert.equal(await number.inputValue(), '40812')
    for (const key of ['6', '1', '8', 'Effacer', '9'])
      await page.getByRole('button', { name: key, exact: true }).click()
    assert.equal(await pin.inputValue(), '619')
    // While one types one’s digits: they stay, and nothing is sent.
    await badge('77123')
    assert.deepEqual([await number.inputValue(), await pin.inputValue()], ['77123', '619'])
    assert.match(page.url(), /\/kiosque$/)
    // Hands are slower: Enter sends what they typed.
    await number.fill('')
    await number.focus()
    await page.keyboard.type('40812', { delay: 120 })
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    assert.match(await device.text(), /ne vont pas ensemble|six chiffres/)
    // By keyboard alone, a key of the keypad types where one was.
    await pin.focus()
    await page.getByRole('button', { name: '4', exact: true }).press('Enter')
    assert.equal(await pin.inputValue(), '4')
    for (const key of await page.locator('.pad button').all())
      assert.ok(((await key.boundingBox())?.height ?? 0) >= 64)
    await device.checked()
    await device.reflows()
    await device.close()
    await keeper.close()
  })

  test('slows whoever guesses and tells the agent, without scripts', async () => {
    const keeper = await town.visitor({ as: KEEPER })
    const device = await opened(false, await installed(keeper, 'Atelier'))
    const worker = await town.visitor({ as: WORKER, width: 390 })
    await worker.open('/compte/borne')
    await worker.page.getByLabel('Six chiffres').fill('618402')
    await worker.page.getByLabel('Les mêmes, encore une fois').fill('618402')
    await worker.press('Changer de code')
    for (const guess of ['914730', '914731', '914732']) {
      await types(device, '40 812', guess)
      assert.match(await device.text(), /ne vont pas ensemble/)
    }
    // The right one too: the browser notes in its console that it is asked to wait.
    await assert.rejects(types(device, '40 812', '618402'), /429/)
    assert.match(await device.text(), /Attendez un peu[^]*Réessayez dans/)
    await town.parvis.runJobs()
    await worker.open('/agents/notifications')
    assert.match(await worker.text(), /Quelqu’un essaie votre code des bornes[^]*Atelier/)
    town.parvis.advance({ minutes: 2 })
    await types(device, '40 812', '618402')
    await device.press('Rester')
    assert.match(await device.text(), /Bonjour/)
    await device.close()
    await worker.close()
    await keeper.close()
  })
})
