// An agent's morning: what is urgent read and acknowledged, the page arranged, a colleague found, the computer that stopped told, then the
// day's requests; at a desk with the keyboard, and on a phone without scripts.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ownAudience } from '#audiences'
import { system } from '#platform/actor.ts'
import { asTyped, beginContent, publish, writtenContent } from '#publishing'
import { openTown, type Town, type Visitor } from '#test/journey.ts'

const KEEPER = 'admin.bron@parvis.example'
const BRIEF = 'Gel jeudi\u00a0: qui fait quoi'

describe('an agent’s morning', () => {
  let town: Town
  before(async () => {
    town = await openTown()
    await tellUrgently()
  })
  after(() => town.close())

  async function tellUrgently(): Promise<void> {
    const { parvis } = town
    const keeper = await parvis.actor(KEEPER)
    const { unitId, authorityId } = keeper.memberships[0] ?? assert.fail()
    const audienceId = (await parvis.db.read(system, (tx) => ownAudience(tx, authorityId))) ?? assert.fail()
    await parvis.db.write(keeper, async (tx) => {
      const { typeVersion, fields } = await asTyped(tx, 'brief', { text: 'Les équipes passent en veille.' })
      const text = { title: BRIEF, summary: 'Consultez votre tour.', theme: '', about: [] }
      const id = await beginContent(
        tx,
        { authorityId, unitId, type: 'brief' },
        { typeVersion, fields, ...text },
      )
      await publish(tx, id, (await writtenContent(tx, id))?.version ?? 0, {
        ...{ audienceId, startsAt: new Date(tx.now.getTime() - 3_600_000), endsAt: null },
        ...{ isSilent: false, urgency: 'urgent', reviewOn: '2030-01-01' },
      })
    })
  }

  /** Follows a link or presses a button that has the focus. */
  async function enter(agent: Visitor, name: string | RegExp): Promise<void> {
    const target = agent.page.locator('main').getByRole('link', { name }).first()
    await target.focus()
    await Promise.all([agent.page.waitForEvent('load'), agent.page.keyboard.press('Enter')])
    await agent.checked()
  }

  async function acknowledges(agent: Visitor): Promise<void> {
    await agent.open('/intranet/bureau')
    assert.match(await agent.text(), new RegExp(`On attend de vous[^]*${BRIEF}`))
    await agent.open('/intranet')
    await enter(agent, BRIEF)
    await agent.press('J’ai pris connaissance')
    await agent.open('/intranet/bureau')
    assert.doesNotMatch(await agent.text(), new RegExp(BRIEF))
  }

  /** The block goes to the other column, then where it was. */
  async function arranges(agent: Visitor): Promise<void> {
    await agent.open('/intranet')
    await enter(agent, 'Choisir mes blocs')
    const bar = agent.page.locator('#place-annuaire')
    await agent.press(bar.getByRole('button', { name: /^Replier/ }))
    assert.match(await bar.innerText(), /Replié/)
    await agent.press('Annuler le dernier changement')
    assert.doesNotMatch(await bar.innerText(), /Replié/)
  }

  async function findsSomebody(agent: Visitor, name: string): Promise<void> {
    await agent.open('/intranet')
    await agent.page.getByLabel('Un nom, une fonction, un sujet, un numéro').fill(name)
    await Promise.all([agent.page.waitForEvent('load'), agent.page.keyboard.press('Enter')])
    await agent.checked()
    assert.ok((await agent.text()).includes(name))
  }

  for (const [as, scripts, width] of [
    ['agent.bron@parvis.example', true, 1440],
    ['remi.bron@parvis.example', false, 390],
  ] as const)
    test(`at ${width} pixels, ${scripts ? 'with' : 'without'} scripts`, async () => {
      const agent = await town.visitor({ as, scripts, width })
      await acknowledges(agent)
      await arranges(agent)
      await findsSomebody(agent, (await town.parvis.actor(KEEPER)).label)
      await agent.open('/agents')
      assert.match(await agent.text(), /Demandes/)
      await agent.close()
    })
})
