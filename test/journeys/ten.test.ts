// A morning: simple requests closed one after the other, each with words that fit, counting every click: forty at most for ten.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import type { Locator } from 'playwright-core'
import { openTown, type Town, type Visitor } from '#test/journey.ts'

const MOST_CLICKS_EACH = 4
const SOME = 5

describe('simple requests in a row', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  /** Makes some, closes them from the list, and says how many clicks it took. The pages of the first are held to everything. */
  async function closesAll(agent: Visitor, many: number, template: (button: Locator) => Promise<void>) {
    const refs: string[] = []
    for (let made = 0; made < many; made += 1)
      refs.push((await town.parvis.makeRequest({ commune: '69029' })).ref)
    const { page } = agent
    let clicks = 0
    const click = async (target: Locator) => {
      clicks += 1
      if (clicks < 5) return agent.press(target)
      await Promise.all([page.waitForEvent('load', { timeout: 30_000 }), target.click()])
    }
    const named = (name: string) => page.getByRole('button', { name, exact: true })
    await agent.open('/agents?tri=-reference')
    await click(page.locator(`a[href*="${refs.at(-1)}"]`).first())
    for (const _ of refs) {
      await click(named('Clore avec une réponse'))
      clicks += 1
      await template(named('Trou rebouché'))
      assert.match(await page.getByLabel('Message à l’usager').inputValue(), /est rebouché/)
      // The last of the list leads nowhere further.
      const onward = named('Clore avec une réponse et passer à la suivante')
      await click((await onward.count()) > 0 ? onward : named('Clore avec une réponse'))
    }
    const closed = await town.parvis.db.read(system, (tx) =>
      tx.q
        .selectFrom('requests.request')
        .select('ref')
        .where('ref', 'in', refs)
        .where('state', '=', 'closed')
        .execute(),
    )
    assert.equal(closed.length, many)
    return clicks
  }

  test('with scripts: the template goes in without leaving the page; four clicks at most for each', async () => {
    const agent = await town.visitor({ as: 'voirie@parvis.example' })
    const clicks = await closesAll(agent, SOME, (button) => button.click())
    assert.ok(clicks <= SOME * MOST_CLICKS_EACH, `${clicks} clicks`)
  })

  test('without scripts: no more clicks', async () => {
    const agent = await town.visitor({ as: 'malo.vauzelle@parvis.example', scripts: false })
    const clicks = await closesAll(agent, 3, (button) => agent.press(button))
    assert.ok(clicks <= 1 + 3 * 3, `${clicks} clicks`)
  })

  test('what is typed is there on another machine, and a template never replaces it', async () => {
    const { ref } = await town.parvis.makeRequest({ commune: '69029' })
    const agent = await town.visitor({ as: 'voirie@parvis.example' })
    await agent.open(`/agents/demandes/${ref}`)
    const box = agent.page.getByLabel('Votre réponse')
    await box.fill('Nous passons jeudi.')
    await agent.page.getByRole('button', { name: 'Visite faite' }).click()
    assert.match(await box.inputValue(), /Nous passons jeudi\.\n\nBonjour/)
    const selected = await box.evaluate((area) => {
      const { value, selectionStart, selectionEnd } = area as HTMLTextAreaElement
      return value.slice(selectionStart, selectionEnd)
    })
    assert.match(selected, /^\{[^{}]+\}$/)
    await agent.page.getByText(/Brouillon enregistré/).waitFor()
    const elsewhere = await town.visitor({ as: 'voirie@parvis.example', scripts: false })
    await elsewhere.open(`/agents/demandes/${ref}`)
    assert.match(await elsewhere.page.getByLabel('Votre réponse').inputValue(), /Nous passons jeudi/)
    await elsewhere.press('Répondre')
    assert.match(await elsewhere.text(), /une place vide/)
  })
})
