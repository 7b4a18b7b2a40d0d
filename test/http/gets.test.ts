// Showing a page writes nothing: every GET reads in a transaction that cannot write, and what its being shown must leave behind is
// written in one of its own, which reads no page.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type RouteCase, pageCases } from '#test/route-cases.ts'
import { countStatements, type Statements } from '#test/statements.ts'
import { type ActorName, actorNames, makeWorld, TARGETS, type Target, type World } from '#test/world.ts'

/** The only GETs that leave something: what, and how many statements its transaction takes at most, with its beginning and its end. */
const LEAVES: Readonly<Record<string, { what: string; most: number }>> = {
  'GET /agents/demandes/:ref': { what: 'an entry of the resident’s journal, and that it was read', most: 6 },
  'GET /agents/demandes/lot': { what: 'an entry of each resident’s journal', most: 5 },
  'GET /fichiers/:id': { what: 'an entry of the resident’s journal', most: 6 },
  'GET /compte/donnees/effacement': { what: 'nothing: the erasure is rehearsed, and rolled back', most: 80 },
}

/** The transactions that may write, statement by statement. */
function writing(said: readonly string[]): string[][] {
  const found: string[][] = []
  let open = false
  for (const words of said) {
    if (words.startsWith('begin')) {
      open = !words.startsWith('begin read only')
      if (open) found.push([])
    }
    if (open) found.at(-1)?.push(words)
    if (words === 'commit' || words === 'rollback') open = false
  }
  return found
}

describe('a GET', () => {
  let world: World
  let asked: Statements
  before(async () => {
    world = await makeWorld()
    asked = await countStatements(world.parvis.db)
  })
  after(async () => {
    asked.stop()
    await world.parvis.close()
  })

  /** What was written while that address was shown. */
  async function writtenBy(actor: ActorName, url: string): Promise<string[][]> {
    asked.said()
    const reply = await world.browsers[actor].get(url)
    assert.ok(reply.statusCode < 500, `${url} as ${actor}: ${reply.statusCode}`)
    return writing(asked.said())
  }

  const whoMay = ({ may }: RouteCase, target: Target) => actorNames.filter((actor) => may(actor, target))
  const gets = Object.entries(pageCases).filter(([name]) => name.startsWith('GET '))

  for (const [name, one] of gets) {
    const leaves = LEAVES[name]
    it(`${name} ${leaves === undefined ? 'writes nothing' : `leaves apart ${leaves.what}`}`, async () => {
      const left: string[][] = []
      for (const target of one.each ? TARGETS : (['metro'] as const))
        for (const actor of whoMay(one, target))
          left.push(...(await writtenBy(actor, one.url(world, target))))
      if (leaves === undefined) return assert.deepEqual(left, [])
      assert.ok(left.length > 0, 'it leaves nothing any more')
      for (const said of left) assert.ok(said.length <= leaves.most, `${said.length}\n${said.join('\n')}`)
    })
  }
})
